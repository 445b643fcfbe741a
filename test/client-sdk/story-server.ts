/** A server that speaks the SDK's side of the wire on real sockets, and does in its journey what a test tells it to. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Room, Server, matchMaker } from '@colyseus/core';
import type { Client, MessageContext } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import express from 'express';
import type { Request, Response } from 'express';
import type { ErrorBody, GameError } from '#protocol/errors.ts';
import type { ActRequest, JourneyMessages } from '#protocol/journey-messages.ts';
import { CurrentTurnState, JourneyState, PassageState, PlayerState, PrivateState, QuoteState } from '#protocol/journey-state.ts';
import type { QuoteView, Receipt, TurnSettingsView } from '#protocol/values.ts';

export const PLAYER = 'player-1';
export const JOURNEY = 'journey-1';
export const QUOTE: QuoteView = {
  narratorId: 'local',
  priceVersion: 1,
  low: 10,
  likely: 20,
  high: 30,
  ceiling: 40,
  passageTokensMax: 100,
  shortened: false,
  withoutTrackers: false,
  promptTokens: 700,
  warm: true,
  warmUntil: '2026-11-23T12:00:00.000Z',
  summary: null,
  funding: 'credits',
  turnsLeft: 5,
  cappedBy: null,
};

export const SETTINGS: TurnSettingsView = {
  passageTokens: null,
  promptTokens: null,
  memoryNote: '',
  authorNote: '',
  summaries: true,
};

/** Answers every request with what `answers` has for it; a `GameError` thrown there rejects it. */
export class StoryRoom extends Room<{ state: JourneyState }> {
  override state = new JourneyState();
  override autoDispose = false;
  override patchRate = 20;
  readonly requests: { name: string; payload: unknown }[] = [];
  readonly answers: Record<string, (payload: never) => unknown> = {
    act: ({ turnId }: ActRequest) => ({ turnId, place: 0 }),
    stop: ({ turnId }: { turnId: string }) => ({ turnId }),
    quote: () => QUOTE,
    'choose-narrator': ({ narratorId }: { narratorId: string }) => ({ narratorId, quote: QUOTE }),
    settings: (changes: Partial<TurnSettingsView>) => ({ settings: { ...SETTINGS, ...changes }, quote: QUOTE }),
    'edit-summary': ({ summaryId }: { summaryId: string }) => ({ summaryId }),
    since: ({ n, offset }: { n: number; offset: number }) => ({ n, offset, text: this.told.slice(offset), done: false }),
  };
  /** The text of the turn in progress. */
  told = '';
  #onAct: ((act: ActRequest) => void) | undefined;

  override onCreate(): void {
    this.state.assign({ journeyId: JOURNEY, worldId: 'world-1', title: 'The Mill', opening: 'Rain.' });
    for (const name of Object.keys(this.answers)) {
      this.onMessage(name, (_client: Client, payload: unknown, context: MessageContext) => {
        this.requests.push({ name, payload });
        try {
          const answer = this.answers[name]?.(payload as never);
          if (name === 'act') setImmediate(() => this.#onAct?.(payload as ActRequest));
          return answer;
        } catch (failure) {
          return context.reject((failure as GameError).toBody());
        }
      });
    }
  }

  override onJoin(client: Client): void {
    const player = this.state.players.get(PLAYER) ?? new PlayerState();
    player.assign({ playerId: PLAYER, name: 'Ana', about: '', narratorId: 'local', connected: true });
    if (!this.state.players.has(PLAYER)) player.own = new PrivateState();
    player.own.wallet.assign({ available: 1_000, grant: 1_000 });
    player.own.quote.assign(quoteFields(QUOTE));
    this.state.players.set(PLAYER, player);
    client.view = new StateView();
    client.view.add(player);
  }

  /** What the player would pay on this AI. */
  showQuote(quote: QuoteView): void {
    const own = this.state.players.get(PLAYER)?.own;
    if (quote.narratorId === QUOTE.narratorId) own?.quote.assign(quoteFields(quote));
    own?.quotes.set(quote.narratorId, new QuoteState().assign(quoteFields(quote)));
    this.broadcastPatch();
  }

  acts(): ActRequest[] {
    return this.requests.filter(({ name }) => name === 'act').map(({ payload }) => payload as ActRequest);
  }

  /** The next action that arrives. */
  nextAct(): Promise<ActRequest> {
    return new Promise((resolve) => {
      this.#onAct = resolve;
    });
  }

  begin(act: ActRequest, n: number): void {
    this.told = '';
    const current = new CurrentTurnState();
    current.assign({
      n,
      turnId: act.turnId,
      playerId: PLAYER,
      mode: act.mode,
      action: act.text,
      narratorId: 'local',
      phase: 'narrating',
    });
    this.state.current = current;
    this.say('turn-held', { turnId: act.turnId, n, playerId: PLAYER, narratorId: 'local', ceiling: 40, funding: 'credits' });
  }

  /** `lost` pieces never reach the client. */
  tell(text: string, { lost = false } = {}): void {
    const offset = this.told.length;
    this.told += text;
    if (!lost) this.say('t', [this.state.current?.n ?? 0, offset, text]);
  }

  /** As the room does it: the passage, the news, then everything that follows from it. */
  settle({ turnId, text }: ActRequest, n: number, afterwards?: () => void): void {
    const passage = new PassageState();
    passage.assign({ n, turnId, playerId: PLAYER, name: 'Ana', mode: 'do', action: text, text: this.told, incomplete: false });
    passage.assign({ narratorId: 'local' });
    this.state.passages.push(passage);
    this.broadcastPatch();
    this.tellSettled(turnId, n);
    this.state.current = undefined;
    afterwards?.();
    this.broadcastPatch();
  }

  tellSettled(turnId: string, n: number): void {
    this.say('turn-settled', { turnId, n, playerId: PLAYER, receipt: receiptOf(turnId, n) });
  }

  say<Name extends keyof JourneyMessages>(name: Name, message: JourneyMessages[Name]): void {
    this.broadcast(name, message);
  }

  /** As when the network breaks. */
  cut(): void {
    for (const client of this.clients) (client.ref as unknown as { terminate(): void }).terminate();
  }
}

function quoteFields({ summary, warmUntil, cappedBy, ...quote }: QuoteView) {
  const { fromN, toN, likely } = summary ?? { fromN: 0, toN: 0, likely: 0 };
  const cap = { cappedBy: cappedBy ?? ('' as const) };
  return { ...quote, ...cap, warmUntil: warmUntil ?? '', summaryFromN: fromN, summaryToN: toN, summaryLikely: likely };
}

export function receiptOf(turnId: string, n: number): Receipt {
  return {
    turnId,
    journeyId: JOURNEY,
    n,
    state: 'settled',
    reason: null,
    narratorId: 'local',
    funding: 'credits',
    charged: 18,
    wouldHaveCost: 18,
    ceiling: 40,
    usage: null,
    counted: true,
    priceVersion: 1,
    at: '2026-11-23T00:00:00.000Z',
  };
}

type Answer = (request: Request, response: Response) => unknown;

export interface StoryServer {
  readonly url: string;
  /** What the server answers, by `METHOD /path`; tests put their own in place. */
  readonly routes: Record<string, Answer>;
  readonly room: () => StoryRoom;
  /** A new, empty room for the journey. */
  readonly openRoom: () => Promise<StoryRoom>;
  readonly stop: () => Promise<void>;
}

export async function startStoryServer(): Promise<StoryServer> {
  let room: StoryRoom | undefined;
  const openRoom = async (): Promise<StoryRoom> => {
    const { roomId } = await matchMaker.createRoom('journey', {});
    return (room = matchMaker.getLocalRoomById(roomId) as unknown as StoryRoom);
  };
  const seat: Answer = async (_request, response) => {
    const listing = await matchMaker.getRoomById(room?.roomId ?? '');
    const { name, roomId, processId } = listing as { name: string; roomId: string; processId: string };
    const { sessionId } = await matchMaker.reserveSeatFor(listing as never, {}, { playerId: PLAYER });
    response.json({ name, sessionId, roomId, processId });
  };
  const routes: Record<string, Answer> = {
    'POST /auth/sign-in/anonymous': (_request, response) => response.json({ token: `guest-${randomUUID()}` }),
    'POST /auth/sign-out': (_request, response) => response.json({ success: true }),
    'GET /api/me': (_request, response) =>
      response.json({ playerId: PLAYER, kind: 'guest', role: 'player', name: 'Guest', wallet: {} }),
    [`POST /api/journeys/${JOURNEY}/seat`]: seat,
  };
  const transport = new WebSocketTransport();
  const server = new Server({
    transport,
    ...{ greet: false, gracefullyShutdown: false },
    express: (app) => {
      app.use(express.json());
      app.use((request: Request, response: Response) => {
        const answer = routes[`${request.method} ${request.path}`];
        if (answer) void answer(request, response);
        else refuse(response, 404, { code: 'NOT_FOUND', message: 'There is nothing here.' });
      });
    },
  });
  server.define('journey', StoryRoom as never);
  await server.listen(0, '127.0.0.1');
  const { port } = transport.server?.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    routes,
    openRoom,
    room: () => room as StoryRoom,
    stop: () => server.gracefullyShutdown(false),
  };
}

export function refuse(response: Response, status: number, body: ErrorBody): void {
  response.status(status).json(body);
}
