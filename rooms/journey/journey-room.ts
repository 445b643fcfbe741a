/** The journey room: messages in, turns one at a time, state and text out. It knows no rules of its own; core decides. */
import { Room, ServerError } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import type { z } from 'zod';
import { ERRORS, GameError } from '#protocol/errors.ts';
import { CLOSE_CODES } from '#protocol/close-codes.ts';
import { JourneyState } from '#protocol/journey-state.ts';
import { JOURNEY_REQUESTS } from '#protocol/journey-messages.ts';
import type { ActRequest, JourneyAnswers, JourneyMessages } from '#protocol/journey-messages.ts';
import type { QuoteRequestSchema, SinceSchema, StopSchema } from '#protocol/journey-messages.ts';
import { ACTION_CHARACTERS_MAX, isVisible, RECENT_COSTS_MAX } from '#protocol/values.ts';
import type { QuoteView } from '#protocol/values.ts';
import type { JourneyStore } from '#core/journeys/journey-store.ts';
import type { JourneyListing } from '#core/live/journey-count.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { Game } from '#core/turns/game.ts';
import { turnKey } from '#core/ledger/entry.ts';
import { takeTurn } from '#core/turns/take-turn.ts';
import { turnEnded } from '#core/turns/turn-event.ts';
import type { TurnEnded, TurnEvent } from '#core/turns/turn-event.ts';
import { actionHash } from '#core/turns/turn-action.ts';
import { checkSeats } from '../check-seats.ts';
import type { SeatChecks } from '../check-seats.ts';
import { answerMessages, bodyOf } from '../typed-messages.ts';
import type { News, WalletChange } from '../news.ts';
import { ActionQueue } from './action-queue.ts';
import type { QueuedAction } from './action-queue.ts';
import { GrowingSerializer } from './growing-serializer.ts';
import { LiveText } from './live-text.ts';
import { readAhead } from './read-ahead.ts';
import type { RunningTurn } from './running-turn.ts';
import { seatOf } from './seat-auth.ts';
import type { JourneyClient, SeatAuth } from './seat-auth.ts';
import { clientsOf } from './tell-players.ts';
import { TurnNews } from './turn-news.ts';
import { PlayerChoices } from './player-choices.ts';
import { PrivateViews } from './private-views.ts';
import { StoryControls } from './story-controls.ts';
import * as show from './show-state.ts';
import { showStory } from './show-story.ts';

export interface JourneyRoomParts extends SeatChecks {
  readonly game: Game;
  readonly journeys: JourneyStore;
  /** Every journey that has its room in this process, by id: others may look, only the room changes it. */
  readonly liveJourneys: Map<string, LiveJourney>;
  readonly processId: string;
  readonly walletNews: News<WalletChange>;
}

const CONNECTIONS_PER_PLAYER_MAX = 4;
/** Several windows each of eight players. */
const CONNECTIONS_MAX = 8 * CONNECTIONS_PER_PLAYER_MAX;
/** A room stays this long after its last player, so that a short drop finds it as it was. */
const EMPTY_ROOM_MS = 30_000;
/** How soon shown quotes follow a new price version. */
const REPRICE_CHECK_MS = 1_000;
/** How long a draining server lets a running turn finish. */
const DRAIN_MS_MAX = 25_000;
/** Beyond any player: a flood is dropped, its own socket only. */
const FRAMES_PER_SECOND_MAX = 500;

export abstract class JourneyRoom extends Room<{ state: JourneyState; client: JourneyClient; metadata: JourneyListing }> {
  abstract readonly parts: JourneyRoomParts;

  override state = new JourneyState();
  override maxClients = CONNECTIONS_MAX;
  override maxMessagesPerSecond = FRAMES_PER_SECOND_MAX;
  override patchRate = 100;
  override autoDispose = false;

  #journey!: LiveJourney;
  #views!: PrivateViews;
  #controls!: StoryControls;
  #news!: TurnNews;
  readonly #queue = new ActionQueue();
  #running: RunningTurn | null = null;
  /** Whether the queue is being told, from the first action that waits to the last. */
  #telling = false;
  #lastText: LiveText | null = null;
  #closing = false;
  #emptySince = Date.now();
  #stopListening: () => void = () => undefined;

  override setSerializer(): void {
    super.setSerializer(new GrowingSerializer());
  }

  override async onCreate({ journeyId }: { journeyId: string }): Promise<void> {
    const { journeys, processId, game } = this.parts;
    const open = await journeys.claim(journeyId, { processId, roomId: this.roomId });
    this.#journey = new LiveJourney(open);
    this.parts.liveJourneys.set(journeyId, this.#journey);
    this.#views = new PrivateViews({
      ...this.parts,
      journey: this.#journey,
      state: this.state,
      turnsAhead: () => this.#queue.waiting.length + (this.#running && !this.#running.over ? 1 : 0),
    });
    this.#news = new TurnNews({ clients: this.clients, views: this.#views, log: game.log, journeyId });
    const { world } = open;
    this.metadata = { journeyId, worldId: world.id, playerIds: [] };
    const choices = new PlayerChoices({
      ...{ journeys, journey: this.#journey, state: this.state, views: this.#views },
      broadcast: () => this.broadcastPatch(),
    });
    this.#controls = new StoryControls({
      ...{ journeys, journey: this.#journey, state: this.state, views: this.#views, clock: game.clock },
      assertQuiet: () => this.#assertQuiet(),
      onChanged: () => {
        if (!this.#closing) void this.#tellQueue();
      },
      tell: (change) => {
        this.broadcastPatch();
        this.broadcast('story-changed', change satisfies JourneyMessages['story-changed']);
      },
      reopen: () => void this.disconnect(CLOSE_CODES.MOVED),
    });
    this.state.assign({ journeyId, worldId: world.id, title: world.name, opening: world.first_mes });
    this.state.suggestions.push(...world.suggestions);
    for (const member of this.#journey.members) show.showPlayer(this.state, member);
    showStory(this.state, this.#journey);
    answerMessages(
      this,
      {
        act: { schema: JOURNEY_REQUESTS.act, handle: this.#act },
        retry: { schema: JOURNEY_REQUESTS.retry, handle: this.#act },
        undo: { schema: JOURNEY_REQUESTS.undo, handle: this.#controls.undo },
        redo: { schema: JOURNEY_REQUESTS.redo, handle: this.#controls.redo },
        choose: { schema: JOURNEY_REQUESTS.choose, handle: this.#controls.choose },
        edit: { schema: JOURNEY_REQUESTS.edit, handle: this.#controls.edit },
        stop: { schema: JOURNEY_REQUESTS.stop, handle: this.#stop },
        'choose-narrator': { schema: JOURNEY_REQUESTS['choose-narrator'], handle: choices.chooseNarrator },
        settings: { schema: JOURNEY_REQUESTS.settings, handle: choices.changeSettings },
        'edit-summary': { schema: JOURNEY_REQUESTS['edit-summary'], handle: choices.editSummary },
        quote: { schema: JOURNEY_REQUESTS.quote, handle: this.#quote },
        since: { schema: JOURNEY_REQUESTS.since, handle: this.#since },
      },
      game.log,
    );
    // Once a player has left for good, the journey is opened anew from what is left of it; a turn that is being told ends first.
    const isHere = async () => this.#running !== null || (await journeys.isOwned(this.#journey));
    this.#stopListening = checkSeats(this, this.parts, game.log, isHere);
    this.clock.setInterval(() => this.#disposeWhenEmpty(), EMPTY_ROOM_MS / 6);
    this.clock.setInterval(() => this.#views.refreshIfRepriced(), REPRICE_CHECK_MS);
  }

  override async onJoin(client: JourneyClient, _options: unknown, auth?: SeatAuth): Promise<void> {
    if (!auth) throw new ServerError(ERRORS.UNAUTHENTICATED.status, 'UNAUTHENTICATED');
    const { playerId, kind, member } = auth;
    if (clientsOf(this.clients, playerId).length > CONNECTIONS_PER_PLAYER_MAX) {
      throw new ServerError(ERRORS.TOO_MANY_CONNECTIONS.status, 'TOO_MANY_CONNECTIONS');
    }
    const { journeys } = this.parts;
    const [wallet, turns] = await Promise.all([
      journeys.wallet(playerId),
      journeys.recentTurns(this.#journey.id, playerId, RECENT_COSTS_MAX),
    ]);
    // The seat may be older than a choice made since: only the live journey knows the AI (TN3) and the settings.
    const { narratorId, settings } = this.#journey.member(playerId) ?? member;
    const present = { ...member, narratorId, settings };
    this.#journey.setMember(present);
    const player = show.showPlayer(this.state, present);
    show.showSettings(player, settings);
    if (player.own.costs.length === 0) show.showCosts(player, turns);
    this.#views.enter(kind, wallet);
    player.connected = true;
    this.#listPlayers();
    client.view = new StateView();
    client.view.add(player);
    this.#views.refreshQuotes();
    void readAhead(this.#journey, present, this.parts.game, () => this.#views.refreshQuotes());
  }

  override onLeave(client: JourneyClient): void {
    client.view?.dispose();
    const { playerId } = seatOf(client);
    if (clientsOf(this.clients, playerId).some((other) => other !== client)) return;
    this.#views.leave(playerId);
    const player = this.state.players.get(playerId);
    if (player) player.connected = false;
    this.#listPlayers();
    this.#emptySince = Date.now();
  }

  override async onDispose(): Promise<void> {
    this.#views.end();
    this.#stopListening();
    const { liveJourneys } = this.parts;
    if (liveJourneys.get(this.#journey.id) === this.#journey) liveJourneys.delete(this.#journey.id);
    await this.parts.journeys.leave(this.#journey.id, this.#journey.fence);
  }

  /** Draining: no new actions; the running turn may finish, within a limit. Then everybody is sent to join again. */
  override onBeforeShutdown(): void {
    this.#closing = true;
    const since = Date.now();
    const wait = this.clock.setInterval(() => {
      if (this.#running && Date.now() - since < DRAIN_MS_MAX) return;
      wait.clear();
      void this.disconnect(CLOSE_CODES.MOVED);
    }, 50);
  }

  #act = (client: JourneyClient, act: ActRequest): JourneyAnswers['act'] => {
    if (this.#closing) throw new GameError('SHUTTING_DOWN');
    const { playerId, kind } = seatOf(client);
    if (act.text.length > ACTION_CHARACTERS_MAX) throw new GameError('ACTION_TOO_LONG', { charactersMax: ACTION_CHARACTERS_MAX });
    if (act.mode !== 'continue' && !isVisible(act.text)) throw new GameError('ACTION_EMPTY');
    const known = this.#running?.action.act.turnId === act.turnId ? this.#running.action : this.#queue.find(act.turnId);
    if (known) {
      if (hashOf(known) !== hashOf({ playerId, kind, act })) throw new GameError('KEY_REUSED');
      return { turnId: act.turnId, place: this.#placeOf(act.turnId) };
    }
    this.#queue.add({ playerId, kind, act });
    const place = this.#placeOf(act.turnId);
    show.showQueue(this.state, this.#queue.waiting);
    if (this.#telling || this.#controls.isChanging) this.#views.refreshQuotes();
    else void this.#tellQueue();
    return { turnId: act.turnId, place };
  };

  #stop = (client: JourneyClient, { turnId }: z.output<typeof StopSchema>): JourneyAnswers['stop'] => {
    const { playerId } = seatOf(client);
    const running = this.#running?.action;
    const queued = turnId === undefined ? undefined : this.#queue.find(turnId);
    if (queued) {
      if (queued.playerId !== playerId) throw new GameError('NOT_YOUR_TURN');
      this.#queue.withdraw(queued.act.turnId);
      show.showQueue(this.state, this.#queue.waiting);
      this.#news.refused(queued, new GameError('WITHDRAWN'));
      this.#views.refreshQuotes();
      return { turnId: queued.act.turnId };
    }
    if (!running || (turnId !== undefined && running.act.turnId !== turnId)) throw new GameError('NOTHING_TO_STOP');
    if (running.playerId !== playerId) throw new GameError(turnId === undefined ? 'NOTHING_TO_STOP' : 'NOT_YOUR_TURN');
    this.#running?.stop.abort();
    return { turnId: running.act.turnId };
  };

  #quote = async (client: JourneyClient, request: z.output<typeof QuoteRequestSchema>): Promise<QuoteView> => {
    const { narratorId, text, mode, retryOf } = request;
    const { playerId } = seatOf(client);
    await this.#views.readWallet(playerId); // An operator's script may have given credits meanwhile.
    const entry = narratorId === undefined ? this.#views.entryOf(playerId) : this.#views.entry(narratorId);
    const action = text === undefined ? undefined : { mode, text };
    if (retryOf !== undefined) return this.#views.quoteRetry(playerId, entry, { retryOf, ...action });
    return this.#views.quoteFor(playerId, entry, action);
  };

  #since = (_client: JourneyClient, { n, offset }: z.output<typeof SinceSchema>): JourneyAnswers['since'] => {
    const live = [this.#running?.text, this.#lastText].find((text) => text?.n === n);
    if (live) return { n, offset, text: live.text.slice(offset), done: live !== this.#running?.text };
    const passage = this.state.passages.find((candidate) => candidate.n === n);
    return { n, offset, text: passage?.text.slice(offset) ?? '', done: passage !== undefined };
  };

  /** One narration at a time, until nobody waits. */
  async #tellQueue(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    for (let action = this.#queue.next(); action; action = this.#queue.next()) {
      try {
        await this.#tellTurn(action);
      } catch (failure) {
        this.parts.game.log.error(
          { failure, journeyId: this.#journey.id },
          'a turn could not even be refused; the next one is told',
        );
      }
      if (this.#closing) break;
    }
    this.#telling = false;
  }

  async #tellTurn(action: QueuedAction): Promise<void> {
    const { game } = this.parts;
    const { playerId, act } = action;
    const scene = this.#sceneOf(action);
    if (scene instanceof GameError) return this.#answerUntold(action, scene);
    const entry = this.#views.entryOf(playerId);
    const author = this.#journey.member(playerId);
    if (!author) throw new Error(`${playerId} acts in a journey they are not part of`);
    const text = new LiveText(scene.nextN, (offset, piece) =>
      this.broadcast('t', [scene.nextN, offset, piece] satisfies JourneyMessages['t']),
    );
    const shown = show.showCurrent(this.state, action, scene.nextN, entry.narratorId);
    const running: RunningTurn = { action, stop: new AbortController(), text, shown, held: false, over: false };
    this.#running = running;
    show.showQueue(this.state, this.#queue.waiting);
    this.#views.refreshQuotesSoon();
    try {
      const turn = takeTurn(
        {
          ...{
            scene,
            entry,
            turnId: act.turnId,
            mode: act.mode,
            text: act.text,
            retryOf: act.retryOf,
            ceiling: BigInt(act.ceiling),
            funding: act.funding,
            passageTokensMax: act.passageTokensMax,
            withoutTrackers: act.withoutTrackers,
            signal: running.stop.signal,
          },
          player: { id: playerId, kind: action.kind },
          author,
          onTold: () => text.flush(),
          onWaiting: (ahead) => shown.assign({ phase: ahead > 0 ? 'waiting' : 'preparing', ahead }),
        },
        game,
      );
      for await (const event of turn) this.#showEvent(event, running);
    } catch (failure) {
      running.over = true;
      this.#news.refused(action, await this.#news.withChoices(failure, running));
    } finally {
      this.#running = null;
      this.#lastText = text;
      this.state.current = undefined;
      this.#views.refreshQuotes();
      this.broadcastPatch();
    }
  }

  /** What the turn is told in, or why it cannot be: a retry needs the story to stand at a turn of its author's (TN11). */
  #sceneOf({ playerId, act }: QueuedAction): Scene | GameError {
    if (act.retryOf === undefined) return this.#journey.scene();
    const scene = this.#journey.sceneToRetry(act.retryOf);
    if (!scene) return new GameError('TURN_ASIDE');
    return this.#journey.head?.authorId === playerId ? scene : new GameError('NOT_YOUR_TURN');
  }

  /** A retry that is sent again may have moved the story itself: then it is answered as it was resolved (TN1). */
  async #answerUntold(action: QueuedAction, refusal: GameError): Promise<void> {
    show.showQueue(this.state, this.#queue.waiting);
    try {
      const resolved = await this.parts.game.turns.find(turnKey(this.#journey.id, action.act.turnId), hashOf(action));
      if (resolved) this.#onTurnEnded(turnEnded(resolved), resolved.n ?? 0, action.act);
      else this.#news.refused(action, refusal);
    } catch (failure) {
      this.#news.refused(action, failure);
    }
    this.#views.refreshQuotes();
    this.broadcastPatch();
  }

  /** Whatever showing it does wrong, the turn itself is drained to its end. */
  #showEvent(event: TurnEvent, running: RunningTurn): void {
    try {
      this.#onTurnEvent(event, running);
    } catch (failure) {
      bodyOf(failure, this.parts.game.log, { journeyId: this.#journey.id, event: event.type });
    }
  }

  #onTurnEvent(event: TurnEvent, running: RunningTurn): void {
    const { action, text, shown } = running;
    switch (event.type) {
      case 'turn-held': {
        const { hold, wallet } = event;
        running.held = true;
        this.#views.setWallet(wallet);
        this.#news.held(action, shown.n, hold);
        this.#views.refreshQuotesSoonOf(action.playerId);
        return;
      }
      case 'text-delta':
        if (shown.phase !== 'narrating') shown.phase = 'narrating';
        text.add(event.text);
        return;
      case 'turn-ended':
        text.flush();
        this.#onTurnEnded(event, shown.n, action.act);
    }
  }

  #onTurnEnded({ resolved, turn, stable, retryAfterMs }: TurnEnded, n: number, { retryOf }: ActRequest): void {
    if (turn) {
      this.#journey.tell(turn, stable);
      showStory(this.state, this.#journey);
      const author = this.state.players.get(resolved.authorId);
      if (author && !turn.incomplete) show.showCost(author.own, turn);
    }
    if (resolved.wallet) this.#views.setWallet(resolved.wallet);
    this.broadcastPatch();
    this.#news.ended(resolved, n, { retryOf, retryAfterMs });
    if (resolved.state === 'released' && resolved.reason === 'moved') void this.disconnect(CLOSE_CODES.MOVED);
  }

  #assertQuiet(): void {
    if (this.#closing) throw new GameError('SHUTTING_DOWN');
    if (this.#telling || this.#queue.waiting.length > 0) throw new GameError('STORY_BUSY');
  }

  #placeOf(turnId: string): number {
    if (this.#running?.action.act.turnId === turnId) return 0;
    return this.#queue.placeOf(turnId) + (this.#running ? 1 : 0);
  }

  /** Where live figures count players by world. */
  #listPlayers(): void {
    const playerIds = [...this.state.players.values()].filter(({ connected }) => connected).map(({ playerId }) => playerId);
    void this.setMetadata({ journeyId: this.#journey.id, worldId: this.#journey.world.id, playerIds });
  }

  #disposeWhenEmpty(): void {
    if (this.clients.length > 0 || this.#running || Date.now() - this.#emptySince < EMPTY_ROOM_MS) return;
    void this.disconnect();
  }
}

function hashOf({ playerId, act }: QueuedAction): string {
  return actionHash({ player: { id: playerId }, mode: act.mode, text: act.text, retryOf: act.retryOf });
}
