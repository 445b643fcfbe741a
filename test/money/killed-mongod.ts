/** 16 writers on one mongod that is killed with -9 again and again: what the journal says afterwards of everything that was answered. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { adjustmentKey } from '#core/ledger/entry.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import { credits } from '#core/money/microcredits.ts';
import { totalOf } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import { balanceOf } from '#core/wallet/wallet.ts';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { startEmbeddedMongo } from '#server/embedded/embedded-mongo.ts';
import { freePort } from '#server/embedded/mongod-process.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { noTally, tallyText } from './tally.ts';
import type { Tally } from './tally.ts';

const WRITERS = 16;
const STARTING_CREDITS = 1_000_000;
/** Long enough for every writer to be in the middle of something. */
const BETWEEN_KILLS_MS = 400;
const TRIES_MAX = 30;

/** One player who writes alone in a journey, and what they were told. */
interface Writer {
  readonly player: Player;
  readonly journey: LiveJourney;
  /** By key: what it changed the balance by. */
  readonly answered: Map<string, bigint>;
  readonly attempted: Set<string>;
  retries: number;
}

export async function killMongod(kills: number): Promise<Tally> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'imagina-killed-'));
  const port = await freePort();
  const start = () =>
    startEmbeddedMongo({
      ...{ dataFolder, port, cacheFolder: defaultCacheFolder() },
      log: () => undefined,
      onProgress: () => undefined,
    });
  let mongo = await start();
  const test = await startTestGame({ mongodbUri: mongo.uri, environment: { FREE_TURNS_GUEST: '2' } });
  try {
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => newWriter(test)));
    let over = false;
    const writing = writers.map((writer) => writeUntil(() => over, writer, test));
    for (let kill = 0; kill < kills; kill++) {
      await sleep(BETWEEN_KILLS_MS);
      process.kill(mongo.pid, 'SIGKILL');
      await sleep(50);
      mongo = await start();
    }
    await sleep(BETWEEN_KILLS_MS);
    over = true;
    await Promise.all(writing);
    const tally = await tallyOf(writers, test);
    const answers = writers.reduce((sum, { answered }) => sum + answered.size, 0);
    const retries = writers.reduce((sum, writer) => sum + writer.retries, 0);
    console.log(`      ${kills} kills, ${answers} answers, ${retries} asked again · ${tallyText(tally)}`);
    await test.assertBooks();
    return tally;
  } finally {
    await test.end();
    await mongo.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function newWriter(test: TestGame): Promise<Writer> {
  const player = await test.player({ bonus: STARTING_CREDITS });
  return { player, journey: await test.journey(player), answered: new Map(), attempted: new Set(), retries: 0 };
}

/** Whatever fails is asked again under its own key, until it is answered. */
async function writeUntil(isOver: () => boolean, writer: Writer, test: TestGame): Promise<void> {
  for (let count = 0; !isOver(); count++) await (count % 4 === 3 ? adjust(writer, test) : takeTurn(writer, test));
}

async function takeTurn(writer: Writer, test: TestGame): Promise<void> {
  const { player, journey } = writer;
  const turnId = randomUUID();
  const key = `turn:${journey.id}:${turnId}`;
  writer.attempted.add(key);
  await untilAnswered(writer, async () => {
    const { resolved } = await test.play(journey, player, { turnId });
    writer.answered.set(key, resolved.state === 'settled' ? -resolved.charged : 0n);
  });
}

async function adjust(writer: Writer, test: TestGame): Promise<void> {
  const order = {
    id: randomUUID(),
    playerId: writer.player.id,
    amount: credits(3),
    reason: 'a test',
    by: 'test',
    at: new Date(),
  };
  const key = adjustmentKey(order.id);
  writer.attempted.add(key);
  await untilAnswered(writer, async () => {
    await test.wallets.adjust(order);
    writer.answered.set(key, order.amount);
  });
}

async function untilAnswered(writer: Writer, ask: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await ask();
      return;
    } catch (failure) {
      if (attempt === TRIES_MAX) throw failure;
      writer.retries += 1;
      await sleep(100);
    }
  }
}

async function tallyOf(writers: readonly Writer[], { database }: TestGame): Promise<Tally> {
  const tally = noTally();
  for (const { player, answered, attempted } of writers) {
    const entries = await database.entries.find({ parties: player.id }).toArray();
    const keys = new Set(entries.map(({ _id }) => _id));
    tally.lost += [...answered.keys()].filter((key) => !keys.has(key)).length;
    tally.phantom += entries.filter(({ _id, reason }) => !attempted.has(_id) && reason !== 'for a test').length;
    const wallet = await database.wallets.findOne({ _id: player.id });
    const expected = [...answered.values()].reduce((sum, amount) => sum + amount, credits(STARTING_CREDITS));
    if (!wallet || balanceOf(wallet) !== expected) tally.doubled += 1;
    if (wallet && Object.values(wallet.pockets).some((amount) => amount < 0n)) tally.negative += 1;
    tally.sum += entries.flatMap(({ postings }) => postings).reduce((sum, { amount }) => sum + amount, 0n);
    if (wallet && totalOf(wallet.pockets) !== balanceOf(wallet)) tally.lost += wallet.holds.length;
  }
  return tally;
}
