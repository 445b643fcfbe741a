/** What settled turns teach about the next one: how much an AI really reads, remembers and writes in a world. */
import type { TokenUsage } from '#protocol/values.ts';
import type { Turn } from '#core/turns/turn.ts';

/** One settled turn, as it differed from what was counted beforehand. */
export interface TurnSample {
  readonly warm: boolean;
  /** What the AI's vendor counted as the prompt, for each token that we counted. */
  readonly ratio: number;
  /** Of the tokens that a warm AI should have had, the share that it did. */
  readonly reuse: number;
  /** Of the tokens it read anew, the share that was written into its cache at a price of its own. */
  readonly written: number;
  /** Tokens that the action, and the lore it called, added to the prompt of the quote. */
  readonly added: number;
  /** The passage's tokens as a share of its limit. */
  readonly output: number;
  /** The call about trackers; zeros when there was none. */
  readonly trackers: TokenUsage;
}

/** The samples of one narrator in one world, oldest first. */
export interface Calibration {
  readonly samples: readonly TurnSample[];
}

/** The fields of a turn that a sample is made of. */
export type SampledTurn = Pick<Turn, 'calls' | 'estimate' | 'finish'>;

const NOTHING: TokenUsage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** null for turns that say nothing about the next: released, or stopped by their author. */
export function sampleOf({ calls, estimate, finish }: SampledTurn): TurnSample | null {
  const narration = calls.find(({ call }) => call === 'narration')?.usage;
  if (!narration || finish === 'stopped' || estimate.promptTokens <= 0 || estimate.passageTokensMax <= 0) return null;
  const { input, cacheRead, cacheWrite, output } = narration;
  const read = input + cacheRead + cacheWrite;
  const ratio = read / (estimate.promptTokens + estimate.addedTokens);
  const reusable = estimate.reusableTokens * ratio;
  const anew = input + cacheWrite;
  return {
    warm: estimate.warm,
    ratio,
    reuse: reusable > 0 ? cacheRead / reusable : 0,
    written: anew > 0 ? cacheWrite / anew : 0,
    added: estimate.addedTokens,
    output: output / estimate.passageTokensMax,
    trackers: calls.find(({ call }) => call === 'trackers')?.usage ?? NOTHING,
  };
}

/** Before anything is known: lengths as AIs write them when a limit is named, an action of a dozen words. */
const GUESSED_OUTPUTS = [0.4, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];
const GUESSED_ADDED = 24;

/** Stand in until there are real samples. */
export function guessedSamples(warm: boolean): TurnSample[] {
  return GUESSED_OUTPUTS.map((output) => ({
    ...{ warm, ratio: 1, reuse: warm ? 1 : 0, written: 0, added: GUESSED_ADDED, output, trackers: NOTHING },
  }));
}
