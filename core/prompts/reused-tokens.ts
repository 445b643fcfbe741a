/** How much of a prompt an AI that read an earlier one need not read again. */
import type { Narrator } from '#core/turns/narrator.ts';
import type { Prompt, PromptPart } from './prompt.ts';

/** Tokens of the stable beginning that is the same as in `stable`, what the AI read last; null: it may have read all of it. */
export function reusedTokens(prompt: Prompt, stable: readonly PromptPart[] | null, { perMessage }: Narrator['overhead']): number {
  if (stable === null) return prompt.stableTokens;
  let tokens = 0;
  for (let index = 0; index < Math.min(prompt.stableCount, stable.length); index++) {
    const [part, read] = [prompt.parts[index], stable[index]];
    if (!part || !read || !same(part, read)) break;
    tokens += part.tokens + (part.role === prompt.parts[index - 1]?.role ? 0 : perMessage);
  }
  return tokens;
}

function same(part: PromptPart, read: PromptPart): boolean {
  return part === read || (part.role === read.role && part.text === read.text);
}
