/** Starts one server process: database, sign-in, rooms, HTTP, jobs; and stops it again in the reverse order. */
import type { AddressInfo } from 'node:net';
import { matchMaker, Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Logger } from 'pino';
import type { Wallet } from '#core/wallet/wallet.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { JourneyRoom } from '#rooms/journey/journey-room.ts';
import type { JourneyRoomParts } from '#rooms/journey/journey-room.ts';
import type { SeatAuth } from '#rooms/journey/seat-auth.ts';
import type { SeatChecks } from '#rooms/check-seats.ts';
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
import { auditJob } from './jobs/audit-job.ts';
import { buryDeadProcessesJob } from './jobs/bury-dead-processes-job.ts';
import { catchUpWithStripeJob } from './jobs/catch-up-with-stripe-job.ts';
import { startJobs } from './jobs/jobs.ts';
import { payCreatorsJob } from './jobs/pay-creators-job.ts';
import { releaseExpiredHoldsJob } from './jobs/release-expired-holds-job.ts';
import { rollAccrualsJob } from './jobs/roll-accruals-job.ts';
import { createLiveSeats, defineLiveRooms } from './live-rooms.ts';
import { openMongo } from './open-mongo.ts';
import { createErasePlayer } from './erase-player.ts';
import { eraseLeaversJob } from './jobs/erase-leavers-job.ts';
import { OperatorFault } from './operator-fault.ts';
import { connectPayments } from './payments/connect-payments.ts';
import { SharedWork } from './payments/shared-work.ts';
import type { Shop } from './payments/shop.ts';
import { seedWorlds } from './seed-worlds.ts';
import type { StripeSandbox } from './stripe-sandbox/start-stripe-sandbox.ts';

export interface RunningServer extends Composition {
  readonly url: string;
  readonly mongodbUri: string;
  readonly shop: Shop;
  /** What stands in for Stripe, if anything does. */
  readonly sandbox: StripeSandbox | null;
  /** Lets running turns finish, within a limit, then closes everything. */
  stop(): Promise<void>;
}

export interface ServerParts {
  readonly config: Config;
  readonly narrators: NarratorOfferings;
  readonly log: Logger;
  readonly clock?: () => Date;
  /** Whether a sandbox stands in for Stripe where there is no key; unless told, everywhere but in production. */
  readonly mayPractice?: boolean;
}

/** How soon every process sees a newly published price version. */
const PRICE_REFRESH_MS = 10_000;
/** How soon quotes know what other processes' turns taught. */
const CALIBRATION_REFRESH_MS = 5 * 60_000;
/** A client's largest message; far above any action, so that a long one gets an answer instead of a closed socket. */
const MESSAGE_BYTES_MAX = 512 * 1024;

export async function startServer({ config, narrators, log, clock, mayPractice = true }: ServerParts): Promise<RunningServer> {
  const mongo = await openMongo(config, (sentence) => {
    log.info(sentence);
  });
  const isRoomHere = (roomId: string) => Boolean(matchMaker.getLocalRoomById(roomId));
  const composition = await compose({ config, mongodbUri: mongo.uri, narrators, isRoomHere, log, ...(clock ? { clock } : {}) });
  const { game, journeys, players, processes, wallets, worlds, history, figures, prices, calibrations, database } = composition;
  const { earnings, operatorActions } = composition;
  const { refundWindowDays } = config;
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
  const takeSeat = createSeatTaker<SeatAuth>({
    ...{ roomName: JOURNEY_ROOM, subject: 'journeyId' },
    findRoom: async (journeyId) => {
      const roomId = await journeys.roomId(journeyId);
      return roomId === undefined ? undefined : (await matchMaker.query({ roomId }))[0];
    },
  });
  const liveJourneys = new Map<string, LiveJourney>();
  const shop: Shop = {
    ...{ packs: config.packs, purchases: composition.purchases, wallets, walletNews, clock: game.clock, log },
    settling: new SharedWork(),
    ...{ payments: null, publicUrl: config.publicUrl ?? '' }, // Both complete when this server listens.
  };
  const { departures } = composition;
  const erasePlayer = createErasePlayer({ departures, signIn, signOuts });
  const rest = createRestApi({
    ...{ departures, erasePlayer },
    game,
    signIn,
    wallets,
    journeys,
    players,
    worlds,
    history,
    ...{ earnings, operatorActions, refundWindowDays },
    figures,
    liveJourneys,
    takeSeat,
    liveSeats: createLiveSeats(composition),
    walletNews,
    shop,
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
      const exports = { database, game, signIn, wallets, history };
      mountHttp(app, { signIn, exports, rest, isReady, shop, trustedProxies, log });
    },
  });
  // Rooms are created and seats given by `POST /api/journeys/{id}/seat` alone.
  matchMaker.controller.exposedMethods = [];
  allowOrigins(config.allowedOrigins);
  const { sessionCheckMs } = config;
  const checks: SeatChecks = { signOuts, sessionCheckMs, isSessionLive: (id) => signIn.isSessionLive(id) };
  const { processId } = processes;
  const roomParts: JourneyRoomParts = { ...checks, game, journeys, liveJourneys, walletNews, processId };
  server.define(
    JOURNEY_ROOM,
    class extends JourneyRoom {
      readonly parts = roomParts;
    },
  );
  defineLiveRooms(server, composition, { ...checks, walletNews });
  await listen(server, transport, config);
  await walletNews.start(matchMaker.presence);
  await signOuts.start(matchMaker.presence);
  const { port } = transport.server?.address() as AddressInfo;
  const localUrl = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  const url = config.publicUrl ?? localUrl;
  shop.publicUrl = url.replace(/\/$/, '');
  const sandbox = await connectPayments(shop, { config, db: database.db, localUrl, mayPractice });

  const onPaid = ({ playerId, seq }: Wallet) => walletNews.publish({ playerId, seq });
  const recurring = [
    releaseExpiredHoldsJob(database, game),
    buryDeadProcessesJob(journeys, log),
    rollAccrualsJob(database),
    payCreatorsJob({ database, game, refundWindowDays, onPaid }),
    auditJob(database, game),
    catchUpWithStripeJob(shop),
    eraseLeaversJob(departures, erasePlayer, log),
  ];
  const jobs = await startJobs(database, recurring, log);
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
  await mongo.announce(url);

  return {
    ...composition,
    url,
    mongodbUri: mongo.uri,
    ...{ shop, sandbox },
    async stop() {
      closing = true;
      clearInterval(priceTimer);
      clearInterval(calibrationTimer);
      await jobs.stop();
      await server.gracefullyShutdown(false);
      await sandbox?.stop();
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
