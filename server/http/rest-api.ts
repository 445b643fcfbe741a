/** Serves the REST contract under `/api`: each handler reads, decides nothing, and answers in the contract's words. */
import type { IncomingHttpHeaders } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { implement, onError, ORPCError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { GameError } from '#protocol/errors.ts';
import { restContract } from '#protocol/rest-contract.ts';
import type { WalletView } from '#protocol/values.ts';
import type { Game } from '#core/turns/game.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Member } from '#core/journeys/journey.ts';
import { newJourney } from '#core/journeys/new-journey.ts';
import type { Player } from '#core/players/player.ts';
import { parseCredits } from '#core/money/microcredits.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import { quoteView, walletView } from '#core/turns/views.ts';
import type { HistoryStore } from '#models/history-store.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { WorldStore } from '#models/world-store.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { historyRowView, journeyView, narratorView, passageView, worldDetail, worldSummary } from './rest-views.ts';

export interface RestParts {
  readonly game: Game;
  readonly signIn: SignIn;
  readonly wallets: WalletStore;
  readonly journeys: JourneyRecords;
  readonly players: PlayerStore;
  readonly worlds: WorldStore;
  readonly history: HistoryStore;
  readonly takeSeat: (journeyId: string, auth: SeatAuth) => Promise<Seat>;
  readonly walletNews: News<WalletChange>;
}

export interface RestContext {
  readonly headers: IncomingHttpHeaders;
}

const JOURNEYS_LISTED_MAX = 200;
const BODY_BYTES_MAX = 64 * 1024;

export function createRestApi(parts: RestParts) {
  const { game, signIn, wallets, journeys, worlds, history } = parts;
  const api = implement(restContract).$context<RestContext>();
  const signedIn = api.middleware(async ({ context, next }) => next({ context: await signIn.identify(context.headers) }));
  const operator = signedIn.concat(({ context, next }) => {
    if (context.player.role !== 'operator') throw new GameError('FORBIDDEN');
    return next();
  });

  const walletOf = async (player: Player) =>
    walletView(await wallets.find(player.id), game.terms.freeTurnsPerDay[player.kind], game.clock());

  const memberOf = (player: Player, { name, about }: { name: string; about: string }): Member => ({
    playerId: player.id,
    name,
    about,
    narratorId: game.narrators.defaultId,
  });

  /** The journey as its next turn would see it, without a room: for quotes. */
  const sceneOf = async (
    player: Player,
    { journeyId, worldId }: { journeyId?: string | undefined; worldId?: string | undefined },
  ) => {
    if (journeyId !== undefined) return new LiveJourney(await journeys.read(journeyId, player.id)).scene();
    if (worldId === undefined) return null;
    const world = await worlds.find(worldId);
    const journey = newJourney({ id: '', invite: '' }, world, memberOf(player, { name: player.name, about: '' }), game.clock());
    return new LiveJourney({ journey, world, history: [], passages: [] }).scene();
  };

  /** null while the AI cannot be priced because it is still loading. */
  const quoteOrNull = (scene: Scene, entry: NarratorEntry, wallet: WalletView) => {
    try {
      return quoteView(quoteUnwritten(scene, entry, 0, game), entry, wallet);
    } catch (failure) {
      if (failure instanceof GameError && failure.code === 'NARRATOR_UNAVAILABLE') return null;
      throw failure;
    }
  };

  const router = api.router({
    me: api.me.use(signedIn).handler(async ({ context: { player } }) => {
      const { id: playerId, kind, role, name } = player;
      return { playerId, kind, role, name, wallet: await walletOf(player) };
    }),

    narrators: api.narrators.handler(async ({ input, context }) => {
      const version = game.prices.current(game.clock());
      const wanted = input.journeyId !== undefined || input.worldId !== undefined;
      const player = wanted ? (await signIn.identify(context.headers)).player : null;
      const scene = player && (await sceneOf(player, input));
      const wallet = player && (await walletOf(player));
      return game.narrators.entries.flatMap((entry) => {
        const prices = pricesOf(version, entry.narratorId);
        if (!prices) return [];
        const quote = scene && wallet ? quoteOrNull(scene, entry, wallet) : null;
        return [narratorView(entry, prices, version.version, entry.narratorId === game.narrators.defaultId, quote)];
      });
    }),

    worlds: {
      list: api.worlds.list.handler(async () => (await worlds.list()).map(worldSummary)),
      get: api.worlds.get.handler(async ({ input }) => worldDetail(await worlds.find(input.worldId))),
    },

    journeys: {
      list: api.journeys.list
        .use(signedIn)
        .handler(async ({ context }) => (await journeys.list(context.player.id, JOURNEYS_LISTED_MAX)).map(journeyView)),
      create: api.journeys.create.use(signedIn).handler(async ({ input, context }) => {
        const world = await worlds.find(input.worldId);
        return journeyView(await journeys.create(world, memberOf(context.player, input), game.clock()));
      }),
      get: api.journeys.get
        .use(signedIn)
        .handler(async ({ input, context }) => journeyView(await journeys.findFor(input.journeyId, context.player.id))),
      join: api.journeys.join
        .use(signedIn)
        .handler(async ({ input, context }) =>
          journeyView(await journeys.join(input.journeyId, memberOf(context.player, input), input.invite)),
        ),
      seat: api.journeys.seat.use(signedIn).handler(async ({ input, context: { player, sessionId } }) => {
        const member = await journeys.member(input.journeyId, player.id);
        if (!member) throw new GameError('JOURNEY_NOT_FOUND');
        return parts.takeSeat(input.journeyId, { playerId: player.id, kind: player.kind, sessionId, member });
      }),
      passages: api.journeys.passages.use(signedIn).handler(async ({ input, context }) => {
        await journeys.findFor(input.journeyId, context.player.id);
        return (await journeys.passages(input.journeyId, input.before, input.limit)).map(passageView);
      }),
    },

    wallet: {
      get: api.wallet.get.use(signedIn).handler(async ({ context }) => walletOf(context.player)),
      history: api.wallet.history.use(signedIn).handler(async ({ input, context }) => {
        const { rows, nextCursor } = await history.page(context.player.id, input.cursor, input.limit);
        return { rows: rows.map((entry) => historyRowView(entry, context.player.id)), nextCursor };
      }),
    },

    admin: {
      adjust: api.admin.adjust.use(operator).handler(async ({ input, context }) => {
        const { id, playerId, reason } = input;
        const player = await parts.players.find(playerId);
        const amount = parseCredits(input.credits);
        const wallet = await wallets.adjust({ id, playerId, amount, reason, by: context.player.id, at: game.clock() });
        parts.walletNews.publish({ playerId, seq: wallet.seq });
        return walletView(wallet, game.terms.freeTurnsPerDay[player.kind], game.clock());
      }),
    },
  });

  return new OpenAPIHandler(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: BODY_BYTES_MAX })],
    interceptors: [
      onError((failure) => {
        throw restError(failure, game);
      }),
    ],
    customErrorResponseBodyEncoder: ({ code, message, data }: ORPCError<string, unknown>) => ({
      code,
      message,
      ...(data === undefined ? {} : { data }),
    }),
  });
}

/** Every failure as an error of the catalogue; what is none is logged with its cause and told as INTERNAL. */
function restError(failure: unknown, game: Game): ORPCError<string, unknown> {
  if (failure instanceof GameError) return orpcError(failure);
  if (failure instanceof SyntaxError)
    return orpcError(new GameError('BAD_INPUT', { issues: [{ path: [], fault: 'is not JSON' }] }));
  if (failure instanceof ORPCError) {
    const error: { code: string; status: number; message: string; data: unknown } = failure;
    if (error.code === 'NOT_FOUND') return orpcError(new GameError('NOT_FOUND'));
    if (error.status < 500) return orpcError(new GameError('BAD_INPUT', { issues: issuesOf(error) }));
  }
  game.log.error({ failure }, 'a request failed unexpectedly');
  return orpcError(new GameError('INTERNAL'));
}

function orpcError(error: GameError): ORPCError<string, unknown> {
  return new ORPCError(error.code, { status: error.status, message: error.message, data: error.data, cause: error });
}

/** zod's words about the input, without the input itself. */
function issuesOf(failure: { message: string; data: unknown }): { path: PropertyKey[]; fault: string }[] {
  const { issues } = (failure.data ?? {}) as { issues?: { path?: PropertyKey[]; message: string }[] };
  return issues?.map(({ path = [], message }) => ({ path, fault: message })) ?? [{ path: [], fault: failure.message }];
}
