/** What each present player alone sees: their wallet, and what their next turn would cost. */
import { GameError } from '#protocol/errors.ts';
import type { ActRequest, NarratorOffer } from '#protocol/journey-messages.ts';
import type { JourneyState, PlayerState } from '#protocol/journey-state.ts';
import type { QuoteView, WalletView } from '#protocol/values.ts';
import type { JourneyStore } from '#core/journeys/journey-store.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { PlayerKind } from '#core/players/player.ts';
import type { Game } from '#core/turns/game.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { quoteText, quoteUnwritten } from '#core/turns/quote-turn.ts';
import { quoteView, walletView } from '#core/turns/views.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { bodyOf } from '../typed-messages.ts';
import type { News, WalletChange } from '../news.ts';
import { showQuote, showWallet } from './show-state.ts';

export interface PrivateViewsParts {
  readonly game: Game;
  readonly journeys: JourneyStore;
  readonly walletNews: News<WalletChange>;
  readonly journey: LiveJourney;
  readonly state: JourneyState;
  /** How many turns come before one that would be sent now. */
  readonly turnsAhead: () => number;
}

interface PresentPlayer {
  readonly kind: PlayerKind;
  wallet: Wallet;
}

export class PrivateViews {
  readonly #parts: PrivateViewsParts;
  readonly #present = new Map<string, PresentPlayer>();
  readonly #stopListening: () => void;

  constructor(parts: PrivateViewsParts) {
    this.#parts = parts;
    this.#stopListening = parts.walletNews.listen((change) => void this.#onWalletChanged(change));
  }

  end(): void {
    this.#stopListening();
  }

  has(playerId: string): boolean {
    return this.#present.has(playerId);
  }

  enter(kind: PlayerKind, wallet: Wallet): void {
    const known = this.#present.get(wallet.playerId);
    if (!known || known.wallet.seq < wallet.seq) this.#present.set(wallet.playerId, { kind, wallet });
    this.#showWallet(wallet.playerId);
  }

  leave(playerId: string): void {
    this.#present.delete(playerId);
  }

  /** Shows a wallet unless a newer one is shown, and tells the player's other rooms. */
  setWallet(wallet: Wallet): void {
    const present = this.#present.get(wallet.playerId);
    if (!present || present.wallet.seq >= wallet.seq) return;
    present.wallet = wallet;
    this.#showWallet(wallet.playerId);
    this.#parts.walletNews.publish({ playerId: wallet.playerId, seq: wallet.seq });
  }

  /** Reads the wallet anew: a script or another process may have changed it. */
  async readWallet(playerId: string): Promise<void> {
    this.setWallet(await this.#parts.journeys.wallet(playerId));
  }

  /** Throws NARRATOR_NOT_FOUND. */
  entry(narratorId: string): NarratorEntry {
    const entry = this.#parts.game.narrators.find(narratorId);
    if (!entry) throw new GameError('NARRATOR_NOT_FOUND', { narratorId });
    return entry;
  }

  /** The player's own choice (TN3). One that is no longer offered gives the default, which the quote then names. */
  entryOf(playerId: string): NarratorEntry {
    const { game, journey } = this.#parts;
    return game.narrators.find(journey.member(playerId)?.narratorId ?? '') ?? this.entry(game.narrators.defaultId);
  }

  /** For an action that is written, or for any that might be. */
  quoteFor(playerId: string, entry: NarratorEntry, action?: Pick<ActRequest, 'mode' | 'text'>): QuoteView {
    const { game, journey, turnsAhead } = this.#parts;
    const scene = journey.scene();
    const authorName = journey.member(playerId)?.name ?? '';
    const quote =
      action === undefined
        ? quoteUnwritten(scene, entry, turnsAhead(), game)
        : quoteText(scene, { authorName, ...action }, entry, turnsAhead(), game);
    return quoteView(quote, entry, this.#walletView(playerId));
  }

  /** TN5: the AIs that today's free turns still cover. */
  offersFor(playerId: string): NarratorOffer[] {
    return this.#parts.game.narrators.entries
      .filter(({ freeEligible }) => freeEligible)
      .map((entry) => ({ narratorId: entry.narratorId, name: entry.name, quote: this.quoteFor(playerId, entry) }))
      .filter(({ quote }) => quote.funding === 'free');
  }

  /** Prices everyone's next turn anew: after each turn, and when somebody queues, joins or chooses. */
  refreshQuotes(): void {
    const { game, journey } = this.#parts;
    for (const playerId of this.#present.keys()) {
      try {
        showQuote(this.#shown(playerId), this.quoteFor(playerId, this.entryOf(playerId)));
      } catch (failure) {
        bodyOf(failure, game.log, { journeyId: journey.id, playerId });
      }
    }
  }

  /** Not now: a turn that is about to start must not wait for others' quotes. */
  refreshQuotesSoon(): void {
    setImmediate(() => {
      this.refreshQuotes();
    });
  }

  async #onWalletChanged({ playerId, seq }: WalletChange): Promise<void> {
    const present = this.#present.get(playerId);
    if (!present || present.wallet.seq >= seq) return;
    try {
      await this.readWallet(playerId);
      this.refreshQuotes();
    } catch (failure) {
      bodyOf(failure, this.#parts.game.log, { playerId });
    }
  }

  #showWallet(playerId: string): void {
    showWallet(this.#shown(playerId), this.#walletView(playerId));
  }

  #walletView(playerId: string): WalletView {
    const { game } = this.#parts;
    const present = this.#present.get(playerId);
    if (!present) throw new GameError('JOURNEY_NOT_FOUND');
    return walletView(present.wallet, game.terms.freeTurnsPerDay[present.kind], game.clock());
  }

  #shown(playerId: string): PlayerState {
    const player = this.#parts.state.players.get(playerId);
    if (!player) throw new GameError('JOURNEY_NOT_FOUND');
    return player;
  }
}
