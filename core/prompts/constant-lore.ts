/** The lore that is always in the prompt, in its stable part: at most half of what the AI reads, so that a story fits beside it. */
import type { World } from '#core/worlds/world.ts';
import { byRank, keepWithin } from './match-lore.ts';
import { once } from './prompt-parts.ts';
import type { PromptParts } from './prompt-parts.ts';
import type { CutPart, PromptPart } from './prompt.ts';

export interface ConstantLore {
  /** In the book's order. */
  readonly parts: readonly PromptPart[];
  readonly cut: readonly CutPart[];
}

const CONSTANT_SHARE = 0.5;
/** In players' words. */
export const WHY_CONSTANT = 'always there, by the world';
export const WHY_CONSTANT_CUT = 'what is always there takes at most half of what this AI model reads at once';
/** Players may choose any limit; the choices for the latest few are kept. */
const CHOICES_MAX = 16;

export function constantLore(world: World, promptTokens: number, made: PromptParts): ConstantLore {
  const choices = choicesOf(made)(world);
  const known = choices.get(promptTokens);
  if (known) return known;
  const choice = chooseConstants(world, Math.floor(promptTokens * CONSTANT_SHARE), made);
  if (choices.size === CHOICES_MAX) choices.clear();
  choices.set(promptTokens, choice);
  return choice;
}

const choicesOf = once((_: PromptParts) => once((__: World) => new Map<number, ConstantLore>()));

function chooseConstants({ character_book: { entries } }: World, budget: number, made: PromptParts): ConstantLore {
  const constants = entries.filter(({ enabled, constant }) => enabled && constant === true);
  const ranked = [...constants].sort(byRank).map((entry) => ({ entry }));
  const { kept, cut } = keepWithin(ranked, {
    ...{ tokensOf: (entry) => made.lore(entry).tokens, budget, whyOf: () => WHY_CONSTANT },
    reason: WHY_CONSTANT_CUT,
  });
  const keptEntries = new Set(kept.map(({ entry }) => entry));
  return {
    parts: constants
      .filter((entry) => keptEntries.has(entry))
      .map((entry) => ({ ...made.lore(entry), role: 'system', why: WHY_CONSTANT })),
    cut,
  };
}
