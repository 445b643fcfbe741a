/** A server that people have played on for a fortnight, at one fixed moment: what pages look like when there is something on them. */
import type { JourneySession } from '#sdk/index.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import { payCreatorsJob } from '#server/jobs/pay-creators-job.ts';
import type { RunningServer } from '#server/start-server.ts';
import { buyPack } from '../../support/buy-pack.ts';
import { give, signIn, until } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';
import type { TestServerOptions } from '../../support/test-server.ts';
import { livelyModels } from './lively-models.ts';
import { DROWNED_LIGHT, GLASS_ORCHARD, NEXT_PASSAGE } from './lively-story.ts';
import type { ToldTurn } from './lively-story.ts';
import { GLASS_ORCHARD_WORLD } from './lively-world.ts';

/** When everything is seen. */
export const LIVELY_NOW = new Date('2026-10-17T19:40:00Z');
const DAY_MS = 86_400_000;
/** Between two turns of one day. */
const TURN_MS = 7 * 60_000;
/** Short, so that a fortnight has seen payouts. */
const REFUND_WINDOW_DAYS = 3;

export interface LivelyServer {
  readonly server: RunningServer;
  readonly url: string;
  /** Plays in three worlds, and buys. */
  readonly mira: TestPlayer;
  /** Wrote The Glass Orchard. */
  readonly ona: TestPlayer;
  /** Mira's and Joss's, in The Drowned Light. */
  readonly journeyId: string;
  readonly invite: string;
  readonly worldId: string;
  /** What the scripted narrator tells next. */
  script: Script;
  stop(): Promise<void>;
}

export async function startLivelyServer(options: TestServerOptions = {}): Promise<LivelyServer> {
  let now = LIVELY_NOW;
  let script: Script = {};
  const server = await startTestServer({
    ...options,
    narrators: livelyModels(() => script),
    clock: () => now,
    sells: true,
    environment: { REFUND_WINDOW_DAYS: `${REFUND_WINDOW_DAYS}`, FREE_TURNS_GUEST: '2', ...options.environment },
  });
  const sessions: JourneySession[] = [];

  async function tell(session: JourneySession, turn: ToldTurn): Promise<void> {
    now = new Date(now.getTime() + TURN_MS);
    script = { pieces: turn.passage.split(/(?<= )/), patches: turn.patches ?? [] };
    if (turn.narratorId) await session.chooseNarrator(turn.narratorId);
    const outcome = await session.act(turn.action, { mode: turn.mode ?? 'do' });
    if (outcome.type !== 'settled') throw new Error(`"${turn.action}" is ${outcome.type}: ${JSON.stringify(outcome)}`);
  }

  async function payNight(): Promise<void> {
    const { database, game } = server;
    const parts = { database, game, refundWindowDays: REFUND_WINDOW_DAYS, onPaid: () => undefined };
    await payCreatorsJob(parts).run(new AbortController().signal);
  }

  try {
    const day = (daysAgo: number) => new Date(LIVELY_NOW.getTime() - daysAgo * DAY_MS - 35 * 60_000);
    now = day(14);
    const ona = await signIn(server);
    await server.worlds.publish({ ...GLASS_ORCHARD_WORLD, ownerId: ona.playerId }, now);
    const players = { mira: await signIn(server), joss: await signIn(server), teo: await signIn(server) };
    await give(server, players.joss, 400);
    await give(server, players.teo, 900);

    now = day(10);
    await buyPack(server, players.mira, 'spark');
    const light = await together(server, 'drowned-light', [
      { player: players.mira, name: 'Mira', about: 'a cartographer who cannot swim' },
      { player: players.joss, name: 'Joss', about: 'a bell founder with a bad knee' },
    ]);
    const orchard = await together(server, GLASS_ORCHARD_WORLD.id, [
      { player: players.joss, name: 'Joss', about: 'who lost a summer' },
      { player: players.teo, name: 'Teo', about: 'a tram driver on his night off' },
    ]);
    const alone = await players.mira.client.startJourney({ worldId: 'small-hours-line', name: 'Mira' });
    sessions.push(...Object.values(light.by), ...Object.values(orchard.by), alone);

    for (let daysAgo = 9; daysAgo >= 0; daysAgo--) {
      now = day(daysAgo);
      for (const turn of GLASS_ORCHARD.filter((told) => told.daysAgo === daysAgo)) await tell(orchard.by[turn.by]!, turn);
      for (const turn of DROWNED_LIGHT.filter((told) => told.daysAgo === daysAgo)) await tell(light.by[turn.by]!, turn);
      if (daysAgo === 5) await tell(alone, ALONE);
      if (daysAgo === 4) await buyPack(server, players.mira, 'ember');
      await payNight();
    }
    now = LIVELY_NOW;
    script = { pieces: NEXT_PASSAGE };
    return {
      ...{
        server,
        url: server.url,
        ona,
        mira: players.mira,
        journeyId: light.journeyId,
        invite: light.invite,
        worldId: GLASS_ORCHARD_WORLD.id,
      },
      get script() {
        return script;
      },
      set script(next) {
        script = next;
      },
      async stop() {
        await Promise.all(sessions.map((session) => session.leave()));
        await server.stop();
      },
    };
  } catch (failure) {
    await server.stop();
    throw failure;
  }
}

const ALONE: ToldTurn = {
  by: 'mira',
  daysAgo: 5,
  action: 'I ask the caller on line four to describe the sound again.',
  passage:
    'A pause, a spoon put down. "Like somebody drawing a curtain," says the caller, "only we haven’t got curtains, not since the move." Behind the voice, in their kitchen or in yours, something slides along a rail from left to right.',
};

interface Character {
  readonly player: TestPlayer;
  readonly name: string;
  readonly about: string;
}

/** A journey with these in it, all of them live, by the lower-case name of each. */
async function together(server: RunningServer, worldId: string, [founder, ...others]: readonly Character[]) {
  if (!founder) throw new Error('a journey needs a founder');
  const first = await founder.player.client.startJourney({ worldId, name: founder.name, about: founder.about });
  const { journeyId } = first;
  const { invite } = await founder.player.client.api.journeys.get({ journeyId });
  const by: Partial<Record<ToldTurn['by'], JourneySession>> = { [founder.name.toLowerCase()]: first };
  for (const { player, name, about } of others) {
    by[name.toLowerCase() as ToldTurn['by']] = await player.client.joinJourney(journeyId, { invite, name, about });
  }
  await until(
    () => Object.values(by).every(({ state }) => Boolean(state.me?.quote.narratorId)),
    `quotes in ${worldId} at ${server.url}`,
  );
  return { journeyId, invite, by };
}
