/** Starts one server process: database, sign-in, rooms, HTTP, jobs; and stops it again in the reverse order. */
import { matchMaker } from '@colyseus/core';
import type { Logger } from 'pino';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Database } from '#models/database.ts';
import { JourneyCensus } from '#rooms/world-live/journey-census.ts';
import { News } from '#rooms/news.ts';
import type { WalletChange } from '#rooms/news.ts';
import { authSecret } from './auth/auth-secret.ts';
import { createSignIn } from './auth/sign-in.ts';
import { compose } from './compose.ts';
import type { Composition, NarratorOfferings } from './compose.ts';
import type { Config } from './config.ts';
import { defineRooms } from './define-rooms.ts';
import { createErasePlayer } from './erase-player.ts';
import { createGameServer } from './game-server.ts';
import { allowOrigins } from './http/allow-origins.ts';
import { createDiscovery } from './http/discovery.ts';
import { createFirstTurnPrices } from './http/first-turn-prices.ts';
import { mountHttp } from './http/http-app.ts';
import { createRestApi } from './http/rest-api.ts';
import { startJobs } from './jobs/jobs.ts';
import { recurringJobs } from './jobs/recurring-jobs.ts';
import { createMailer } from './mail/create-mailer.ts';
import { openMongo } from './open-mongo.ts';
import type { Pages } from './pages/pages.ts';
import { connectPayments } from './payments/connect-payments.ts';
import { createShop } from './payments/shop.ts';
import type { Shop } from './payments/shop.ts';
import { startRefreshTimers } from './refresh-timers.ts';
import { createSeats } from './seats.ts';
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
  readonly withSandbox?: boolean;
  /** What serves the pages; none unless told. */
  readonly pages?: Pages;
  /** How long a world's live room waits between two messages: a second, unless told. */
  readonly worldPaceMs?: number;
}

export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { config, log, withSandbox = true, pages = null, worldPaceMs = 1_000 } = parts;
  const { refundWindowDays, sessionCheckMs, trustedProxies } = config;
  const mongo = await openMongo(config, (sentence) => {
    log.info(sentence);
  });
  const isRoomHere = (roomId: string) => Boolean(matchMaker.getLocalRoomById(roomId));
  const composition = await compose({ ...parts, mongodbUri: mongo.uri, isRoomHere });
  const { game, database, processes, players, worlds, journeys, departures, wallets } = composition;
  await processes.start();
  await journeys.buryDeadProcesses(); // What a crash left on hold goes back before anyone asks.
  await seedWorlds(worlds, players, game.clock());

  const walletNews = new News<WalletChange>('wallet-changed');
  const signOuts = new News<null>('signed-out');
  const mailer = createMailer(config, log);
  let url = config.publicUrl ?? `http://localhost:${config.port}`;
  const signIn = createSignIn({
    ...{ ...config, database, players, secret: await authSecret(config.authSecret, config.dataFolder) },
    ...{ url, mailer, clock: game.clock, log },
    pageUrl: (path, query) => `${url.replace(/\/$/, '')}${path}?${new URLSearchParams(query)}`,
    mergeGuest: (merge) => composition.guestLinks.merge(merge),
    onSignOut: () => signOuts.publish(null),
    onLinked: async (playerId) => walletNews.publish({ playerId, seq: (await wallets.find(playerId)).seq }),
  });
  const erasePlayer = createErasePlayer({ departures, signIn, signOuts });
  const shop = createShop({ ...composition, ...{ packs: config.packs, walletNews, clock: game.clock, log } });
  const liveJourneys = new Map<string, LiveJourney>();
  const census = new JourneyCensus(log, worldPaceMs);
  const firstTurnPrices = createFirstTurnPrices(game, worlds);
  const discovery = createDiscovery({ ...composition, census, firstTurnPrices });
  const shared = {
    ...composition,
    ...createSeats(composition),
    signIn,
    erasePlayer,
    shop,
    walletNews,
    liveJourneys,
    discovery,
    firstTurnPrices,
    census,
  };
  const rest = createRestApi({ ...shared, refundWindowDays, operatorTerms: config });

  let closing = false;
  const isReady = async () => !closing && (await answers(database));
  const server = createGameServer((app) => {
    mountHttp(app, { signIn, exports: { ...shared, refundWindowDays }, rest, isReady, shop, pages, trustedProxies, log });
  }, log);
  allowOrigins(config.allowedOrigins);
  const checks = { signOuts, sessionCheckMs, isSessionLive: (id: string) => signIn.isSessionLive(id) };
  defineRooms(server.rooms, composition, { ...checks, liveJourneys, walletNews, worldPaceMs, census });
  const localUrl = await server.listen(config);
  await walletNews.start(matchMaker.presence);
  await signOuts.start(matchMaker.presence);
  url = config.publicUrl ?? localUrl;
  shop.publicUrl = url.replace(/\/$/, '');
  const sandbox = await connectPayments(shop, { config, db: database.db, localUrl, withSandbox });
  const jobs = await startJobs(database, recurringJobs({ ...shared, refundWindowDays }), log);
  const timers = startRefreshTimers(composition);
  await mongo.announce(url);

  async function stop(): Promise<void> {
    closing = true;
    timers.stop();
    await jobs.stop();
    await server.rooms.gracefullyShutdown(false);
    await pages?.stop();
    await sandbox?.stop();
    await mailer?.stop();
    await processes.stop();
    await database.close();
    await mongo.stop();
  }
  return { ...composition, url, mongodbUri: mongo.uri, shop, sandbox, stop };
}

async function answers({ db }: Database): Promise<boolean> {
  return db.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
}
