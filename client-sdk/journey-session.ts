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
import { ACTION_CHARACTERS_MAX } from './protocol/constants.ts';
import type { Funding, Mode, QuoteView, Receipt } from './protocol/values.ts';
import type { PassageView, Seat } from './protocol/rest-contract.ts';
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
  /** With `ceiling`: what that quote said would pay. Where it was `free` and credits would, the turn is refused with `QUOTE_CHANGED`. */
  readonly funding?: Funding | undefined;
  /** With `ceiling`, of a quote that was `shortened`: its passage limit. */
  readonly passageTokensMax?: number | undefined;
  /** With `ceiling`, of a quote that was `withoutTrackers`: true. */
  readonly withoutTrackers?: boolean | undefined;
  /** A UUID; default: a new one. However often the same one is sent, it is charged and narrated once. */
  readonly turnId?: string;
}

export interface RetryOptions extends Omit<ActOptions, 'mode'> {
  /** Your action in other words; default: as it is. */
  readonly text?: string;
  /** Default: the turn's own. */
  readonly mode?: Mode;
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

type PriceLock = Pick<ActRequest, 'ceiling' | 'funding' | 'passageTokensMax' | 'withoutTrackers'>;

/** What a session needs; `GameClient` has it. */
export interface JourneySessionParts {
  readonly url: string;
  readonly api: Pick<RestApi['journeys'], 'passages' | 'passage'>;
  readonly takeSeat: () => Promise<Seat>;
  readonly journeyId: string;
  readonly playerId: string;
}

type Written = Pick<ActRequest, 'mode' | 'text' | 'retryOf'>;

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
  async act(text: string, { mode = 'do', ...options }: ActOptions = {}): Promise<TurnOutcome> {
    return this.#take({ mode, text }, options);
  }

  /**
   * Has the turn where the story stands told anew, when it is yours: a turn of its own, at the price of `state.me.retryQuote`, or, with
   * other words, of `quote({ retryOf, text })`. The former telling stays as an alternative, see `choose`, and stands until the new one
   * is whole. Resolves and rejects like `act`; `refused` with `TURN_ASIDE` when the story stands elsewhere by then.
   */
  async retry(options: RetryOptions = {}): Promise<TurnOutcome> {
    const { passages, head } = this.state;
    const told = passages.find(({ turnId }) => turnId === head);
    const { text = told?.action ?? '', mode = told?.mode ?? 'do' } = options;
    if (told) return this.#take({ mode, text, retryOf: told.turnId }, options);
    return refusal({ turnId: options.turnId ?? newTurnId(), mode, text }, new GameError('TURN_ASIDE'));
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
    const turnId = outcome.type === 'refused' ? outcome.turnId : this.#turnIdAfter(outcome);
    const { mode, retryOf } = outcome;
    const lock = isPricedByItself(text) ? {} : priceLock(offer.quote);
    return this.#take({ mode, text, ...(retryOf !== undefined && { retryOf }) }, { turnId, ...lock });
  }

  /** However often an offer of the same outcome is taken, it is one turn. */
  #turnIdAfter(outcome: ReleasedTurn): string {
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

  /**
   * Takes the story back by one turn, for everybody and for nothing; `redo` brings it back. Trackers and summaries follow. Fails with
   * `NOTHING_TO_UNDO`, with `STORY_BUSY` while a turn is being told or waits, and with `TURN_ASIDE` when somebody else was faster.
   */
  async undo(): Promise<void> {
    await this.#link.request('undo', { from: this.state.head ?? '' });
  }

  /** Forward again along what was undone last. Fails with `NOTHING_TO_REDO`, and as `undo` does. */
  async redo(): Promise<void> {
    await this.#link.request('redo', { from: this.state.head ?? '' });
  }

  /** Another telling of the place where the story stands: one of `state.headAlternatives`. For nothing; fails as `undo` does. */
  async choose(turnId: string): Promise<void> {
    await this.#link.request('choose', { turnId });
  }

  /**
   * Your own action of a turn in the story in other words, for everybody and for nothing; the AI reads them from the next turn on.
   * Fails with `NOT_YOUR_TURN`, `ACTION_TOO_LONG`, `ACTION_EMPTY`, and as `undo` does.
   */
  async editAction(turnId: string, text: string): Promise<void> {
    await this.#link.request('edit', { turnId, action: text });
  }

  /** The passage of a turn of yours in other words, likewise: at most `PASSAGE_CHARACTERS_MAX` characters, else `BAD_INPUT`. */
  async editPassage(turnId: string, text: string): Promise<void> {
    await this.#link.request('edit', { turnId, passage: text });
  }

  /** Passages before number `n` (of the oldest one you have), oldest first: what `state.passages` shows no more. Fewer are all. */
  async passagesBefore(n: number, limit = 30): Promise<PassageView[]> {
    return (await this.#api.passages({ journeyId: this.journeyId, before: n, limit })).reverse();
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

  async #take(written: Written, { turnId: givenId = newTurnId(), ...seen }: Omit<ActOptions, 'mode'>): Promise<TurnOutcome> {
    this.#assertOpen();
    const turnId = givenId.toLowerCase();
    const { ceiling, funding, passageTokensMax, withoutTrackers } = seen;
    try {
      const said = {
        ...(funding !== undefined && { funding }),
        ...(passageTokensMax !== undefined && { passageTokensMax }),
        ...(withoutTrackers && { withoutTrackers }),
      };
      const lock = ceiling === undefined ? priceLock(await this.#quoteFor(written)) : { ceiling, ...said };
      return await this.#send({ turnId, ...written, ...lock });
    } catch (failure) {
      // The text could not be priced.
      if (failure instanceof GameError && this.status !== 'closed') return refusal({ turnId, ...written }, failure);
      throw failure;
    }
  }

  /** The most the player has been shown that this may cost. */
  async #quoteFor({ text, mode, retryOf }: Written): Promise<QuoteView> {
    const { me, passages } = this.state;
    const told = passages.find(({ turnId }) => turnId === retryOf);
    if (retryOf === undefined && me && !isPricedByItself(text)) return me.quote;
    if (told?.action === text && told.mode === mode && me?.retryQuote) return me.retryQuote;
    for (;;) {
      await this.#untilLive();
      try {
        return await this.quote({ text, mode, ...(retryOf !== undefined && { retryOf }) });
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
    if (known && !isSame(known.act, act)) return refusal(act, new GameError('KEY_REUSED'));
    if (known) return known.outcome;
    const action = this.#actions.add(act);
    void this.#deliver(action);
    return action.outcome;
  }

  /** What gets no answer stays unresolved, and is delivered again by `#resume`. */
  async #deliver({ act, stopping }: UnresolvedAction): Promise<void> {
    const { turnId } = act;
    try {
      const { retryOf } = act;
      await (retryOf === undefined ? this.#link.request('act', act) : this.#link.request('retry', { ...act, retryOf }));
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
      case 'story-changed':
        this.#listeners.emit('story', message);
        break;
      case 'error':
        this.#listeners.emit('error', errorFromBody(message));
    }
  }

  /** The author hears of it when the state has closed the turn, so that acting again at once goes by the new quote. */
  #onTurnEnded(event: TurnEvent & { type: 'settled' | 'released' }): void {
    const { turnId } = event;
    const n = event.receipt?.n ?? null;
    const action = this.#actions.take(turnId);
    if (!this.#ended.has(turnId)) this.#listeners.emit('turn', event);
    this.#ended.add(turnId);
    if (!action) return;
    const ready = Promise.all([this.#passageText(turnId, n), this.#view.nextChange()]);
    void ready.then(([text]) => action.resolve(outcomeOf(event, action.act, text)));
  }

  #refuse(turnId: string, text: string, error: GameError, ready = Promise.resolve()): void {
    const action = this.#actions.take(turnId);
    const { mode = 'do', retryOf } = action?.act ?? {};
    const { mode: _mode, retryOf: _retryOf, ...event } = refusal({ turnId, mode, text }, error);
    this.#listeners.emit('turn', event);
    void ready.then(() => action?.resolve({ ...event, mode, ...(retryOf !== undefined && { retryOf }) }));
  }

  /** '' when nothing was told. What was told long ago, or is no part of the story, is not in the state. */
  async #passageText(turnId: string, n: number | null): Promise<string> {
    const shown = this.state.passages.find((passage) => passage.turnId === turnId);
    if (shown || n === null) return shown?.text ?? '';
    const passage = await this.#api.passage({ journeyId: this.journeyId, n }).catch(() => null);
    return passage?.turnId === turnId ? passage.text : '';
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

function isSame(known: Written, { mode, text, retryOf }: Written): boolean {
  return known.mode === mode && known.text === text && known.retryOf === retryOf;
}

function refusal({ turnId, mode, text, retryOf }: Written & { turnId: string }, error: GameError): RefusedAction {
  const { offers } = (error.data ?? {}) as { offers?: readonly NarratorOffer[] };
  const action = { turnId, mode, text, ...(retryOf !== undefined && { retryOf }) };
  return { type: 'refused', ...action, error, ...(offers && { offers }) };
}

function outcomeOf(event: TurnEvent & { type: 'settled' | 'released' }, act: ActRequest, text: string): TurnOutcome {
  const { turnId, n } = event;
  const receipt = event.receipt as Receipt; // always there for the author
  if (event.type === 'settled') return { type: 'settled', turnId, n, receipt, text };
  const { reason, offers, retryAfterMs } = event;
  const { mode, text: action, retryOf } = act;
  const choices = { ...(offers && { offers }), ...(retryAfterMs !== undefined && { retryAfterMs }) };
  return { type: 'released', turnId, reason, receipt, mode, action, ...(retryOf !== undefined && { retryOf }), text, ...choices };
}

/** What an action sends along of the quote the player saw. */
function priceLock({ ceiling, funding, passageTokensMax, shortened, withoutTrackers }: QuoteView): PriceLock {
  return { ceiling, funding, ...(shortened && { passageTokensMax }), ...(withoutTrackers && { withoutTrackers }) };
}
