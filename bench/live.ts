/** Live figures under load: how soon watchers of 200 worlds see a turn, whether to the last microcredit, and what watching adds to it. */
import { createScriptedNarrator } from '#narrators/scripted/scripted-narrator.ts';
import { GameClient } from '#sdk/index.ts';
import type { WorldWatch } from '#sdk/index.ts';
import { preparePlayers, playersOf, wholeTurn } from './bare-turns.ts';
import type { BareTurn } from './bare-turns.ts';
import { median, percentile, rounded } from './bench.ts';
import type { Bench } from './bench.ts';
import { startScriptedServer } from './bench-server.ts';
import type { BenchServer } from './bench-server.ts';

const WORLDS = 200;
const TURNS_PER_MINUTE = 2_000;
const LAG_MS = 30_000;
const ROUND_MS = 4_000;
const PAIRS = 9;
/** How long the last turns may take to show before the run has failed. */
const SHOWN_MS_MAX = 5_000;
const JOINING_AT_ONCE = 20;

/** A world, who plays it, who owns it, and when its turns were settled and shown, in order. */
interface WatchedWorld extends BareTurn {
  readonly owner: GameClient;
  readonly settledAt: number[];
  readonly shownAt: number[];
}

export const liveBench: Bench = {
  name: 'live',
  about: `${TURNS_PER_MINUTE} turns a minute over ${WORLDS} watched worlds: until they show, and what that adds to a turn`,
  async run(say) {
    const server = await startScriptedServer(createScriptedNarrator(() => ({})));
    try {
      const worlds = await prepareWorlds(server);
      say(`${WORLDS} worlds, each with an owner and a player`);
      const lags = await lagsOf(server, worlds);
      say(`${lags.length} turns shown; p50 ${rounded(median(lags), 0)} ms after their commit, all figures exact`);
      const added = await addedByWatching(server, worlds, say);
      return {
        'live-lag-p99-ms': { value: rounded(percentile(lags, 0.99), 0), want: '<= 2000' },
        'live-lag-p50-ms': { value: rounded(median(lags), 0), want: null },
        'added-percent': { value: rounded(added, 1), want: '<= 10' },
      };
    } finally {
      await server.end();
    }
  },
};

async function prepareWorlds(server: BenchServer): Promise<WatchedWorld[]> {
  const { version: _, ...sample } = await server.worlds.find('drowned-light');
  const playerIds = playersOf(WORLDS);
  await preparePlayers(server.database, playerIds);
  return inBatches(playerIds, async (playerId, index) => {
    const owner = new GameClient({ url: server.url });
    const { playerId: creatorId } = await owner.signInAsGuest();
    const worldId = `world-${index}`;
    await server.worlds.publish({ ...sample, id: worldId, ownerId: creatorId }, new Date());
    return { owner, playerId, creatorId, worldId, settledAt: [], shownAt: [] };
  });
}

/** From a turn's commit to the first message at its world's watcher that contains it. */
async function lagsOf(server: BenchServer, worlds: readonly WatchedWorld[]): Promise<number[]> {
  const watches = await watchAll(worlds);
  for (const [index, watch] of watches.entries())
    watch.on('change', ({ hour }) => {
      const { shownAt } = worldAt(worlds, index);
      while (shownAt.length < hour.turns) shownAt.push(performance.now());
    });
  await playPaced(server, worlds, LAG_MS);
  const deadline = performance.now() + SHOWN_MS_MAX;
  while (worlds.some(({ settledAt, shownAt }) => shownAt.length < settledAt.length)) {
    if (performance.now() > deadline) throw new Error(`turns did not show within ${SHOWN_MS_MAX} ms`);
    await pause(20);
  }
  await assertExact(server, worlds, watches);
  await leaveAll(watches);
  // A message may be there before the turn's own promise has resolved.
  return worlds.flatMap(({ settledAt, shownAt }) =>
    settledAt.map((settled, turn) => Math.max(0, (shownAt[turn] ?? Number.NaN) - settled)),
  );
}

async function assertExact(
  { database }: BenchServer,
  worlds: readonly WatchedWorld[],
  watches: readonly WorldWatch[],
): Promise<void> {
  const amounts = { spent: { $sum: '$meta.charged' }, earned: { $sum: '$meta.creatorShare' } };
  const sums = await database.entries
    .aggregate<{ _id: string; turns: number; spent: bigint; earned: bigint }>([
      { $match: { kind: 'turn', state: 'settled' } },
      { $group: { _id: '$meta.worldId', turns: { $sum: 1 }, ...amounts } },
    ])
    .toArray();
  const byWorld = new Map(sums.map((sum) => [sum._id, sum]));
  for (const [index, { world }] of watches.entries()) {
    const { worldId } = worldAt(worlds, index);
    const wanted = byWorld.get(worldId) ?? { turns: 0, spent: 0n, earned: 0n };
    const { turns, spent, earned } = world.hour;
    if (turns === wanted.turns && BigInt(spent) === wanted.spent && BigInt(earned) === wanted.earned) continue;
    throw new Error(
      `${worldId} shows ${turns} turns, ${spent} and ${earned} µcr; the journal says ${JSON.stringify(wanted, asText)}`,
    );
  }
}

/** Watched and unwatched rounds in turn, each pair in the other order; the median of the pairs' ratios of median turn times. */
async function addedByWatching(
  server: BenchServer,
  worlds: readonly WatchedWorld[],
  say: (line: string) => void,
): Promise<number> {
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const round = { watched: 0, unwatched: 0 };
    for (const name of pair % 2 === 0 ? (['unwatched', 'watched'] as const) : (['watched', 'unwatched'] as const)) {
      const watches = name === 'watched' ? await watchAll(worlds) : [];
      round[name] = median(await playPaced(server, worlds, ROUND_MS));
      await leaveAll(watches);
    }
    ratios.push(round.watched / round.unwatched);
    say(`a turn takes ${rounded(round.unwatched)} ms, watched ${rounded(round.watched)} ms`);
  }
  return (median(ratios) - 1) * 100;
}

/** One turn after the other begins, in one world after the other; answers how long each took, in ms. */
async function playPaced({ game }: BenchServer, worlds: readonly WatchedWorld[], ms: number): Promise<number[]> {
  const playing: Promise<number>[] = [];
  const startedAt = performance.now();
  for (let turn = 0; performance.now() - startedAt < ms; turn++) {
    playing.push(playOne(game.turns, worldAt(worlds, turn % worlds.length)));
    await pause(startedAt + (turn + 1) * (60_000 / TURNS_PER_MINUTE) - performance.now());
  }
  return Promise.all(playing);
}

async function playOne(turns: BenchServer['game']['turns'], world: WatchedWorld): Promise<number> {
  const startedAt = performance.now();
  await wholeTurn(turns, world);
  world.settledAt.push(performance.now());
  return performance.now() - startedAt;
}

function watchAll(worlds: readonly WatchedWorld[]): Promise<WorldWatch[]> {
  return inBatches(worlds, ({ owner, worldId }) => owner.watchWorld(worldId));
}

async function leaveAll(watches: readonly WorldWatch[]): Promise<void> {
  await Promise.all(watches.map((watch) => watch.leave()));
}

async function inBatches<Item, Done>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Done>,
): Promise<Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < items.length; from += JOINING_AT_ONCE) {
    const batch = items.slice(from, from + JOINING_AT_ONCE);
    done.push(...(await Promise.all(batch.map((item, index) => work(item, from + index)))));
  }
  return done;
}

function worldAt(worlds: readonly WatchedWorld[], index: number): WatchedWorld {
  const world = worlds[index];
  if (!world) throw new Error(`there is no world ${index}`);
  return world;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

function asText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
