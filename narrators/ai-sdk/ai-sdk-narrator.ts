/** The narrator that all vendors share: the passage, then together the trackers it moved and the summary that is due. */
import { estimateTokenCount } from 'tokenx';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import { askForPatches, patchTokensOf } from './ask-for-patches.ts';
import { streamPassage } from './stream-passage.ts';
import { summarize } from './summarize.ts';
import type { NarratorLog, VendorAi } from './vendor-ai.ts';

export interface AiSdkNarratorOptions extends VendorAi {
  readonly log: NarratorLog;
}

/** What chat formats put around a message, and around the whole; vendors do not say, and calibration learns the rest. */
const OVERHEAD = { perMessage: 4, perPrompt: 8 } as const;

export function createAiSdkNarrator(options: AiSdkNarratorOptions): Narrator {
  const { log, ...ai } = options;

  async function* narrate(prompt: Prompt, request: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
    const { signal } = request;
    const passage = yield* streamPassage({ ai, prompt, request, countTokens, log });
    request.onTold?.();
    const { finish, served } = passage;
    const told = finish === 'complete' || finish === 'length';
    if (!told || passage.text.trim() === '') return { calls: [passage.call], patches: [], summary: null, finish, served };

    const asker = { ai, countTokens, log, served };
    const [trackers, summary] = await Promise.all([
      askForPatches(prompt, passage.text, signal, asker),
      summarize(prompt, signal, asker),
    ]);
    return {
      calls: [passage.call, trackers.call, summary.call].filter((call) => call !== null),
      patches: trackers.patches,
      summary: summary.text,
      finish: signal.aborted ? 'stopped' : finish,
      served,
    };
  }

  return {
    countTokens,
    countSlack: ai.countSlack,
    overhead: OVERHEAD,
    patchTokens: (prompt, passageTokens) => patchTokensOf(prompt, passageTokens, ai, countTokens),
    narrate,
  };
}

/** The estimate counts no blanks, of which vendors put up to this many into one token. */
const BLANKS_PER_TOKEN_MAX = 16;

/** An estimate for any vendor's tokens: quotes are calibrated from what they report, and ceilings have their slack. */
export function countTokens(text: string): number {
  return Math.max(estimateTokenCount(text), Math.ceil(text.length / BLANKS_PER_TOKEN_MAX));
}
