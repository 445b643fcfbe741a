/** One player in one live journey: what they see, what they do, and what it costs. */
import { ConnectionLost } from './connection-lost.ts';
import { errorFromBody } from './error-from-answer.ts';
import type { JourneyEvents, JourneyStatus, RefusedAction, ReleasedTurn, TurnEvent, TurnOutcome } from './journey-events.ts';
import type { JourneySnapshot } from './journey-snapshot.ts';
import { JourneyView } from './journey-view.ts';
import { Listeners } from './listeners.ts';
import { newTurnId } from './new-turn-id.ts';
import { GameError } from './protocol/errors.ts';
import type {
  ActRequest,
  JourneyAnswers,
  JourneyMessageName,
  JourneyMessages,
  JourneyRequest,
  JourneyRequestName,
  NarratorOffer,
} from './protocol/journey-messages.ts';
import type { JourneyState } from './protocol/journey-state.ts';
import { ACTION_CHARACTERS_MAX } from './protocol/values.ts';
import type { Mode, QuoteView, Receipt } from './protocol/values.ts';
import type { Seat } from './protocol/rest-contract.ts';
import type { RestApi } from './rest-api.ts';
import { RoomLink } from './room-link.ts';
import { UnresolvedActions } from './unresolved-actions.ts';
import type { UnresolvedAction } from './unresolved-actions.ts';

export interface ActOptions {
  /** `do` (the default), `say`, `story` (tell it yourself) or `continue` (then the text may be empty). */
  readonly mode?: Mode;
  /**
   * Microcredits: the price lock. The turn costs at most this, or is refused with `QUOTE_CHANGED`.
   * Default: the ceiling of `state.me.quote`; for actions over 800 characters that of a quote for this very text, when it is higher.
   */
  readonly ceiling?: number | undefined;
  /** With `ceiling`, of a quote that was `shortened`: its passage limit. */
  readonly passageTokensMax?: number | undefined;
  /** With `ceiling`, of a quote that was `withoutTrackers`: true. */
  readonly withoutTrackers?: boolean | undefined;
  /** A UUID; default: a new one. However often the same one is sent, it is charged and narrated once. */
  readonly turnId?: string;
}

type JourneyMessage = {
  [Name in JourneyMessageName]: { readonly name: Name; readonly message: JourneyMessages[Name] };
}[JourneyMessageName];

/** What is said between a journey's room and its players. */
interface JourneyProtocol {
  readonly state: JourneyState;
  readonly message: JourneyMessage;
  readonly requests: {
    readonly [Name in JourneyRequestName]: { readonly payload: JourneyRequest<Name>; readonly answer: JourneyAnswers[Name] };
  };
}

type PriceLock = Pick<ActRequest, 'ceiling' | 'passageTokensMax' | 'withoutTrackers'>;

/** What a session needs; `GameClient` has it. */
export interface JourneySessionParts {
  readonly url: string;
  readonly api: Pick<RestApi['journeys'], 'passages'>;
  readonly takeSeat: () => Promise<Seat>;
  readonly journeyId: string;
  readonly playerId: string;
}

/** The quote in the state leaves room for about 1,000 characters of action. */
const PRICED_BY_ITSELF_ABOVE = 800;

/**
 * Made by `GameClient.startJourney` and `joinJourney`. After a drop it comes back by itself, fills the text that was missed and
 * sends every unresolved action again under its own turnId. Requests fail with `GameError`, or with `ConnectionLost` while
 * there is no connection; only `act` waits for the connection instead.
 */
export class JourneySession {
  readonly journeyId: string;
  readonly playerId: string;
  readonly #api: JourneySessionParts['api'];
  readonly #listeners = new Listeners<JourneyEvents>();
  readonly #link: RoomLink<JourneyProtocol>;
  readonly #view: JourneyView;
  readonly #actions = new UnresolvedActions();
  /** Turns whose end was told: an action that is sent again is answered to everybody again. */
  readonly #ended = new Set<string>();
  readonly #retries = new WeakMap<ReleasedTurn, string>();

  /** Resolves when the journey is live and its state is here. */
  static async open(parts: JourneySessionParts): Promise<JourneySession> {
    const session = new JourneySession(parts);
    await session.#link.open();
    return session;
  }

  private constructor({ url, api, takeSeat, journeyId, playerId }: JourneySessionParts) {
    this.journeyId = journeyId;
    this.playerId = playerId;
    this.#api = api;
    this.#link = new RoomLink(url, takeSeat, {
      onState: (state) => this.#view.show(state),
      onMessage: (message) => this.#onMessage(message),
      onStatus: (status) => this.#listeners.emit('status', status),
      onLive: () => this.#resume(),
      onEnded: (reason) => this.#onEnded(reason),
    });
    this.#view = new JourneyView(playerId, this.#listeners, (request) => this.#link.request('since', request));
  }

  /** The journey now, as plain values that never change: compare two by identity. */
  get state(): JourneySnapshot {
    return this.#view.state;
  }

  get status(): JourneyStatus {
    return this.#link.status;
  }

  /** Listens to one kind of event and answers a function that stops listening. */
  on<Name extends keyof JourneyEvents>(name: Name, listener: (event: JourneyEvents[Name]) => void): () => void {
    return this.#listeners.on(name, listener);
  }

  /**
   * Does something in the story, and resolves when its turn has ended: `settled`, `released` or `refused`, the last two free of
   * charge. It may wait for others' turns, and outlives drops. Rejects only when the session closes before that, with
   * `ConnectionLost` or, signed out, `UNAUTHENTICATED`; the turn may then still be told, and shows in the wallet's history.
   */
  async act(text: string, { mode = 'do', turnId: givenId = newTurnId(), ...seen }: ActOptions = {}): Promise<TurnOutcome> {
    this.#assertOpen();
    const turnId = givenId.toLowerCase();
    const { ceiling, passageTokensMax, withoutTrackers } = seen;
    try {
      const shorter = {
        ...(passageTokensMax !== undefined && { passageTokensMax }),
        ...(withoutTrackers && { withoutTrackers }),
      };
      const lock = ceiling === undefined ? priceLock(await this.#quoteFor(text, mode)) : { ceiling, ...shorter };
      return await this.#send({ turnId, mode, text, ...lock });
    } catch (failure) {
      // The text could not be priced.
      if (failure instanceof GameError && this.status !== 'closed') return refusal({ turnId, mode, text }, failure);
      throw failure;
    }
  }

  /**
   * Takes an offer: chooses that AI, and sends the same action once more at the offer's price. Of an action that was refused (TN5),
   * or of a turn whose AI failed (TN3), which is then a new turn. Fails with `NARRATOR_NOT_FOUND` when it was not offered.
   */
  async acceptOffer(outcome: RefusedAction | ReleasedTurn, narratorId: string): Promise<TurnOutcome> {
    const offer = outcome.offers?.find((candidate) => candidate.narratorId === narratorId);
    if (!offer) throw new GameError('NARRATOR_NOT_FOUND', { narratorId });
    await this.chooseNarrator(narratorId);
    const text = outcome.type === 'refused' ? outcome.text : outcome.action;
    const turnId = outcome.type === 'refused' ? outcome.turnId : this.#retryOf(outcome);
    return this.act(text, { mode: outcome.mode, turnId, ...(isPricedByItself(text) ? {} : priceLock(offer.quote)) });
  }

  /** However often an offer of the same outcome is taken, it is one turn. */
  #retryOf(outcome: ReleasedTurn): string {
    const turnId = this.#retries.get(outcome) ?? newTurnId();
    this.#retries.set(outcome, turnId);
    return turnId;
  }

  /**
   * Ends the narration of your action with what it has, which is all it then costs, or takes a waiting action back (`act` then
   * resolves as refused, `WITHDRAWN`). Default: what is being told now. Fails with `NOTHING_TO_STOP` or `NOT_YOUR_TURN`.
   * Without a connection the wish is kept, and sent along with its action.
   */
  async stop(givenId = this.#ownTurnId()): Promise<void> {
    const turnId = givenId?.toLowerCase();
    const action = this.#actions.find(turnId ?? '');
    if (action) action.stopping = true;
    try {
      await this.#link.request('stop', turnId === undefined ? {} : { turnId });
    } catch (failure) {
      if (!(action && failure instanceof ConnectionLost)) throw failure;
    }
  }

  /** Your AI in this journey from the next turn on; answers what that turn would cost. Fails with `NARRATOR_NOT_FOUND`. */
  async chooseNarrator(narratorId: string): Promise<JourneyAnswers['choose-narrator']> {
    return this.#link.request('choose-narrator', { narratorId });
  }

  /** What a turn would cost: on another AI, for an exact text. `state.me.quote` is always there without asking. */
  async quote(request: JourneyRequest<'quote'> = {}): Promise<QuoteView> {
    return this.#link.request('quote', request);
  }

  /**
   * Sets how long passages get, how much the AI reads, and notes to it, for your own turns here from the next one on; answers what
   * that turn now costs. What you leave out stays as it is.
   */
  async changeSettings(settings: JourneyRequest<'settings'>): Promise<JourneyAnswers['settings']> {
    return this.#link.request('settings', settings);
  }

  /** Your own words for a summary of earlier turns, for everybody's next turns. Fails with `SUMMARY_NOT_FOUND`. */
  async editSummary(summaryId: string, text: string): Promise<void> {
    await this.#link.request('edit-summary', { summaryId, text });
  }

  /** Closes the session for good. Actions without an outcome reject with `ConnectionLost`; they may still be told. */
  async leave(): Promise<void> {
    await this.#link.leave();
  }

  #assertOpen(): void {
    if (this.status === 'closed') throw sessionClosed();
  }

  #ownTurnId(): string | undefined {
    const { current } = this.state;
    return current?.playerId === this.playerId ? current.turnId : undefined;
  }

  /** The most the player has been shown that this text may cost. */
  async #quoteFor(text: string, mode: Mode): Promise<QuoteView> {
    const { me } = this.state;
    if (me && !isPricedByItself(text)) return me.quote;
    for (;;) {
      await this.#untilLive();
      try {
        return await this.quote({ text, mode });
      } catch (failure) {
        if (!(failure instanceof ConnectionLost)) throw failure;
      }
    }
  }

  async #untilLive(): Promise<void> {
    while (this.status !== 'live') {
      this.#assertOpen();
      await new Promise<void>((resolve) => {
        const stopListening = this.on('status', () => {
          stopListening();
          resolve();
        });
      });
    }
  }

  async #send(act: ActRequest): Promise<TurnOutcome> {
    const known = this.#actions.find(act.turnId);
    if (known && (known.act.text !== act.text || known.act.mode !== act.mode)) return refusal(act, new GameError('KEY_REUSED'));
    if (known) return known.outcome;
    const action = this.#actions.add(act);
    void this.#deliver(action);
    return action.outcome;
  }

  /** What gets no answer stays unresolved, and is delivered again by `#resume`. */
  async #deliver({ act, stopping }: UnresolvedAction): Promise<void> {
    const { turnId } = act;
    try {
      await this.#link.request('act', act);
    } catch (failure) {
      // A server that shuts down closes the journey in a moment; it goes on elsewhere.
      if (failure instanceof GameError && failure.code !== 'SHUTTING_DOWN') this.#refuse(turnId, act.text, failure);
      return;
    }
    // It may have ended meanwhile.
    if (stopping) await this.#link.request('stop', { turnId }).catch(() => null);
  }

  #resume(): void {
    for (const { turnId } of this.state.passages) if (!this.#actions.find(turnId)) this.#ended.add(turnId);
    if (this.state.current) void this.#view.fillText();
    for (const action of this.#actions.all) void this.#deliver(action);
  }

  #onMessage({ name, message }: JourneyMessage): void {
    switch (name) {
      case 't':
        this.#view.addText(message);
        break;
      case 'turn-held':
        this.#view.beginTurn(message);
        this.#listeners.emit('turn', { type: 'held', ...message });
        break;
      case 'turn-settled':
        this.#onTurnEnded({ type: 'settled', ...message });
        break;
      case 'turn-released':
        this.#onTurnEnded({ type: 'released', ...message });
        break;
      case 'turn-refused':
        this.#refuse(message.turnId, message.text, errorFromBody(message.error), this.#view.nextChange());
        break;
      case 'error':
        this.#listeners.emit('error', errorFromBody(message));
    }
  }

  /** The author hears of it when the state has closed the turn, so that acting again at once goes by the new quote. */
  #onTurnEnded(event: TurnEvent & { type: 'settled' | 'released' }): void {
    const { turnId, n } = event;
    const action = this.#actions.take(turnId);
    if (!this.#ended.has(turnId)) this.#listeners.emit('turn', event);
    this.#ended.add(turnId);
    if (!action) return;
    const ready = Promise.all([this.#passageText(turnId, n), this.#view.nextChange()]);
    void ready.then(([text]) => action.resolve(outcomeOf(event, action.act, text)));
  }

  #refuse(turnId: string, text: string, error: GameError, ready = Promise.resolve()): void {
    const action = this.#actions.take(turnId);
    const { mode, ...event } = refusal({ turnId, mode: action?.act.mode ?? 'do', text }, error);
    this.#listeners.emit('turn', event);
    void ready.then(() => action?.resolve({ ...event, mode }));
  }

  /** '' when nothing was told. A turn that ended long ago, while the player was away, has left the state. */
  async #passageText(turnId: string, n: number | null): Promise<string> {
    const shown = this.state.passages.find((passage) => passage.turnId === turnId);
    if (shown || n === null) return shown?.text ?? '';
    const passages = await this.#api.passages({ journeyId: this.journeyId, before: n + 1, limit: 1 }).catch(() => []);
    return passages.find((passage) => passage.turnId === turnId)?.text ?? '';
  }

  #onEnded(reason: GameError | ConnectionLost | null): void {
    if (reason) this.#listeners.emit('error', reason);
    for (const { act } of this.#actions.all) this.#actions.take(act.turnId)?.reject(reason ?? sessionClosed());
  }
}

function isPricedByItself(text: string): boolean {
  return text.length > PRICED_BY_ITSELF_ABOVE && text.length <= ACTION_CHARACTERS_MAX;
}

function sessionClosed(): ConnectionLost {
  return new ConnectionLost('This journey session is closed. Join the journey again to go on.');
}

function refusal(action: Pick<RefusedAction, 'turnId' | 'mode' | 'text'>, error: GameError): RefusedAction {
  const { offers } = (error.data ?? {}) as { offers?: readonly NarratorOffer[] };
  return { type: 'refused', ...action, error, ...(offers && { offers }) };
}

function outcomeOf(event: TurnEvent & { type: 'settled' | 'released' }, act: ActRequest, text: string): TurnOutcome {
  const { turnId, n } = event;
  const receipt = event.receipt as Receipt; // always there for the author
  if (event.type === 'settled') return { type: 'settled', turnId, n, receipt, text };
  const { reason, offers, retryAfterMs } = event;
  const choices = { ...(offers && { offers }), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  return { type: 'released', turnId, reason, receipt, mode: act.mode, action: act.text, text, ...choices };
}

/** What an action sends along of the quote the player saw. */
function priceLock({ ceiling, passageTokensMax, shortened, withoutTrackers }: QuoteView): PriceLock {
  return { ceiling, ...(shortened && { passageTokensMax }), ...(withoutTrackers && { withoutTrackers }) };
}
