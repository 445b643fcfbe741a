/** `npm run demo`: six turns of two guests in one journey, on the real local AI, with every receipt and the books. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { GameClient } from '#sdk/index.ts';
import type { JourneySession, TurnOutcome } from '#sdk/index.ts';
import type { Receipt } from '#protocol/values.ts';
import { credits, formatCredits } from '#core/money/microcredits.ts';
import { audit } from '#models/audit/audit.ts';
import { readConfig } from '../config.ts';
import { startLocalNarrators } from '../local-narrators.ts';
import { createLog } from '../log.ts';
import { startServer } from '../start-server.ts';
import type { RunningServer } from '../start-server.ts';
import { booksText, faultText } from './books-text.ts';
import { startRelay } from './cuttable-relay.ts';

const HELP = `npm run demo

Starts everything on free ports in a temporary data folder, with one free turn a day, and plays six turns of two guests in one
journey on the real local AI: a free one, a paid one, one sent twice, one stopped, one across a dropped connection, one on
Astral Lumen. Prints the story as it streams, every receipt, and the audited books. Exit code 0 when all went as it should.`;

const WORLD = 'drowned-light';
const STARTING_CREDITS = 500;
const STOP_MS_MAX = 20_000;
const CAUSES_SHOWN = 6;

async function main(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'imagina-demo-'));
  process.once('exit', () => {
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });
  const config = readConfig({
    PORT: '0',
    DATA_FOLDER: dataFolder,
    FREE_TURNS_GUEST: '1',
    LOG_LEVEL: 'error',
    NODE_ENV: 'development',
  });
  const log = createLog(config.logLevel, process.stderr);
  const local = startLocalNarrators(process.env['LOCAL_MODEL_FILE'], log);
  const starting = startServer({ config, narrators: local.offerings, log });
  const stopOnce = async () => {
    await starting.then(
      (server) => server.stop(),
      () => undefined,
    );
    await local.dispose();
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopOnce());
  endOnSignal(stop);
  try {
    const server = await starting;
    await local.ready;
    await play(server);
    await proveBooks(server);
  } finally {
    await stop();
  }
}

/** Ctrl-C may come at any moment, also before the server runs; a second one ends at once. */
function endOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const interrupt = () => {
    if (stopping) process.exit(130);
    stopping = true;
    console.error('\nStopping; Ctrl-C once more ends at once.');
    process.on('unhandledRejection', () => undefined); // what the interrupted play still waited for
    setTimeout(() => process.exit(130), STOP_MS_MAX).unref();
    void stop().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
}

async function play(server: RunningServer): Promise<void> {
  const relay = await startRelay(server.url);
  const mira = await guest(server, relay.url);
  const joss = await guest(server, server.url);
  const [world] = (await mira.client.api.worlds.list({})).filter(({ worldId }) => worldId === WORLD);
  say('title', `\n${world?.name ?? WORLD} — ${world?.tagline ?? ''}`);
  const ana = await mira.client.startJourney({ worldId: WORLD, name: 'Mira', about: 'a cartographer who cannot swim' });
  const { invite } = await mira.client.api.journeys.get({ journeyId: ana.journeyId });
  const ben = await joss.client.joinJourney(ana.journeyId, { invite, name: 'Joss', about: 'a bell founder with a bad knee' });
  say('story', `\n${ana.state.opening}`);
  ana.on('text', ({ text }) => process.stdout.write(styleText('cyan', text)));
  await until(() => Boolean(ana.state.me?.quote.narratorId && ben.state.me?.quote.narratorId));

  await turn(ana, '1. A free turn of the day', 'I unroll my chart and compare it with the shore.');
  await turn(ana, '2. Paid in credits', 'I ask the nearest neighbor about the lamp.');
  await sentTwice(ben, '3. The same turn sent twice', 'I knock on the lighthouse door.');
  await stopped(ana, '4. Stopped by its author', 'I begin a very long story about the sea.');
  await dropped(ana, () => relay.cut(), '5. Across a dropped connection', 'I climb the stairs to the lamp.');
  await ben.chooseNarrator('astral-lumen');
  await turn(ben, '6. On Astral Lumen, credits only', 'I look for the bell without a clapper.');
  await showCauses(joss.client, ben);

  for (const [name, { client }] of [
    ['Mira', mira],
    ['Joss', joss],
  ] as const) {
    const wallet = await client.api.wallet.get();
    say(
      'money',
      `\n${name} has ${formatCredits(BigInt(wallet.available))} credits and ${wallet.freeTurnsLeft} free turns left today.`,
    );
  }
  await ana.leave();
  await ben.leave();
  relay.close();
}

/** The dearest parts of what the turn read and wrote. */
async function showCauses(client: GameClient, session: JourneySession): Promise<void> {
  const { n = 0 } = session.state.passages.at(-1) ?? {};
  const { parts } = await client.api.journeys.context({ journeyId: session.journeyId, n });
  const dearest = parts.filter(({ cut }) => !cut).sort((a, b) => (b.cost ?? 0) - (a.cost ?? 0));
  const lines = dearest.slice(0, CAUSES_SHOWN).map(({ name, tokens, cost }) => {
    return `    ${formatCredits(BigInt(cost ?? 0)).padStart(6)}  ${name} (${tokens} tokens)`;
  });
  say('money', `  where they went:\n${lines.join('\n')}`);
}

async function guest({ wallets }: RunningServer, url: string) {
  const client = new GameClient({ url });
  const { playerId } = await client.signInAsGuest();
  const amount = credits(STARTING_CREDITS);
  await wallets.adjust({ id: randomUUID(), playerId, amount, reason: 'for the demo', by: 'script:demo', at: new Date() });
  return { client, playerId };
}

async function turn(session: JourneySession, title: string, action: string): Promise<void> {
  announce(session, title, action);
  receipt(expectSettled(await session.act(action)));
}

async function sentTwice(session: JourneySession, title: string, action: string): Promise<void> {
  announce(session, title, action);
  const turnId = randomUUID();
  const first = expectSettled(await session.act(action, { turnId }));
  const second = expectSettled(await session.act(action, { turnId }));
  receipt(first);
  if (second.charged !== first.charged || second.n !== first.n) throw new Error('the same turnId was charged or told twice');
  say('money', '  sent again: the same receipt, nothing charged, nothing told');
}

async function stopped(session: JourneySession, title: string, action: string): Promise<void> {
  announce(session, title, action);
  const acting = session.act(action);
  await until(() => (session.state.current?.text.length ?? 0) > 60);
  await session.stop();
  receipt(expectSettled(await acting));
}

async function dropped(session: JourneySession, cut: () => void, title: string, action: string): Promise<void> {
  announce(session, title, action);
  const acting = session.act(action);
  await until(() => (session.state.current?.text.length ?? 0) > 40);
  cut();
  await until(() => session.status === 'reconnecting');
  const outcome = await acting;
  receipt(expectSettled(outcome));
  say('money', '  the connection was cut in mid-sentence; no text is missing and nothing was charged twice');
}

function announce(session: JourneySession, title: string, action: string): void {
  const { me } = session.state;
  if (!me) throw new Error('the player does not see their own quote');
  const { quote, name } = me;
  const price = `likely ${formatCredits(BigInt(quote.likely))}, at most ${formatCredits(BigInt(quote.ceiling))} credits, paid by ${quote.funding}`;
  say('title', `\n${title} (${price})`);
  say('story', `${name}: ${action}`);
}

function expectSettled(outcome: TurnOutcome): Receipt {
  if (outcome.type === 'settled') return outcome.receipt;
  throw new Error(`the turn was ${outcome.type}: ${outcome.type === 'released' ? outcome.reason : outcome.error.message}`);
}

function receipt({ funding, charged, wouldHaveCost, usage, narratorId, priceVersion }: Receipt): void {
  const { input = 0, cacheRead = 0, output = 0 } = usage ?? {};
  const price =
    funding === 'free'
      ? `free (would have cost ${formatCredits(BigInt(wouldHaveCost))})`
      : `${formatCredits(BigInt(charged))} credits`;
  say(
    'money',
    `\n  ${narratorId}: ${price} — read ${input} tokens, ${cacheRead} from its memory, wrote ${output}; prices v${priceVersion}`,
  );
}

async function proveBooks({ database, game }: RunningServer): Promise<void> {
  const report = await audit(database, game.prices, { onFault: (fault) => console.log(faultText(fault)) });
  say('title', '\nThe books');
  console.log(booksText(report));
  if (report.faultCount > 0) throw new Error('the audit found faults');
}

const STYLES = { title: 'bold', story: 'cyan', money: 'green' } as const;

/** Colors only on terminals: `styleText` looks at the stream itself. */
function say(kind: keyof typeof STYLES, text: string): void {
  console.log(styleText(STYLES[kind], text));
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('the demo waited 30 s for something that did not come');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
main().then(
  () => process.exit(0),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
