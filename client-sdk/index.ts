/** The Imagina client SDK: everything a game needs of it. */
export { GameClient } from './game-client.ts';
export type { Character } from './game-client.ts';
export type { Credentials, GameClientOptions, NewAccount, SignInResult } from './sign-in-client.ts';
export { JourneySession } from './journey-session.ts';
export type { ActOptions, RetryOptions } from './journey-session.ts';
export type * from './journey-events.ts';
export type * from './journey-snapshot.ts';
export type { Download, HistoryFilter } from './download.ts';
export type { LinkStatus } from './link-status.ts';
export type { LiveSums, LiveWallet, LiveWorld } from './protocol/live.ts';
export type { WatchEvents } from './watch.ts';
export { WalletWatch } from './watch-wallet.ts';
export { WorldWatch } from './watch-world.ts';
export type { RestApi } from './rest-api.ts';
export type { TokenStorage } from './token-store.ts';
export { newTurnId as newId } from './new-turn-id.ts';
export { ConnectionLost } from './connection-lost.ts';
export { ERRORS, GameError, RELEASE_REASONS, isErrorCode } from './protocol/errors.ts';
export type { ErrorBody, ErrorCode, ReleaseReason } from './protocol/errors.ts';
export { CLOSE_CODES } from './protocol/close-codes.ts';
export { newTurnId } from './new-turn-id.ts';
export {
  ACTION_CHARACTERS_MAX,
  MODES,
  PASSAGE_CHARACTERS_MAX,
  PASSAGES_IN_STATE_MAX,
  PASSWORD_CHARACTERS_MAX,
  PASSWORD_CHARACTERS_MIN,
  PLAYERS_PER_JOURNEY_MAX,
} from './protocol/constants.ts';
export { NOTE_CHARACTERS_MAX, PASSAGE_TOKENS_MIN, PROMPT_TOKENS_MIN } from './protocol/constants.ts';
export type {
  EntryKind,
  Funding,
  GuestOutcome,
  Mode,
  QuoteView,
  Receipt,
  TokenUsage,
  TurnSettingsView,
  WalletView,
} from './protocol/values.ts';
export type { NarratorOffer, QuoteChange, StoryChange } from './protocol/journey-messages.ts';
export type * from './protocol/rest-contract.ts';
export { restContract } from './protocol/rest-contract.ts';
