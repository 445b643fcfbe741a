/** Puts a turn's prompt together: what never changes first, then the story, then what belongs to this turn only (DESIGN §4). */
import { GameError } from '#protocol/errors.ts';
import type { Mode } from '#protocol/values.ts';
import type { Member } from '#core/journeys/journey.ts';
import { ACTION_ROOM_TOKENS } from '#core/pricing/quote.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { TurnLimits } from '#core/turns/turn-limits.ts';
import type { TrackerDefinition } from '#core/worlds/trackers.ts';
import type { Lorebook, World } from '#core/worlds/world.ts';
import { constantLore } from './constant-lore.ts';
import { cutStory, keepStory, shortened } from './keep-story.ts';
import type { KeptStory } from './keep-story.ts';
import { chooseLore, matchedLore } from './match-lore.ts';
import { once, promptPartsOf, promptTokensOf, tokensWithin } from './prompt-parts.ts';
import type { PromptParts } from './prompt-parts.ts';
import type { CutPart, Prompt, PromptPart } from './prompt.ts';
import { scannedTexts } from './scanned-texts.ts';
import { searchLore } from './search-lore.ts';
import type { LoreHit } from './search-lore.ts';
import { summaryTask } from './sum-up.ts';
import { WordIndex } from './word-index.ts';
import { actionText, lengthText } from './wording.ts';

export interface PromptRequest {
  readonly scene: Scene;
  /** Whose turn it is: their notes apply. */
  readonly author: Member;
  /** Null for a quote before anything is written. */
  readonly action: WrittenAction | null;
  readonly entry: NarratorEntry;
  readonly limits: TurnLimits;
}

/** What the player does. */
export interface WrittenAction {
  readonly mode: Mode;
  readonly text: string;
}

/** The tracker sheet's room grows in such steps, so that its length does not move the place where history is cut. */
const SHEET_ROOM_TOKENS = 100;
/** Where not even so short an action fits, it is not the action that is too long. */
const SHORT_ACTION_TOKENS = 64;
/** Of a prompt, however much the world would like. */
const KEYED_LORE_SHARE = 0.25;

/** Throws CONTEXT_TOO_SMALL where world, notes and sheet alone are more than the limit, ACTION_TOO_LONG where the action is. */
export function assemblePrompt(request: PromptRequest): Prompt {
  const { scene, entry, limits } = request;
  const { narrator } = entry;
  const made = promptPartsOf(narrator);
  const count = (parts: readonly PromptPart[]): number => promptTokensOf(parts, narrator.overhead);

  const constants = constantLore(scene.world, limits.promptTokens, made);
  const beginning = beginningParts(scene, constants.parts, made);
  const turnsOwn = ownParts(request, made);
  const free = limits.promptTokens - count([...beginning, ...turnsOwn.parts, turnsOwn.action]);
  refuseWhatCannotFit(free, turnsOwn.action, limits);

  const loreBudget = keyedLoreBudget(scene.world.character_book, limits.promptTokens);
  const lore = keyedLore(request, Math.min(loreBudget, free), made);
  const end = [...lore.parts, ...turnsOwn.parts, turnsOwn.action];

  const endRoom = loreBudget + turnsOwn.roomTokens + ACTION_ROOM_TOKENS + narrator.overhead.perMessage;
  const wanted = keepStory(scene, Math.max(0, limits.promptTokens - count(beginning) - endRoom), made);
  const over = count([...beginning, ...wanted.summaries, ...historyParts(wanted), ...end]) - limits.promptTokens;
  const story = over > 0 ? shortened(wanted, over) : wanted;

  const stable = [...beginning, ...story.summaries, ...historyParts(story)];
  const parts = [...stable, ...end];
  return {
    cacheKey: scene.journeyId,
    parts,
    cut: [...constants.cut, ...cutStory(scene, story, made), ...lore.cut],
    tokens: count(parts),
    stableTokens: count(stable) - narrator.overhead.perPrompt,
    stableCount: stable.length,
    trackers: relevantTrackers(request),
    sheet: scene.sheet,
    summary: summaryTask({ before: [...beginning, ...wanted.summaries], ...wanted, limits, narrator, made }),
  };
}

/** The most tokens of keyed lore in a prompt. */
export function keyedLoreBudget(book: Lorebook, promptTokens: number): number {
  return Math.min(book.token_budget, Math.floor(promptTokens * KEYED_LORE_SHARE));
}

function refuseWhatCannotFit(free: number, action: PromptPart, { promptTokens }: TurnLimits): void {
  const tokens = promptTokens - free;
  const withShortAction = tokens - action.tokens + Math.min(action.tokens, SHORT_ACTION_TOKENS);
  if (withShortAction > promptTokens) throw new GameError('CONTEXT_TOO_SMALL', { tokens, promptTokens });
  if (tokens > promptTokens) throw new GameError('ACTION_TOO_LONG', { tokens, promptTokens });
}

function beginningParts({ world, members }: Scene, constants: readonly PromptPart[], made: PromptParts): PromptPart[] {
  const { beginning, characters, opening } = made.world(world);
  const players = members.map((member) => made.member(member).player);
  return [...beginning, ...constants, ...characters, ...players, ...opening, ...made.example(world, members[0])];
}

interface OwnParts {
  /** Notes, tracker sheet and length, in their order. */
  readonly parts: readonly PromptPart[];
  readonly action: PromptPart;
  /** What is kept free for `parts`. */
  readonly roomTokens: number;
}

/** What belongs to this turn only, but for the lore it calls up. */
function ownParts({ scene, author, action, limits }: PromptRequest, made: PromptParts): OwnParts {
  const { memoryNote, authorNote } = made.member(author);
  const sheet = made.sheet(scene.world, scene.sheet);
  const text = lengthText(limits.passageTokens);
  const length = limits.passageChosen
    ? [
        made.make('length', {
          id: author.playerId,
          name: 'length',
          role: 'user',
          text: `${text}\n`,
          why: `set by ${author.name}`,
        }),
      ]
    : [];
  const written = action ? actionText({ ...action, authorName: author.name }) : '';
  const others = [...made.world(scene.world).note, ...authorNote, ...length];
  return {
    parts: [...memoryNote, ...sheet, ...others],
    action: made.make('action', { id: null, name: 'action', role: 'user', text: written, why: 'your action' }),
    roomTokens: tokensWithin([...memoryNote, ...others]) + sheetRoom(tokensWithin(sheet)),
  };
}

function sheetRoom(tokens: number): number {
  return Math.max(1, Math.ceil(tokens / SHEET_ROOM_TOKENS)) * SHEET_ROOM_TOKENS;
}

function keyedLore(request: PromptRequest, budget: number, made: PromptParts): { parts: PromptPart[]; cut: readonly CutPart[] } {
  const { matches, cut } = chooseLore(calledUp(request), (entry) => made.lore(entry).tokens, budget);
  return { parts: matches.map(({ entry, why }) => ({ ...made.lore(entry), why })), cut };
}

/** Searched once per scene for the quotes of all narrators; anew for each written action. */
function calledUp({ scene, action }: PromptRequest): readonly LoreHit[] {
  return action === null ? calledUpByStory(scene) : search(scene, action);
}

const calledUpByStory = once((scene: Scene) => search(scene, null));

function search({ world, history }: Scene, action: WrittenAction | null): readonly LoreHit[] {
  return matchedLore(searchLore(world.character_book, scannedTexts(world, history, action)));
}

/** Those the action or the latest passages mention; all of them before an action is written. */
function relevantTrackers({ scene: { world, history }, action }: PromptRequest): readonly TrackerDefinition[] {
  if (action === null) return world.trackers;
  const { index, owners } = trackerKeys(world);
  const mentioned = new Set(
    scannedTexts(world, history, action).flatMap((text) => index.find(text).flatMap((keys) => keys.map((key) => owners[key]))),
  );
  return world.trackers.filter((tracker) => tracker.keys.length === 0 || mentioned.has(tracker));
}

const trackerKeys = once(({ trackers }: World) => {
  const owned = trackers.flatMap((tracker) => tracker.keys.map((words) => ({ tracker, words, caseSensitive: false })));
  return { index: new WordIndex(owned), owners: owned.map(({ tracker }) => tracker) };
});

function historyParts({ exchanges }: KeptStory): PromptPart[] {
  return exchanges.flatMap(({ parts }) => parts);
}
