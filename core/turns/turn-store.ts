/** What turns need of the database: hold, settle, release, each exactly once (LG5–LG7). `models/` fills this port. */
import type { ReleaseReason } from '#protocol/errors.ts';
import type { HoldRequest } from '#core/wallet/place-hold.ts';
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import type { ResolvedTurn, Turn } from './turn.ts';
import type { Settlement } from './settlement.ts';

export interface TurnStore {
  /**
   * Sets the ceiling, or a free turn, aside in one single-document write.
   * A key that is resolved already is answered with its resolution. Throws a `GameError` when the hold is refused.
   */
  hold(request: HoldRequest): Promise<HoldOutcome>;
  /** How a key was resolved, if it was. Throws `KEY_REUSED` when it belongs to another action. */
  find(key: string, hash: string): Promise<ResolvedTurn | null>;
  /**
   * Books the turn: wallet, journey, entry, turn and accrual in one transaction. Answers with how the key stands afterwards,
   * which is `released` when it expired meanwhile, or the journey is another room's by now or stands elsewhere.
   */
  settle(order: SettleOrder): Promise<ResolvedTurn>;
  /** Gives everything back and closes the key; text that was shown is kept, marked incomplete. Answers with how the key stands. */
  release(order: ReleaseOrder): Promise<ResolvedTurn>;
}

export type HoldOutcome =
  | { readonly type: 'held'; readonly hold: Hold; readonly wallet: Wallet }
  | { readonly type: 'resolved'; readonly turn: ResolvedTurn };

export interface SettleOrder {
  readonly hold: Hold;
  readonly settlement: Settlement;
  readonly creatorId: string;
  readonly shareBasisPoints: number;
  readonly worldId: string;
  /** Where the story stood when the turn began; on a retry that is not what the turn follows, but what it replaces. */
  readonly head: string | null;
  readonly turn: Turn;
}

export interface ReleaseOrder {
  readonly hold: Hold;
  readonly reason: ReleaseReason;
  readonly at: Date;
  /** The turn with the text that was already shown, if any. */
  readonly incomplete: Turn | null;
}
