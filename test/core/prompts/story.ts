/** A small world, its scenes and turns, to assemble prompts from. */
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Member } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { PromptRequest, WrittenAction } from '#core/prompts/assemble-prompt.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { TurnLimits } from '#core/turns/turn-limits.ts';
import type { Turn } from '#core/turns/turn.ts';
import { initialSheet } from '#core/worlds/trackers.ts';
import type { LoreEntry, World } from '#core/worlds/world.ts';
import { createScriptedNarrator, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';

export const ana: Member = {
  playerId: 'ana',
  name: 'Ana',
  about: 'a diver who counts everything',
  narratorId: 'hearth',
  settings: USUAL_SETTINGS,
};
export const ben: Member = { playerId: 'ben', name: 'Ben', about: '', narratorId: 'hearth', settings: USUAL_SETTINGS };

export function loreEntry(id: string, fields: Partial<LoreEntry> = {}): LoreEntry {
  return { id, name: id, keys: [id], content: `About the ${id}.`, enabled: true, insertion_order: 0, ...fields };
}

export const coast: World = {
  id: 'coast',
  version: 1,
  ownerId: 'creator',
  name: 'Coast',
  tagline: 'A line for lists.',
  creator_notes: 'Only for players to read before they start.',
  tags: [],
  description: 'A drowned town below a lighthouse.',
  system_prompt: 'Quiet and exact.',
  post_history_instructions: 'Show what this changes.',
  first_mes: 'The boat bumps the landing.',
  mes_example: { action: 'I listen.', passage: 'The stone hums.' },
  suggestions: [],
  characters: [{ id: 'dorrit', name: 'Dorrit', description: 'Ferrywoman.', personality: 'Dry.' }],
  character_book: {
    scan_depth: 3,
    token_budget: 40,
    entries: [
      loreEntry('sea', { constant: true, content: 'The sea came in one night.' }),
      loreEntry('hidden', { constant: true, enabled: false, content: 'Never shown.' }),
      loreEntry('bell', { insertion_order: 2 }),
      loreEntry('lamp', { insertion_order: 1 }),
    ],
  },
  trackers: [
    {
      ...{ key: 'oil', label: 'Lamp oil', instruction: 'Burns.', keys: ['lamp', 'oil'], display: 'bar' },
      ...{ kind: 'number', min: 0, max: 10, default: 6, maxDeltaPerTurn: 2 },
    },
    {
      ...{ key: 'tide', label: 'Tide', instruction: 'Turns.', keys: [], display: 'text' },
      ...{ kind: 'enum', options: ['low', 'high'], default: 'low' },
    },
  ],
};

export function worldWith(fields: Partial<World>, book: Partial<World['character_book']> = {}): World {
  return { ...coast, ...fields, character_book: { ...coast.character_book, ...book } };
}

/** A settled turn by Ana. */
export function turnOf(n: number, passage: string, action = 'I go on.'): Turn {
  const usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 40 };
  return {
    ...{ key: `turn:journey:${n}`, turnId: String(n), journeyId: 'journey', worldId: 'coast', n },
    ...{
      parentKey: n > 1 ? `turn:journey:${n - 1}` : null,
      aside: false,
      onward: null,
      authorId: 'ana',
      authorName: 'Ana',
      mode: 'do',
      action,
      passage,
    },
    ...{
      incomplete: false,
      narratorId: 'hearth',
      served: 'scripted',
      usage,
      counted: false,
      finish: 'complete',
      priceVersion: 1,
    },
    ...{ calls: [{ call: 'narration', usage, counted: false }], funding: 'credits', ceiling: 0n, charged: 0n, wouldHaveCost: 0n },
    ...{ vendorCost: 0n, parts: [], summary: null, changes: [], sheet: {}, at: new Date(n), editedAt: null, original: null },
    estimate: {
      ...{ low: 0n, likely: 0n, high: 0n, warm: false, promptTokens: 0, reusableTokens: 0, addedTokens: 0, passageTokensMax: 0 },
    },
  };
}

/** The turns of a story, by their passages. */
export function historyOf(passages: readonly string[]): Turn[] {
  return passages.map((passage, index) => turnOf(index + 1, passage));
}

export function summaryOf(fromN: number, toN: number, text = `What happened in ${fromN} to ${toN}.`): Summary {
  return {
    ...{ id: `summary-${fromN}`, fromN, toN, toKey: `turn:journey:${toN}`, text },
    ...{ narratorId: 'hearth', editedBy: null, at: new Date(toN) },
  };
}

export function sceneOf(history: readonly Turn[] = [], world: World = coast, members: readonly Member[] = [ana, ben]): Scene {
  return {
    ...{ journeyId: 'journey', fence: 1, world, members, history, summaries: [], nextN: history.length + 1 },
    head: history.at(-1)?.key ?? null,
    ...{ sheet: initialSheet(world.trackers), read: new Map() },
  };
}

/** A scripted narrator of four characters to a token. */
export function entryWith(fields: Partial<NarratorEntry> = {}): NarratorEntry {
  const [entry] = scriptedEntries(createScriptedNarrator(() => ({})));
  return { ...entry!, ...fields };
}

export function limitsWith(fields: Partial<TurnLimits> = {}): TurnLimits {
  return { promptTokens: 6_000, passageTokens: 700, passageChosen: false, ...fields };
}

export const act = (text: string): WrittenAction => ({ mode: 'do', text });

/** What Ana's turn asks for, unless told otherwise. */
export function requestOf(fields: Partial<PromptRequest> = {}): PromptRequest {
  return { scene: sceneOf(), author: ana, action: act('I wait.'), entry, limits: limitsWith(), ...fields };
}

const entry = entryWith();
