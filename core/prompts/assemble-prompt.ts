/** Puts a turn's prompt together: what never changes first, then history, then what belongs to this turn only (DESIGN §4). */
import { GameError } from '#protocol/errors.ts';
import type { Mode } from '#protocol/values.ts';
import { ACTION_ROOM_TOKENS } from '#core/pricing/quote.ts';
import type { Narrator, NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { Turn } from '#core/turns/turn.ts';
import { firstKeptTurn } from './keep-history.ts';
import { containsWords, matchLore } from './match-lore.ts';
import type { ScannedText } from './match-lore.ts';
import { promptMessages } from './prompt.ts';
import type { CutPart, Prompt, PromptPart } from './prompt.ts';
import { actionText, INSTRUCTIONS, sheetText } from './wording.ts';

/** What the player does; null for a quote before anything is written. */
export interface WrittenAction {
  readonly authorName: string;
  readonly mode: Mode;
  readonly text: string;
}

/** Tokens kept free for the tracker sheet, so that its length does not move the place where history is cut. */
const SHEET_ROOM_TOKENS = 100;

export function assemblePrompt(scene: Scene, action: WrittenAction | null, entry: NarratorEntry): Prompt {
  const { world } = scene;
  const part = partMaker(entry.narrator);
  const stable = stableParts(scene, part);
  const note = world.post_history_instructions;
  const volatileRoom =
    world.character_book.token_budget + SHEET_ROOM_TOKENS + entry.narrator.countTokens(note) + ACTION_ROOM_TOKENS;
  const historyRoom = entry.promptTokensMax - tokensOf(stable, entry.narrator) - volatileRoom;

  const exchanges = scene.history.map((turn) => exchangeParts(turn, part));
  const firstKept = firstKeptTurn(
    exchanges.map((parts) => parts.reduce((sum, { tokens }) => sum + tokens, 2 * entry.narrator.overhead.perMessage)),
    Math.max(0, historyRoom),
  );
  const scanned = textsToScan(scene, action, world.character_book.scan_depth);
  const lore = matchLore(
    world.character_book,
    scanned,
    (loreEntry) => part('lore', loreEntry.id, 'user', loreLine(loreEntry.content), '').tokens,
  );
  const trackers =
    action === null ? world.trackers : world.trackers.filter(({ keys }) => keys.length === 0 || mentions(scanned, keys));
  const volatile = [
    ...lore.matches.map(({ entry: { id, content }, why }) => part('lore', id, 'user', loreLine(content), why)),
    ...(world.trackers.length > 0
      ? [part('tracker-sheet', null, 'user', `${sheetText(world.trackers, scene.sheet)}\n`, 'always')]
      : []),
    ...(note ? [part('author-note', null, 'user', `${note}\n`, 'always')] : []),
    part('action', null, 'user', action ? actionText(action) : '', 'your action'),
  ];

  const history = exchanges.slice(firstKept);
  const assembled = () => [...stable, ...history.flat(), ...volatile];
  // An unusually long action may not fit beside all of the kept history.
  while (tokensOf(assembled(), entry.narrator) > entry.promptTokensMax && history.length > 0) history.shift();
  const parts = assembled();
  const tokens = tokensOf(parts, entry.narrator);
  if (tokens > entry.promptTokensMax) throw new GameError('ACTION_TOO_LONG', { tokens, promptTokensMax: entry.promptTokensMax });

  return {
    cacheKey: scene.journeyId,
    parts,
    cut: [...lore.cut, ...cutHistory(exchanges.slice(0, exchanges.length - history.length))],
    tokens,
    stableTokens: tokensOf([...stable, ...history.flat()], entry.narrator) - entry.narrator.overhead.perPrompt,
    trackers,
    sheet: scene.sheet,
  };
}

type PartMaker = (kind: PromptPart['kind'], id: string | null, role: PromptPart['role'], text: string, why: string) => PromptPart;

function partMaker(narrator: Narrator): PartMaker {
  return (kind, id, role, text, why) => ({ kind, id, role, text, why, tokens: countOnce(narrator, text) });
}

function stableParts({ world, members }: Scene, part: PartMaker): PromptPart[] {
  const constants = world.character_book.entries.filter((entry) => entry.enabled && entry.constant === true);
  return [
    part('instructions', null, 'system', `${INSTRUCTIONS}\n`, 'always'),
    ...(world.system_prompt ? [part('instructions', 'world', 'system', `${world.system_prompt}\n`, 'always')] : []),
    part('premise', null, 'system', `\n${world.description}\n`, 'always'),
    ...constants.map(({ id, content }) => part('lore', id, 'system', `${content}\n`, 'constant')),
    ...world.characters.map(({ id, name, description, personality }) =>
      part('character', id, 'system', `${name}: ${description} ${personality}\n`, 'always'),
    ),
    ...members.map(({ playerId, name, about }) =>
      part('player', playerId, 'system', `${name} is played by a player${about ? `: ${about}` : ''}\n`, 'always'),
    ),
    part('opening', null, 'user', 'Begin the story.', 'always'),
    part('opening', null, 'assistant', world.first_mes, 'always'),
    ...(world.mes_example
      ? [
          part('example', null, 'user', exampleAction(world.mes_example.action, members), 'teaches the voice'),
          part('example', null, 'assistant', world.mes_example.passage, 'teaches the voice'),
        ]
      : []),
  ];
}

/** In the form that real turns have, as if the first player had done it. */
function exampleAction(text: string, members: Scene['members']): string {
  return actionText({ authorName: members[0]?.name ?? 'A traveler', mode: 'do', text });
}

function exchangeParts(turn: Turn, part: PartMaker): PromptPart[] {
  const why = `turn ${turn.n}`;
  return [
    part('history', turn.key, 'user', actionText({ authorName: turn.authorName, mode: turn.mode, text: turn.action }), why),
    part('history', turn.key, 'assistant', turn.passage, why),
  ];
}

function cutHistory(exchanges: readonly PromptPart[][]): CutPart[] {
  return exchanges
    .flat()
    .map(({ kind, id, tokens, why }) => ({ kind, id, tokens, why: `${why} is beyond what this AI model reads at once` }));
}

/** The action, then the latest passages, newest first. */
function textsToScan(scene: Scene, action: WrittenAction | null, depth: number): ScannedText[] {
  const told = [
    { text: scene.world.first_mes, place: 'the opening' },
    ...scene.history.map((turn) => ({ text: turn.passage, place: `turn ${turn.n}` })),
  ];
  const passages = told.reverse().slice(0, Math.max(0, depth - 1));
  return [...(action ? [{ text: action.text, place: 'the action' }] : []), ...passages];
}

function mentions(texts: readonly ScannedText[], words: readonly string[]): boolean {
  return texts.some(({ text }) => words.some((word) => containsWords(text, word)));
}

function loreLine(content: string): string {
  return `${content}\n`;
}

function tokensOf(parts: readonly PromptPart[], narrator: Narrator): number {
  const messages = promptMessages(parts).length;
  return parts.reduce((sum, { tokens }) => sum + tokens, narrator.overhead.perPrompt + messages * narrator.overhead.perMessage);
}

/** The same texts come back every turn, so each is counted once per narrator. */
const counts = new WeakMap<Narrator, Map<string, number>>();
const COUNTS_MAX = 50_000;

function countOnce(narrator: Narrator, text: string): number {
  const known = counts.get(narrator) ?? new Map<string, number>();
  counts.set(narrator, known);
  const tokens = known.get(text) ?? narrator.countTokens(text);
  known.delete(text);
  known.set(text, tokens);
  const oldest = known.keys().next();
  if (known.size > COUNTS_MAX && !oldest.done) known.delete(oldest.value);
  return tokens;
}
