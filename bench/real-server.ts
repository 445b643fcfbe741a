/** A server with the real local AI on data of its own, and guests with credits: for benches of real turns. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { credits } from '#core/money/microcredits.ts';
import { GameClient } from '#sdk/index.ts';
import type { JourneySession } from '#sdk/index.ts';
import { readConfig } from '#server/config.ts';
import { startLocalNarrators } from '#server/local-narrators.ts';
import { startServer } from '#server/start-server.ts';
import type { RunningServer } from '#server/start-server.ts';

export interface RealServer extends RunningServer {
  /** A new guest with plenty of credits in a new journey. */
  journey(worldId: string, narratorId: string): Promise<JourneySession>;
  end(): Promise<void>;
}

/** What players do when a world's suggestions are used up. */
const ACTIONS = [
  'I look closer.',
  'I ask who was here before.',
  'I go on, carefully.',
  'I wait and listen.',
  'I pick it up and turn it over.',
  'I tell them what I saw, and ask what they would do in my place.',
  'I go back to where we began.',
  'I knock.',
  'I write it down before I forget it, with the hour and the weather.',
  'I follow the sound.',
  'I offer to help with the work.',
  'I ask about the key.',
  'I sit down by the stove and warm my hands.',
  'I try the other door.',
];

/** `turn` counts from 0. */
export function actionOf(suggestions: readonly string[], turn: number): string {
  return suggestions[turn] ?? ACTIONS[turn % ACTIONS.length] ?? '';
}

export async function startRealServer(): Promise<RealServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'imagina-bench-'));
  const config = readConfig({ PORT: '0', DATA_FOLDER: dataFolder, FREE_TURNS_GUEST: '0' });
  const log = pino({ level: 'error' });
  const local = startLocalNarrators(undefined, log);
  const server = await startServer({ config, narrators: local.offerings, log, withSandbox: false });
  await local.ready;

  async function journey(worldId: string, narratorId: string): Promise<JourneySession> {
    const client = new GameClient({ url: server.url });
    const { playerId } = await client.signInAsGuest();
    const adjustment = { playerId, amount: credits(100_000), reason: 'for a bench', by: 'bench', at: new Date() };
    await server.wallets.adjust({ id: randomUUID(), ...adjustment });
    const session = await client.startJourney({ worldId, name: 'Mira', about: 'a cartographer who cannot swim' });
    await session.chooseNarrator(narratorId);
    while (session.state.me?.quote.narratorId !== narratorId) await new Promise((resolve) => setTimeout(resolve, 20));
    return session;
  }

  async function end(): Promise<void> {
    await server.stop();
    await local.dispose();
    await rm(dataFolder, { recursive: true, force: true });
  }

  return { ...server, journey, end };
}
