/** What each present player alone sees: their wallet, and what their next turn would cost. */
import { GameError } from '#protocol/errors.ts';
import type { NarratorOffer } from '#protocol/journey-messages.ts';
import type { JourneyState, PlayerState } from '#protocol/journey-state.ts';
import type { QuoteView, WalletView } from '#protocol/values.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { JourneyStore } from '#core/journeys/journey-store.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { PlayerKind } from '#core/players/player.ts';
import type { Game } from '#core/turns/game.ts';
import type { WrittenAction } from '#core/prompts/assemble-prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { quoteText, quoteUnwritten } from '#core/turns/quote-turn.ts';
import type { Scene } from '#core/turns/scene.ts';
import { quoteView, walletView } from '#core/turns/views.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { UtcDay, Wallet } from '#core/wallet/wallet.ts';
import { bodyOf } from '../typed-messages.ts';
import type { News, WalletChange } from '../news.ts';
import { showQuote, showQuoteOf, showRetryQuote, showWallet } from './show-state.ts';

export interface PrivateViewsParts {
  readonly game: Game;
  readonly journeys: JourneyStore;
  readonly walletNews: News<WalletChange>;
  readonly journey: LiveJourney;
  readonly state: JourneyState;
  /** How many turns come before one that would be sent now. */
  readonly turnsAhead: () => number;
}

type RetriedAction = Partial<WrittenAction> & { readonly retryOf: string };

interface PresentPlayer {
  readonly kind: PlayerKind;
  wallet: Wallet;
}

/** Enough to choose from in a hurry. */
const OFFERS_MAX = 4;

export class PrivateViews {
  readonly #parts: PrivateViewsParts;
  readonly #present = new Map<string, PresentPlayer>();
  readonly #stopListening: () => void;
  #refreshing: NodeJS.Immediate | undefined;
  #pricedBy = 0;
  #pricedOn: UtcDay = '';
  #ended = false;
  #forgetting: NodeJS.Timeout | undefined;

  constructor(parts: PrivateViewsParts) {
    this.#parts = parts;
    this.#stopListening = parts.walletNews.listen((change) => void this.#onWalletChanged(change));
  }

  end(): void {
    this.#ended = true;
    this.#stopListening();
    clearImmediate(this.#refreshing);
    clearTimeout(this.#forgetting);
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
    const wallet = await this.#parts.journeys.wallet(playerId);
    const known = this.#present.get(playerId)?.wallet.seq;
    this.setWallet(wallet);
    if (known !== undefined && known < wallet.seq) this.refreshQuotes();
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
  quoteFor(playerId: string, entry: NarratorEntry, action?: WrittenAction): QuoteView {
    return this.#quote(this.#parts.journey.scene(), this.#author(playerId), entry, action);
  }

  /** TN11: for another telling of the turn where the story stands, by default in its own words. Throws TURN_ASIDE, NOT_YOUR_TURN. */
  quoteRetry(playerId: string, entry: NarratorEntry, { retryOf, ...action }: RetriedAction): QuoteView {
    const { game, journey } = this.#parts;
    const { head } = journey;
    const scene = journey.sceneToRetry(retryOf);
    if (!head || !scene) throw new GameError('TURN_ASIDE');
    if (head.authorId !== playerId) throw new GameError('NOT_YOUR_TURN');
    const { mode = head.mode, text = head.action } = action;
    const intent = { scene, author: this.#author(playerId), entry, action: { mode, text } };
    return quoteView(quoteText(intent, 0, game), this.#walletView(playerId)); // Once another turn is told, there is nothing to retry.
  }

  /** As if the player had these settings, or this AI. */
  quoteIf(author: Member, entry: NarratorEntry): QuoteView {
    return this.#quote(this.#parts.journey.scene(), author, entry);
  }

  /** TN5: the AIs that today's free turns still cover. */
  freeOffersFor(playerId: string, retryOf?: string): NarratorOffer[] {
    return this.#offers(playerId, retryOf)
      .filter(({ quote }) => quote.funding === 'free')
      .sort((a, b) => a.quote.likely - b.quote.likely);
  }

  /** TN3: when an AI is down, the others that the player can pay: those elsewhere first, then the cheapest. */
  otherOffersFor(playerId: string, failed: string, retryOf?: string): NarratorOffer[] {
    const { narrators } = this.#parts.game;
    const vendor = narrators.find(failed)?.vendor;
    const isElsewhere = ({ narratorId }: NarratorOffer) => Number(narrators.find(narratorId)?.vendor !== vendor);
    return this.#offers(playerId, retryOf)
      .filter(({ narratorId, quote }) => narratorId !== failed && quote.turnsLeft > 0)
      .sort((a, b) => isElsewhere(b) - isElsewhere(a) || a.quote.likely - b.quote.likely)
      .slice(0, OFFERS_MAX);
  }

  /** Prices everyone's next turn anew, on every AI: after each turn, and when somebody queues, joins or chooses. */
  refreshQuotes(): void {
    const { game } = this.#parts;
    this.#pricedBy = game.prices.current(game.clock()).version;
    this.#pricedOn = utcDay(game.clock());
    this.#refreshQuotesOf([...this.#present.keys()]);
  }

  #refreshQuotesOf(playerIds: readonly string[]): void {
    const { journey } = this.#parts;
    const scene = journey.scene();
    for (const playerId of playerIds) {
      const [shown, entry, retryOf] = [this.#shown(playerId), this.entryOf(playerId), journey.head?.turnId];
      const quote = this.#quoteOrNull(scene, playerId, entry);
      if (quote) showQuote(shown, quote);
      const canRetry = retryOf !== undefined && journey.head?.authorId === playerId;
      showRetryQuote(shown, canRetry ? this.#orNull(playerId, entry, () => this.quoteRetry(playerId, entry, { retryOf })) : null);
    }
    // Those that nobody acts on yet come a little later, so that they hold nobody up.
    this.#refreshing ??= setImmediate(() => {
      this.#refreshing = undefined;
      void this.#refreshAllQuotes();
    });
  }

  /** When another price version has come into force, or another day begun: free turns are new then, and day caps (TN2, TN10). */
  refreshIfRepriced(): void {
    const { game } = this.#parts;
    const now = game.clock();
    const isNewDay = utcDay(now) !== this.#pricedOn;
    if (isNewDay) for (const playerId of this.#present.keys()) this.#showWallet(playerId);
    if (isNewDay || game.prices.current(now).version !== this.#pricedBy) this.refreshQuotes();
  }

  /** Player by player: a dozen AIs for eight players are some tens of milliseconds, in which others' text must flow. */
  async #refreshAllQuotes(): Promise<void> {
    const { game, journey } = this.#parts;
    const scene = journey.scene();
    const forgotten: number[] = [];
    for (const playerId of this.#present.keys()) {
      await new Promise(setImmediate);
      if (this.#ended || this.#refreshing) return; // Newer quotes are on their way.
      for (const entry of game.narrators.entries) {
        const quote = this.#quoteOrNull(scene, playerId, entry);
        showQuoteOf(this.#shown(playerId), entry.narratorId, quote);
        if (quote?.warmUntil) forgotten.push(Date.parse(quote.warmUntil));
      }
    }
    clearTimeout(this.#forgetting);
    if (forgotten.length === 0) return;
    const inMs = Math.min(...forgotten) - game.clock().getTime();
    this.#forgetting = setTimeout(
      () => {
        this.refreshQuotes(); // An AI has gone cold: its price is another.
      },
      Math.max(0, inMs) + 50,
    );
  }

  #offers(playerId: string, retryOf?: string): NarratorOffer[] {
    const { journey } = this.#parts;
    const scene = (retryOf === undefined ? null : journey.sceneToRetry(retryOf)) ?? journey.scene();
    return this.#parts.game.narrators.entries.flatMap((entry) => {
      const quote = this.#quoteOrNull(scene, playerId, entry);
      return quote ? [{ narratorId: entry.narratorId, name: entry.name, quote }] : [];
    });
  }

  #quoteOrNull(scene: Scene, playerId: string, entry: NarratorEntry): QuoteView | null {
    return this.#orNull(playerId, entry, () => this.#quote(scene, this.#author(playerId), entry));
  }

  /** null: the AI is still loading, or this world does not fit it. */
  #orNull(playerId: string, { narratorId }: NarratorEntry, quote: () => QuoteView): QuoteView | null {
    try {
      return quote();
    } catch (failure) {
      const { game, journey } = this.#parts;
      bodyOf(failure, game.log, { journeyId: journey.id, playerId, narratorId });
      return null;
    }
  }

  #author(playerId: string): Member {
    const author = this.#parts.journey.member(playerId);
    if (!author) throw new GameError('JOURNEY_NOT_FOUND');
    return author;
  }

  #quote(scene: Scene, author: Member, entry: NarratorEntry, action: WrittenAction | null = null): QuoteView {
    const { game, turnsAhead } = this.#parts;
    const intent = { scene, author, entry };
    const quote = action ? quoteText({ ...intent, action }, turnsAhead(), game) : quoteUnwritten(intent, turnsAhead(), game);
    return quoteView(quote, this.#walletView(author.playerId));
  }

  /** Not now: a turn that is about to start must not wait for others' quotes. */
  refreshQuotesSoon(): void {
    setImmediate(() => {
      this.refreshQuotes();
    });
  }

  /** After a hold: what pays their next turn may be another, or less. An AI is being asked just now: others' quotes are as they were. */
  refreshQuotesSoonOf(playerId: string): void {
    setImmediate(() => {
      if (this.has(playerId)) this.#refreshQuotesOf([playerId]);
    });
  }

  async #onWalletChanged({ playerId, seq }: WalletChange): Promise<void> {
    const present = this.#present.get(playerId);
    if (!present || present.wallet.seq >= seq) return;
    try {
      await this.readWallet(playerId);
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
