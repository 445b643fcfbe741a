/** Prompts for narrators, counted as the port says, without a world behind them. */
import type { Prompt, PromptPart, SummaryTask } from '#core/prompts/prompt.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import type { TrackerDefinition } from '#core/worlds/trackers.ts';

const SYSTEM =
  'You tell an interactive story in the second person, present tense, in one short paragraph. A lighthouse stands on a rock ' +
  'an hour from the village of Amble; its keeper is gone, and his daughter Maren has rowed the player out.\n';
const OPENING =
  'The boat scrapes against the rock and Maren jumps out first, the rope wet in her fist. Above you the lighthouse stands ' +
  'black against the evening. The door is open, and a line of wet footprints leads down the steps into the sea.';

export const LAMP_OIL: TrackerDefinition = {
  ...{ kind: 'number', key: 'lamp-oil', label: 'Lamp oil', keys: ['lantern'], display: 'pips', min: 0, max: 6, default: 4 },
  instruction: 'Goes down when a lantern burns.',
  maxDeltaPerTurn: 2,
};
export const TIDE: TrackerDefinition = {
  ...{ kind: 'enum', key: 'tide', label: 'Tide', keys: [], display: 'text', options: ['low', 'high'], default: 'low' },
  instruction: 'Changes when the sea does.',
};

export interface PromptStory {
  readonly action: string;
  readonly cacheKey?: string;
  readonly history?: readonly { readonly action: string; readonly passage: string }[];
  readonly trackers?: readonly TrackerDefinition[];
  /** Adds the task to sum the opening up. */
  readonly summarize?: boolean;
}

export function promptFor(narrator: Narrator, story: PromptStory): Prompt {
  const { action, cacheKey = 'journey', history = [], trackers = [], summarize = false } = story;
  const part = (kind: PromptPart['kind'], role: PromptPart['role'], text: string): PromptPart => {
    return { kind, id: null, name: kind, role, text, tokens: narrator.countTokens(text), why: 'always' };
  };
  const front = [
    part('instructions', 'system', SYSTEM),
    part('opening', 'user', 'Begin the story.'),
    part('opening', 'assistant', OPENING),
  ];
  const stable = [
    ...front,
    ...history.flatMap((turn) => [part('history', 'user', turn.action), part('history', 'assistant', turn.passage)]),
  ];
  const parts = [...stable, part('author-note', 'user', 'Stay close to the lighthouse.\n'), part('action', 'user', action)];
  const asked = [...front, part('instructions', 'user', 'Sum up the story so far in two sentences.')];
  const summary: SummaryTask = {
    ...{ parts: asked, tokens: tokensOf(asked, narrator), tokensMax: 80, fromN: 1, toN: 2, toKey: 'turn:journey:2' },
  };
  return {
    ...{ cacheKey, parts, cut: [], tokens: tokensOf(parts, narrator), stableCount: stable.length },
    stableTokens: tokensOf(stable, narrator) - narrator.overhead.perPrompt,
    ...{ trackers, sheet: { 'lamp-oil': 4, tide: 'low' }, summary: summarize ? summary : null },
  };
}

function tokensOf(parts: readonly PromptPart[], { overhead }: Narrator): number {
  const messages = parts.filter(({ role }, index) => role !== parts[index - 1]?.role).length;
  return parts.reduce((sum, { tokens }) => sum + tokens, messages * overhead.perMessage + overhead.perPrompt);
}
