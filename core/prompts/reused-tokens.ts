/** How much of a prompt an AI that read an earlier one need not read again. */
import type { Narrator } from '#core/turns/narrator.ts';
import type { LastRead } from '#core/turns/scene.ts';
import type { Prompt, PromptPart } from './prompt.ts';

/** What changes while a room lives; of the rest, as far as anybody knows, nothing does. */
const TOLD: ReadonlySet<PromptPart['kind']> = new Set(['history', 'summary']);

type Read = Pick<LastRead, 'stable' | 'known'>;

/** Tokens of the stable beginning that is the same as what the AI read last: none of what was edited, undone or told since. */
export function reusedTokens(prompt: Prompt, read: Read, { perMessage }: Narrator['overhead']): number {
  let tokens = 0;
  for (let index = 0; index < prompt.stableCount; index++) {
    const part = prompt.parts[index];
    if (!part || !wasRead(part, index, read)) break;
    tokens += part.tokens + (part.role === prompt.parts[index - 1]?.role ? 0 : perMessage);
  }
  return tokens;
}

/** Whether it read everything that comes before the story as it now is: the world, the characters, the players. */
export function hasReadBeginning(prompt: Prompt, read: Read): boolean {
  if (read.stable === null) return false;
  return prompt.parts.slice(0, prompt.stableCount).every((part, index) => TOLD.has(part.kind) || wasRead(part, index, read));
}

function wasRead(part: PromptPart, index: number, { stable, known }: Read): boolean {
  if (stable === null) return !known || part.id === null || !TOLD.has(part.kind) || known.has(part.id);
  const read = stable[index];
  return read !== undefined && (part === read || (part.role === read.role && part.text === read.text));
}
