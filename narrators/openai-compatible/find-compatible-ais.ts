/** Asks an OpenAI-compatible service which AIs it has. */
import { AnswerFault } from '../ai-sdk/answer-fault.ts';
import { boundedFetch } from '../ai-sdk/bounded-fetch.ts';
import type { NarratorLog } from '../ai-sdk/vendor-ai.ts';
import { vendorFailure } from '../ai-sdk/vendor-failure.ts';

export interface CompatibleAi {
  /** In the service's own words. */
  readonly id: string;
  readonly contextTokens: number;
}

export interface CompatibleSearch {
  /** With its version: `http://localhost:11434/v1`. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** Those to offer; all it lists, if left out. */
  readonly ids?: readonly string[] | undefined;
  readonly log: NarratorLog;
}

const LIST_MS_MAX = 3_000;
/** Some list hundreds, with a page about each. */
const LIST_BYTES_MAX = 8 * 1024 * 1024;
const AIS_MAX = 12;
const CONTEXT_TOKENS = 8_192;
const CONTEXT_TOKENS_MIN = 2_048;
/** What the services call it that tell at all. */
const CONTEXT_FIELDS = [
  'loaded_context_length',
  'context_length',
  'max_model_len',
  'max_context_length',
  'context_window',
  'n_ctx',
];
/** Listed beside those that write. */
const WRITES_NO_TEXT = /embed|rerank|whisper|(?:^|[-_/])(?:tts|stt)(?:$|[-_])|moderation|diffusion/i;

/** Never throws: a service that does not answer is told in the log, and what the operator named is offered anyway. */
export async function findCompatibleAis(search: CompatibleSearch): Promise<CompatibleAi[]> {
  const { url, ids, log } = search;
  const listed = await listOf(search).catch((failure: unknown) => {
    const without = ids ? 'what OPENAI_COMPATIBLE_MODELS names is offered anyway' : 'its AI models are not offered';
    log.warn(
      { url, failure: vendorFailure(failure, Date.now()) },
      `the OpenAI-compatible service did not say what it has; ${without}`,
    );
    return [];
  });
  const named = ids?.map((id) => listed.find((ai) => ai.id === id) ?? { id, contextTokens: CONTEXT_TOKENS });
  const found = named ?? listed.filter(({ id }) => !WRITES_NO_TEXT.test(id));
  const leftOut = found.slice(AIS_MAX).map(({ id }) => id);
  if (leftOut.length > 0) {
    log.warn(
      { leftOut },
      `only the first ${AIS_MAX} of an OpenAI-compatible service are offered: name others in OPENAI_COMPATIBLE_MODELS`,
    );
  }
  return found.slice(0, AIS_MAX);
}

async function listOf({ url, apiKey }: CompatibleSearch): Promise<CompatibleAi[]> {
  const answer = await boundedFetch({ wholeBytesMax: LIST_BYTES_MAX })(`${url.replace(/\/+$/, '')}/models`, {
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(LIST_MS_MAX),
  });
  if (!answer.ok) throw new AnswerFault(`GET /models answered ${answer.status}`);
  const { data } = (await answer.json()) as { data?: unknown };
  if (!Array.isArray(data)) throw new AnswerFault('GET /models answered without a list');
  const ids = new Set<string>();
  return data.flatMap((row: unknown) => {
    const { id, meta } = (row ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id.trim() === '' || ids.has(id)) return [];
    ids.add(id);
    return [{ id, contextTokens: contextIn(row) ?? contextIn(meta) ?? CONTEXT_TOKENS }];
  });
}

function contextIn(row: unknown): number | undefined {
  const fields = (row ?? {}) as Record<string, unknown>;
  return CONTEXT_FIELDS.map((name) => fields[name])
    .filter((value) => Number.isSafeInteger(value))
    .map(Number)
    .find((tokens) => tokens >= CONTEXT_TOKENS_MIN);
}
