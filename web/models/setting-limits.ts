/** Between what a setting may be for an AI model, and what tokens mean in words. */
import { PASSAGE_TOKENS_MIN, PROMPT_TOKENS_MIN } from '#sdk/index.ts';
import type { NarratorView } from '#sdk/index.ts';

export interface SettingLimits {
  readonly least: number;
  readonly most: number;
  /** What the AI model does unless told. */
  readonly usual: number;
  readonly step: number;
}

/** English has about four tokens to three words. */
const WORDS_PER_TOKEN = 0.75;

export function passageLimits({ passageTokens, passageTokensMax }: NarratorView): SettingLimits {
  return limits(PASSAGE_TOKENS_MIN, passageTokensMax, passageTokens, 10);
}

export function promptLimits({ promptTokens, promptTokensMax }: NarratorView): SettingLimits {
  return limits(PROMPT_TOKENS_MIN, promptTokensMax, promptTokens, 100);
}

/** What is set for one AI model may be more than another can do: the server holds it to the limits, and so does the slider. */
export function withinLimits(value: number | null, { least, most, usual }: SettingLimits): number {
  return Math.min(most, Math.max(least, value ?? usual));
}

/** Two digits are all that an estimate is good for. */
export function wordsOf(tokens: number): number {
  const words = tokens * WORDS_PER_TOKEN;
  const grain = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, words))) - 1);
  return Math.round(words / grain) * grain;
}

/** Small models have narrow ranges: at least twenty steps, or whole tokens. */
function limits(least: number, most: number, usual: number, step: number): SettingLimits {
  const fine = Math.max(1, Math.floor((most - least) / 20));
  return { least, most: Math.max(least, most), usual, step: Math.min(step, fine) };
}
