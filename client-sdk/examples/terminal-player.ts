/** A whole player for the terminal, to copy from: guest sign-in, a world, streamed narration, prices before and receipts after. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
// In a project of your own: from '@imagina/client-sdk'.
import { GameClient, GameError } from '../index.ts';
import type { JourneySession, TurnEvent } from '../index.ts';
import { KeptInFile } from './kept-in-file.ts';
import { COMMANDS, PlayerCommands, sentenceOf } from './player-commands.ts';
import { balanceText, changesText } from './price-text.ts';
import { storyText } from './story-commands.ts';

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

if (options.help) print(HELP);
else await play().catch(complain);
process.exit();

async function play(): Promise<void> {
  if (options.new) kept.forget(url);
  const game = new GameClient({ url, storage: kept });
  const { wallet } = await game.signInAsGuest();
  print(`You play as a guest with ${balanceText(wallet.available)} and ${wallet.freeTurnsLeft} free turns today.\n`);
  const session = await enterJourney(game);
  kept.setItem(lastJourneyKey, session.journeyId);
  for (const source of [input, process]) source.on('SIGINT', () => void leave(session).then(() => process.exit()));
  const commands = new PlayerCommands(game, session, print);
  showStory(session);
  commands.showPrice();

  for (let line = await lines.next(); !line.done && line.value.trim() !== '/quit'; line = await lines.next()) {
    await commands.obey(line.value.trim()).catch(complain);
  }
  await commands.allTold();
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
  const worlds = await game.api.worlds.list({});
  worlds.forEach(({ name, tagline }, index) => print(`${index + 1}. ${name}: ${tagline}`));
  const chosen = worlds[Number((await ask('World (1): ')) || 1) - 1];
  return chosen?.worldId ?? chooseWorld(game);
}

function showStory(session: JourneySession): void {
  const { title, opening, suggestions, passages } = session.state;
  print(`\n— ${title} —\n\n${opening}\n`);
  for (const { name, action, text } of passages) print(`> ${name}: ${action}\n\n${text}\n`);
  if (passages.length === 0 && suggestions.length > 0) print(`Perhaps: ${suggestions.join(' · ')}\n`);

  session.on('text', ({ text }) => void process.stdout.write(text));
  session.on('turn', (turn) => {
    if (turn.type !== 'refused' && turn.playerId !== session.playerId) showTurnOfAnother(session, turn);
  });
  session.on('story', (change) => {
    print(`\n${storyText(session.state, change)}`);
  });
  session.on('status', (status) => print(`\n(${status})`));
  session.on('error', complain);
}

function showTurnOfAnother({ state }: JourneySession, { type, turnId, playerId }: Exclude<TurnEvent, { type: 'refused' }>): void {
  if (type === 'held') {
    const author = state.players.find((player) => player.playerId === playerId);
    print(`\n(${author?.name ?? 'Somebody'} acts)`);
    return;
  }
  const passage = state.passages.find((candidate) => candidate.turnId === turnId);
  const changes = passage ? changesText(passage, state.trackers) : '';
  print(changes === '' ? '\n' : `\n\n  ${changes}\n`);
}

async function ask(question: string): Promise<string> {
  process.stdout.write(question);
  const line = await lines.next();
  if (line.done) process.exit();
  return line.value.trim();
}

function complain(failure: unknown): void {
  print(`\n! ${sentenceOf(failure)}`);
}

function print(text: string): void {
  console.log(text);
}
