/** Serves the REST contract under `/api`: each handler reads, decides nothing, and answers in the contract's words. */
import type { IncomingHttpHeaders } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { implement, onError, ORPCError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { GameError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { restContract } from '#protocol/rest-contract.ts';
import type { WalletView } from '#protocol/values.ts';
import type { Game } from '#core/turns/game.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Member } from '#core/journeys/journey.ts';
import { newJourney } from '#core/journeys/new-journey.ts';
import type { Player } from '#core/players/player.ts';
import { parseCredits, toWire } from '#core/money/microcredits.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import { quoteView, walletView } from '#core/turns/views.ts';
import type { HistoryStore } from '#models/history-store.ts';
import type { TurnFigures } from '#models/turn-figures.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { WorldStore } from '#models/world-store.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { turnContextView } from './turn-context-view.ts';
import { historyRowView, journeyView, marginView, narratorView, passageView, worldDetail, worldSummary } from './rest-views.ts';

export interface RestParts {
  readonly game: Game;
  readonly signIn: SignIn;
  readonly wallets: WalletStore;
  readonly journeys: JourneyRecords;
  readonly players: PlayerStore;
  readonly worlds: WorldStore;
  readonly history: HistoryStore;
  readonly figures: TurnFigures;
  /** The journeys whose rooms are in this process, by id. */
  readonly liveJourneys: ReadonlyMap<string, LiveJourney>;
  readonly takeSeat: (journeyId: string, auth: SeatAuth) => Promise<Seat>;
  readonly walletNews: News<WalletChange>;
}

export interface RestContext {
  readonly headers: IncomingHttpHeaders;
}

/** Why an AI may have no quote now. */
const UNQUOTED: ReadonlySet<string> = new Set<ErrorCode>(['NARRATOR_UNAVAILABLE', 'CONTEXT_TOO_SMALL']);
const DAY_MS = 86_400_000;
const JOURNEYS_LISTED_MAX = 200;
const BODY_BYTES_MAX = 64 * 1024;

export function createRestApi(parts: RestParts) {
  const { game, signIn, wallets, journeys, worlds, history, figures } = parts;
  const api = implement(restContract).$context<RestContext>();
  const signedIn = api.middleware(async ({ context, next }) => next({ context: await signIn.identify(context.headers) }));
  const operator = signedIn.concat(({ context, next }) => {
    if (context.player.role !== 'operator') throw new GameError('FORBIDDEN');
    return next();
  });

  const daysAgo = (days: number) => new Date(game.clock().getTime() - days * DAY_MS);

  const walletOf = async (player: Player) =>
    walletView(await wallets.find(player.id), game.terms.freeTurnsPerDay[player.kind], game.clock());

  const memberOf = (player: Player, { name, about }: { name: string; about: string }): Member => ({
    playerId: player.id,
    name,
    about,
    narratorId: game.narrators.defaultId,
    settings: USUAL_SETTINGS,
  });

  /** The journey as its next turn would see it, without a room: for quotes. */
  const sceneOf = async (
    player: Player,
    { journeyId, worldId }: { journeyId?: string | undefined; worldId?: string | undefined },
  ) => {
    if (journeyId !== undefined) {
      await journeys.findFor(journeyId, player.id);
      // Its room knows best what each AI has read; without a room here, the database says most of it.
      const live = parts.liveJourneys.get(journeyId) ?? new LiveJourney(await journeys.read(journeyId, player.id));
      return live.scene();
    }
    if (worldId === undefined) return null;
    const world = await worlds.find(worldId);
    const founder = memberOf(player, { name: player.name, about: '' });
    const journey = newJourney({ id: '', invite: '' }, world, founder, game.clock());
    return new LiveJourney({ journey, world, history: [], passages: [] }).scene();
  };

  /** null while the AI cannot be priced because it is still loading, or cannot take this world in. */
  const quoteOrNull = (scene: Scene | null, player: Player, entry: NarratorEntry, wallet: WalletView) => {
    if (!scene) return null;
    const author = scene.members.find(({ playerId }) => playerId === player.id);
    try {
      return author ? quoteView(quoteUnwritten({ scene, author, entry }, 0, game), wallet) : null;
    } catch (failure) {
      if (failure instanceof GameError && UNQUOTED.has(failure.code)) return null;
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
      const asked = player && { player, scene: await sceneOf(player, input), wallet: await walletOf(player) };
      return game.narrators.entries.flatMap((entry) => {
        const prices = pricesOf(version, entry.narratorId);
        if (!prices) return [];
        const quote = asked && quoteOrNull(asked.scene, asked.player, entry, asked.wallet);
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
      context: api.journeys.context.use(signedIn).handler(async ({ input: { journeyId, n }, context: { player } }) => {
        const { turn, before, world } = await journeys.turnWithin(journeyId, player.id, n);
        return turnContextView({ turn, before, world, forAuthor: turn.authorId === player.id });
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
      spending: api.wallet.spending.use(signedIn).handler(async ({ input, context }) => {
        const { from = daysAgo(7), to = game.clock(), worldId } = input;
        const rows = await figures.spendingByPart(context.player.id, { from, to, ...(worldId === undefined ? {} : { worldId }) });
        return rows.map(({ cost, ...row }) => ({ ...row, cost: toWire(cost) }));
      }),
    },

    admin: {
      estimates: api.admin.estimates.use(operator).handler(async ({ input }) => {
        const errors = await figures.estimatorErrors(daysAgo(input.days));
        return errors.map(({ absorbed, ...error }) => ({ ...error, absorbed: toWire(absorbed) }));
      }),
      margins: api.admin.margins
        .use(operator)
        .handler(async ({ input }) => (await figures.margins(daysAgo(input.days), input.by)).map(marginView)),
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
