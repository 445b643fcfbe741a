/** A whole player for the terminal, to copy from: guest sign-in, a world, streamed narration, prices before and receipts after. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
// In a project of your own: from '@imagina/client-sdk'.
import { GameClient, RELEASE_REASONS } from '../index.ts';
import type { JourneySession, QuoteView, RefusedAction, ReleaseReason, TurnOutcome } from '../index.ts';

const HELP = `Plays Imagina in the terminal.

  node client-sdk/examples/terminal-player.ts [--url http://localhost:2567] [--world ID] [--name NAME]
  node client-sdk/examples/terminal-player.ts --journey ID --invite INVITE [--name NAME]

Write what you do, or begin with " to say it. An empty line lets the story continue.
  /stop        end the narration here; it costs what was used
  /model [N]   the AI models with their prices, or choose one
  /accept N    take an offer after your credits ran out
  /wallet      balance, free turns, and what the last turns cost
  /quit        leave; the journey stays`;

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:2567' },
    world: { type: 'string' },
    name: { type: 'string' },
    journey: { type: 'string' },
    invite: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

const input = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
const lines = input[Symbol.asyncIterator]();
const game = new GameClient({ url: options.url });
let refused: RefusedAction | undefined;

if (options.help) print(HELP);
else await play().catch(complain);
process.exit();

async function play(): Promise<void> {
  const { wallet } = await game.signInAsGuest();
  print(`You play as a guest with ${credits(wallet.available)} and ${wallet.freeTurnsLeft} free turns today.\n`);
  const session = await enterJourney();
  for (const source of [input, process]) source.on('SIGINT', () => void session.leave().then(() => process.exit()));
  showStory(session);

  const running: Promise<unknown>[] = [];
  for (let line = await lines.next(); !line.done && line.value.trim() !== '/quit'; line = await lines.next()) {
    // Not awaited, so that /stop works and more actions can wait in the queue while a passage is told.
    running.push(obey(session, line.value.trim()).catch((failure: unknown) => session.status !== 'closed' && complain(failure)));
  }
  await Promise.all(running);
  await session.leave();
}

async function enterJourney(): Promise<JourneySession> {
  const name = options.name ?? ((await ask('Your name in the story: ')) || 'Traveler');
  const { journey, invite } = options;
  if (journey !== undefined) return game.joinJourney(journey, invite === undefined ? { name } : { name, invite });
  const session = await game.startJourney({ worldId: options.world ?? (await chooseWorld()), name });
  const { invite: secret } = await game.api.journeys.get({ journeyId: session.journeyId });
  print(`\nOthers join with: --journey ${session.journeyId} --invite ${secret}`);
  return session;
}

async function chooseWorld(): Promise<string> {
  const worlds = await game.api.worlds.list();
  worlds.forEach(({ name, tagline }, index) => print(`${index + 1}. ${name}: ${tagline}`));
  const chosen = worlds[Number((await ask('World (1): ')) || 1) - 1];
  return chosen?.worldId ?? chooseWorld();
}

function showStory(session: JourneySession): void {
  const { title, opening, suggestions, passages } = session.state;
  print(`\n— ${title} —\n\n${opening}\n`);
  for (const { name, action, text } of passages) print(`> ${name}: ${action}\n\n${text}\n`);
  if (passages.length === 0 && suggestions.length > 0) print(`Perhaps: ${suggestions.join(' · ')}\n`);
  showPrice(session);

  const nameOf = (playerId: string): string => session.state.players.find((player) => player.playerId === playerId)?.name ?? '';
  session.on('text', ({ text }) => void process.stdout.write(text));
  session.on('turn', (turn) => {
    if (turn.type === 'refused' || turn.playerId === session.playerId) return;
    print(turn.type === 'held' ? `\n(${nameOf(turn.playerId)} acts)` : '\n');
  });
  session.on('status', (status) => print(`\n(${status})`));
  session.on('error', complain);
}

async function obey(session: JourneySession, line: string): Promise<void> {
  const [command, number] = line.split(/\s+/);
  switch (command) {
    case '/stop':
      await session.stop();
      break;
    case '/model':
      await (number ? chooseModel(session, Number(number)) : listModels(session));
      break;
    case '/wallet':
      showWallet(session);
      break;
    case '/accept':
      await acceptOffer(session, Number(number));
      break;
    case '':
      showOutcome(session, await session.act('', { mode: 'continue' }));
      break;
    default:
      showOutcome(session, await session.act(line, { mode: line.startsWith('"') ? 'say' : 'do' }));
  }
}

function showOutcome(session: JourneySession, outcome: TurnOutcome): void {
  refused = outcome.type === 'refused' ? outcome : undefined;
  if (outcome.type === 'settled') {
    const { charged, wouldHaveCost, funding, usage } = outcome.receipt;
    const cost = funding === 'free' ? `a free turn (worth ${credits(wouldHaveCost)})` : credits(charged);
    print(`\n\n[${cost} · read ${(usage?.input ?? 0) + (usage?.cacheRead ?? 0)} tokens, wrote ${usage?.output ?? 0}]`);
  } else if (outcome.type === 'released') {
    print(`\n\n[${RELEASE_REASONS[outcome.reason as ReleaseReason]}]`);
  } else {
    print(`\n[${outcome.error.message}]\n  Your words: ${outcome.text}`);
    outcome.offers?.forEach((offer, index) => print(`  /accept ${index + 1}  ${offer.name}, ${price(offer.quote)}`));
  }
  showPrice(session);
}

async function acceptOffer(session: JourneySession, number: number): Promise<void> {
  const offer = refused?.offers?.[number - 1];
  if (refused && offer) showOutcome(session, await session.acceptOffer(refused, offer.narratorId));
  else print('There is no such offer.');
}

async function listModels(session: JourneySession): Promise<void> {
  const narrators = await game.api.narrators({ journeyId: session.journeyId });
  narrators.forEach(({ name, description, quote }, index) =>
    print(`${index + 1}. ${name}: ${description}${quote ? ` (${price(quote)})` : ''}`),
  );
}

async function chooseModel(session: JourneySession, number: number): Promise<void> {
  const narrator = (await game.api.narrators({}))[number - 1];
  if (!narrator) {
    print('There is no such AI model.');
    return;
  }
  const { quote } = await session.chooseNarrator(narrator.narratorId);
  print(`${narrator.name}: ${price(quote)}`);
}

function showWallet({ state: { me } }: JourneySession): void {
  if (!me) return;
  const { available, held, freeTurnsLeft, freeTurnsPerDay } = me.wallet;
  print(`${credits(available)} to spend, ${credits(held)} held, ${freeTurnsLeft} of ${freeTurnsPerDay} free turns left today`);
  for (const { n, funding, charged, wouldHaveCost } of me.costs)
    print(`  turn ${n}: ${funding === 'free' ? `free, worth ${credits(wouldHaveCost)}` : credits(charged)}`);
}

function showPrice({ state: { me } }: JourneySession): void {
  if (me) print(`[next turn: ${price(me.quote)}]`);
}

function price({ funding, likely, ceiling, turnsLeft }: QuoteView): string {
  const cost = `about ${credits(likely)}, never above ${credits(ceiling)}`;
  return `${funding === 'free' ? `a free turn (worth ${cost})` : cost}; ${turnsLeft} turns left`;
}

/** Microcredits as players read them. */
function credits(amount: number): string {
  return `${Math.floor(amount / 10_000) / 100} credits`;
}

async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const line = await lines.next();
  if (line.done) process.exit();
  return line.value.trim();
}

/** Both errors of the SDK carry a sentence for the player. */
function complain(failure: unknown): void {
  print(`\n! ${failure instanceof Error ? failure.message : String(failure)}`);
}

function print(text: string): void {
  console.log(text);
}
