/** What the player sees of a journey, kept up to date: the newest snapshot, the narration as it grows, and who is told of it. */
import type { JourneyEvents } from './journey-events.ts';
import { snapshotOf } from './journey-snapshot.ts';
import type { CurrentTurnSnapshot, JourneySnapshot } from './journey-snapshot.ts';
import type { Listeners } from './listeners.ts';
import { NarrationText } from './narration-text.ts';
import type { JourneyAnswers, JourneyMessages, JourneyRequest } from './protocol/journey-messages.ts';
import type { JourneyState } from './protocol/journey-state.ts';

type AskSince = (request: JourneyRequest<'since'>) => Promise<JourneyAnswers['since']>;

const CHANGE_MS_MAX = 250;

export class JourneyView {
  readonly #playerId: string;
  readonly #listeners: Listeners<JourneyEvents>;
  readonly #askSince: AskSince;
  #state: JourneySnapshot | undefined;
  #narration: NarrationText | undefined;
  #awaitingChange: (() => void)[] = [];

  constructor(playerId: string, listeners: Listeners<JourneyEvents>, askSince: AskSince) {
    this.#playerId = playerId;
    this.#listeners = listeners;
    this.#askSince = askSince;
  }

  /** There from the moment the session is handed out. */
  get state(): JourneySnapshot {
    if (!this.#state) throw new Error('the journey has not shown itself yet');
    return this.#state;
  }

  show(state: JourneyState): void {
    const before = this.#state;
    const { current, ...shown } = snapshotOf(state, this.#playerId);
    if (current) this.beginTurn(current);
    this.#state = { ...shown, current: current && this.#withText(current) };
    this.#completeNarration();
    this.#tellChanges(before, this.state);
    for (const proceed of this.#awaitingChange.splice(0)) proceed();
  }

  /** Resolves with the next change of the state. One that brings nothing new is not sent, so it does not wait long. */
  nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#awaitingChange.push(resolve);
      setTimeout(resolve, CHANGE_MS_MAX);
    });
  }

  beginTurn({ n, turnId }: { readonly n: number; readonly turnId: string }): void {
    if (this.#narration?.turnId !== turnId) this.#narration = new NarrationText(n, turnId);
  }

  addText([n, offset, piece]: JourneyMessages['t']): void {
    const narration = this.#narration;
    if (narration?.n === n) this.#add(narration, offset, piece);
  }

  /** Asks for the text that the narration has beyond what is here: after joining in the middle, and when a piece is missing. */
  async fillText(): Promise<void> {
    const narration = this.#narration;
    if (!narration || narration.filling) return;
    narration.filling = true;
    try {
      const { n } = narration;
      const { offset, text } = await this.#askSince({ n, offset: narration.text.length });
      if (this.#narration === narration) this.#add(narration, offset, text);
    } catch {
      // Whoever joins again fills again, and the finished passage brings what is missing still.
    } finally {
      narration.filling = false;
    }
  }

  #add(narration: NarrationText, offset: number, piece: string): void {
    const fresh = narration.add(offset, piece);
    if (fresh === null) void this.fillText();
    else if (fresh !== '') this.#tellText(narration, fresh);
  }

  /** The passage in the state is the truth; whatever of it was missed is told now. */
  #completeNarration(): void {
    const narration = this.#narration;
    const passage = narration && this.state.passages.find(({ turnId }) => turnId === narration.turnId);
    if (!passage?.text.startsWith(narration?.text ?? '')) return;
    const rest = narration?.add(0, passage.text);
    if (narration && rest) this.#tellText(narration, rest);
  }

  #withText(current: CurrentTurnSnapshot): CurrentTurnSnapshot {
    return { ...current, text: this.#narration?.turnId === current.turnId ? this.#narration.text : '' };
  }

  #tellText({ n, turnId, text: whole }: NarrationText, text: string): void {
    const { current } = this.state;
    if (current) this.#state = { ...this.state, current: this.#withText(current) };
    this.#listeners.emit('text', { n, turnId, offset: whole.length - text.length, text });
    if (current) this.#listeners.emit('state', this.state);
  }

  #tellChanges(before: JourneySnapshot | undefined, after: JourneySnapshot): void {
    const { me, players } = after;
    if (me && differ(before?.me?.wallet, me.wallet)) this.#listeners.emit('wallet', me.wallet);
    if (me && differ(before?.me?.quote, me.quote)) this.#listeners.emit('quote', me.quote);
    if (differ(before?.players, players)) this.#listeners.emit('players', players);
    this.#listeners.emit('state', after);
  }
}

/** Plain values in a fixed order of fields. */
function differ(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
