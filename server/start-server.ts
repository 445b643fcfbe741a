/** Starts one server process: database, sign-in, rooms, HTTP, jobs; and stops it again in the reverse order. */
import type { AddressInfo } from 'node:net';
import { matchMaker, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Logger } from 'pino';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { JourneyRoom } from '#rooms/journey/journey-room.ts';
import type { JourneyRoomParts } from '#rooms/journey/journey-room.ts';
import { createSeatTaker, JOURNEY_ROOM } from '#rooms/take-seat.ts';
import { News } from '#rooms/news.ts';
import type { WalletChange } from '#rooms/news.ts';
import { authSecret } from './auth/auth-secret.ts';
import { createSignIn } from './auth/sign-in.ts';
import { compose } from './compose.ts';
import type { Composition, NarratorOfferings } from './compose.ts';
import type { Config } from './config.ts';
import { allowOrigins } from './http/allow-origins.ts';
import { mountHttp } from './http/http-app.ts';
import { createRestApi } from './http/rest-api.ts';
import { buryDeadProcessesJob } from './jobs/bury-dead-processes-job.ts';
import { startJobs } from './jobs/jobs.ts';
import { releaseExpiredHoldsJob } from './jobs/release-expired-holds-job.ts';
import { openMongo } from './open-mongo.ts';
import { OperatorFault } from './operator-fault.ts';
import { seedWorlds } from './seed-worlds.ts';

export interface RunningServer extends Composition {
  readonly url: string;
  readonly mongodbUri: string;
  /** Lets running turns finish, within a limit, then closes everything. */
  stop(): Promise<void>;
}

export interface ServerParts {
  readonly config: Config;
  readonly narrators: NarratorOfferings;
  readonly log: Logger;
  readonly clock?: () => Date;
}

/** How soon every process sees a newly published price version. */
const PRICE_REFRESH_MS = 10_000;
/** How soon quotes know what other processes' turns taught. */
const CALIBRATION_REFRESH_MS = 5 * 60_000;
/** A client's largest message; far above any action, so that a long one gets an answer instead of a closed socket. */
const MESSAGE_BYTES_MAX = 512 * 1024;

export async function startServer({ config, narrators, log, clock }: ServerParts): Promise<RunningServer> {
  const mongo = await openMongo(config, (sentence) => {
    log.info(sentence);
  });
  const isRoomHere = (roomId: string) => Boolean(matchMaker.getLocalRoomById(roomId));
  const composition = await compose({ config, mongodbUri: mongo.uri, narrators, isRoomHere, log, ...(clock ? { clock } : {}) });
  const { game, journeys, players, processes, wallets, worlds, history, figures, prices, calibrations, database } = composition;
  await processes.start();
  await journeys.buryDeadProcesses(); // What a crash left on hold goes back before anyone asks.
  await seedWorlds(worlds, players, game.clock());

  const walletNews = new News<WalletChange>('wallet-changed');
  const signOuts = new News<null>('signed-out');
  const signIn = createSignIn({
    ...{ database, players },
    secret: await authSecret(config.authSecret, config.dataFolder),
    url: config.publicUrl ?? `http://localhost:${config.port}`,
    allowedOrigins: config.allowedOrigins,
    guestsPerAddressPerHour: config.guestsPerAddressPerHour,
    onSignOut: () => signOuts.publish(null),
  });
  const takeSeat = createSeatTaker((journeyId) => journeys.roomId(journeyId));
  const liveJourneys = new Map<string, LiveJourney>();
  const rest = createRestApi({
    game,
    signIn,
    wallets,
    journeys,
    players,
    worlds,
    history,
    figures,
    liveJourneys,
    takeSeat,
    walletNews,
  });

  let closing = false;
  const isReady = async () => {
    if (closing) return false;
    return database.db.command({ ping: 1 }).then(
      () => true,
      () => false,
    );
  };
  const transport = new WebSocketTransport({ maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: MESSAGE_COMPRESSION });
  const { trustedProxies } = config;
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: log,
    express: (app) => {
      mountHttp(app, { signIn, rest, isReady, trustedProxies, log });
    },
  });
  // Rooms are created and seats given by `POST /api/journeys/{id}/seat` alone.
  matchMaker.controller.exposedMethods = [];
  allowOrigins(config.allowedOrigins);
  const roomParts: JourneyRoomParts = {
    ...{ game, journeys, liveJourneys, walletNews, signOuts },
    processId: processes.processId,
    isSessionLive: (id) => signIn.isSessionLive(id),
    sessionCheckMs: config.sessionCheckMs,
  };
  server.define(
    JOURNEY_ROOM,
    class extends JourneyRoom {
      readonly parts = roomParts;
    },
  );
  await listen(server, transport, config);
  await walletNews.start(matchMaker.presence);
  await signOuts.start(matchMaker.presence);

  const jobs = await startJobs(database, [releaseExpiredHoldsJob(database, game), buryDeadProcessesJob(journeys, log)], log);
  const priceTimer = setInterval(() => {
    prices.refresh().catch((failure: unknown) => {
      log.error({ failure }, 'the price book could not be read again; the known prices stay in force');
    });
  }, PRICE_REFRESH_MS);
  const narratorIds = game.narrators.entries.map(({ narratorId }) => narratorId);
  const calibrationTimer = setInterval(() => {
    calibrations.refresh(narratorIds).catch((failure: unknown) => {
      log.error({ failure }, 'quotes could not be calibrated again; they stay as good as they were');
    });
  }, CALIBRATION_REFRESH_MS);
  const { port } = transport.server?.address() as AddressInfo;
  const url = config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  await mongo.announce(url);

  return {
    ...composition,
    url,
    mongodbUri: mongo.uri,
    async stop() {
      closing = true;
      clearInterval(priceTimer);
      clearInterval(calibrationTimer);
      await jobs.stop();
      await server.gracefullyShutdown(false);
      await processes.stop();
      await database.close();
      await mongo.stop();
    },
  };
}

/** Colyseus alone would wait for ever on a port that is taken. */
async function listen(server: Server, transport: WebSocketTransport, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    transport.server?.once('error', (failure: NodeJS.ErrnoException) => {
      const isTaken = failure.code === 'EADDRINUSE';
      reject(isTaken ? new OperatorFault(`Port ${port} is in use. Stop what listens there, or set PORT to another.`) : failure);
    });
    server.listen(port, host).then(resolve, reject);
  });
}

/**
 * A finished passage enters the state although its text was streamed before; compression with a memory of the last 8 kB makes the
 * repetition nearly free. Small windows keep a connection's share of memory near 50 kB.
 */
const MESSAGE_COMPRESSION = {
  threshold: 64,
  serverMaxWindowBits: 13,
  clientMaxWindowBits: 10,
  zlibDeflateOptions: { level: 3, memLevel: 5 },
} as const;
