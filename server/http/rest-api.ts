/** Serves the REST contract under `/api`: each handler reads, decides nothing, and answers in the contract's words. */
import { OpenAPIHandler } from '@orpc/openapi/node';
import { onError, ORPCError } from '@orpc/server';
import { BodyLimitPlugin } from '@orpc/server/node';
import { GameError } from '#protocol/errors.ts';
import type { Seat } from '#protocol/rest-contract.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Game } from '#core/turns/game.ts';
import type { HistoryStore } from '#models/history-store.ts';
import type { TurnFigures } from '#models/turn-figures.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import type { WorldStore } from '#models/world-store.ts';
import type { News, WalletChange } from '#rooms/news.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { createRestBase } from './rest-base.ts';
import { operatorRoutes } from './routes/operator-routes.ts';
import { storyRoutes } from './routes/story-routes.ts';
import { walletOf } from './routes/wallet-of.ts';
import { walletRoutes } from './routes/wallet-routes.ts';

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

const BODY_BYTES_MAX = 64 * 1024;

export function createRestApi(parts: RestParts) {
  const { game, signIn } = parts;
  const base = createRestBase(signIn);
  const { api, signedIn } = base;
  const router = api.router({
    me: api.me.use(signedIn).handler(async ({ context: { player } }) => {
      const { id: playerId, kind, role, name } = player;
      return { playerId, kind, role, name, wallet: await walletOf(parts, player) };
    }),
    ...storyRoutes(base, parts),
    wallet: walletRoutes(base, parts),
    admin: operatorRoutes(base, parts),
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
