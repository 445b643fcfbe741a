/** A whole player for the terminal, to copy from: guest sign-in, a world, streamed narration, prices before and receipts after. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
// In a project of your own: from '@imagina/client-sdk'.
import { GameClient, GameError, RELEASE_REASONS } from '../index.ts';
import type { JourneySession, QuoteView, RefusedAction, ReleaseReason, TurnOutcome } from '../index.ts';
import { KeptInFile } from './kept-in-file.ts';

const COMMANDS = `Write what you do, or begin with " to say it. An empty line lets the story continue.
  /stop        end the narration here; it costs what was used
  /model [N]   the AI models with their prices, or choose one
  /accept N    take an offer after your credits ran out
  /wallet      balance, free turns, and what the last turns cost
  /help        this list
  /quit        leave; the journey stays`;

const HELP = `Plays Imagina in the terminal.

  npm run play -- [--url http://localhost:2567] [--world ID] [--name NAME] [--about "who you play"]
  npm run play -- --journey ID --invite INVITE [--name NAME] [--about "who you play"]
  npm run play -- --journey ID     comes back to a journey of yours

Who you are and your last journey are kept, for each server, in ~/.imagina/terminal-player.json.
  --new        forgets them and plays as a new guest
  --keep FILE  keeps them in another file: for a second player on one machine

${COMMANDS}`;

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:2567' },
    world: { type: 'string' },
    name: { type: 'string' },
    about: { type: 'string' },
    journey: { type: 'string' },
    invite: { type: 'string' },
    new: { type: 'boolean' },
    keep: { type: 'string', default: join(homedir(), '.imagina', 'terminal-player.json') },
    help: { type: 'boolean', short: 'h' },
  },
});

const input = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY });
const lines = input[Symbol.asyncIterator]();
const url = options.url.replace(/\/+$/, '');
const kept = new KeptInFile(options.keep);
const lastJourneyKey = `imagina-journey ${url}`;
let refused: RefusedAction | undefined;

if (options.help) print(HELP);
else await play().catch(complain);
process.exit();

async function play(): Promise<void> {
  if (options.new) kept.forget(url);
  const game = new GameClient({ url, storage: kept });
  const { wallet } = await game.signInAsGuest();
  print(`You play as a guest with ${credits(wallet.available)} and ${wallet.freeTurnsLeft} free turns today.\n`);
  const session = await enterJourney(game);
  kept.setItem(lastJourneyKey, session.journeyId);
  for (const source of [input, process]) source.on('SIGINT', () => void leave(session).then(() => process.exit()));
  showStory(session);

  const running: Promise<unknown>[] = [];
  for (let line = await lines.next(); !line.done && line.value.trim() !== '/quit'; line = await lines.next()) {
    // Not awaited, so that /stop works and more actions can wait in the queue while a passage is told.
    const obeyed = obey(game, session, line.value.trim());
    running.push(obeyed.catch((failure: unknown) => session.status !== 'closed' && complain(failure)));
  }
  await Promise.all(running);
  await leave(session);
}

async function leave(session: JourneySession): Promise<void> {
  await session.leave();
  print(`\nThe journey stays. Come back with: npm run play -- --journey ${session.journeyId}`);
}

async function enterJourney(game: GameClient): Promise<JourneySession> {
  const { journey, invite, name, world } = options;
  if (journey !== undefined && invite !== undefined) return game.joinJourney(journey, { ...(await askCharacter()), invite });
  if (journey !== undefined) return game.joinJourney(journey, name === undefined ? {} : await askCharacter());
  const last = world === undefined ? await askLastJourney(game) : undefined;
  if (last !== undefined) return game.joinJourney(last);

  const character = await askCharacter();
  const session = await game.startJourney({ worldId: world ?? (await chooseWorld(game)), ...character });
  const { invite: secret } = await game.api.journeys.get({ journeyId: session.journeyId });
  print(`\nOthers join with: npm run play -- --journey ${session.journeyId} --invite ${secret}`);
  print('(on this machine each with a --keep FILE of their own)');
  return session;
}

/** The journey played last, if it is still there and the player wants it. */
async function askLastJourney(game: GameClient): Promise<string | undefined> {
  const journeyId = kept.getItem(lastJourneyKey);
  if (!journeyId) return undefined;
  try {
    const { title, turns } = await game.api.journeys.get({ journeyId });
    const answer = await ask(`Go on with "${title}", ${turns} turns so far? (Y/n): `);
    return /^n/i.test(answer) ? undefined : journeyId;
  } catch (failure) {
    if (failure instanceof GameError) return undefined;
    throw failure;
  }
}

async function askCharacter(): Promise<{ name: string; about: string }> {
  if (options.name !== undefined) return { name: options.name, about: options.about ?? '' };
  const name = (await ask('Your name in the story: ')) || 'Traveler';
  return { name, about: options.about ?? (await ask('Who do you play? (one line, may stay empty): ')) };
}

async function chooseWorld(game: GameClient): Promise<string> {
  const worlds = await game.api.worlds.list();
  worlds.forEach(({ name, tagline }, index) => print(`${index + 1}. ${name}: ${tagline}`));
  const chosen = worlds[Number((await ask('World (1): ')) || 1) - 1];
  return chosen?.worldId ?? chooseWorld(game);
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

async function obey(game: GameClient, session: JourneySession, line: string): Promise<void> {
  const [command, number] = line.split(/\s+/);
  switch (command) {
    case '/stop':
      await session.stop();
      break;
    case '/model':
      await (number ? chooseModel(game, session, Number(number)) : listModels(game, session));
      break;
    case '/wallet':
      showWallet(session);
      break;
    case '/accept':
      await acceptOffer(session, Number(number));
      break;
    case '/help':
      print(COMMANDS);
      break;
    case '':
      showOutcome(session, await session.act('', { mode: 'continue' }));
      break;
    default:
      if (line.startsWith('/')) print(`Unknown command ${command}. It was not sent to the story.\n${COMMANDS}`);
      else showOutcome(session, await session.act(line, { mode: line.startsWith('"') ? 'say' : 'do' }));
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

async function listModels(game: GameClient, session: JourneySession): Promise<void> {
  const narrators = await game.api.narrators({ journeyId: session.journeyId });
  narrators.forEach(({ name, description, quote }, index) =>
    print(`${index + 1}. ${name}: ${description}${quote ? ` (${price(quote)})` : ''}`),
  );
}

async function chooseModel(game: GameClient, session: JourneySession, number: number): Promise<void> {
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
