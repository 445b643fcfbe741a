/** The local narrator before its model has loaded: quotes are possible at once, narrations wait. */
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import { GameError } from '#protocol/errors.ts';
import { patchTokensOf } from './ask-for-patches.ts';
import { CHAT_OVERHEAD } from './chat-format.ts';
import { createLocalNarrator, type LocalNarratorOptions } from './local-narrator.ts';
import type { LocalModel } from './local-model.ts';

/**
 * Until the model has loaded, a text counts as many tokens as it has bytes: never too few, as every token has at least one,
 * and about four times too many. If loading fails, counting stays so and narrations fail with NARRATOR_UNAVAILABLE.
 */
export function lazyLocalNarrator(loading: Promise<LocalModel>, options: LocalNarratorOptions = {}): Narrator {
  let loaded: Narrator | null = null;
  const ready = loading.then((model) => (loaded = createLocalNarrator(model, options)));
  ready.catch(() => undefined); // Told to whoever narrates.
  const countTokens = (text: string): number => loaded?.countTokens(text) ?? Buffer.byteLength(text);

  return {
    overhead: CHAT_OVERHEAD,
    countTokens,
    patchTokens: (prompt) => patchTokensOf(prompt, countTokens),
    async *narrate(prompt: Prompt, request: NarrationRequest): AsyncGenerator<string, NarrationResult, void> {
      const narrator = loaded ?? (await untilAborted(ready, request.signal));
      if (!narrator) return { usage: NOTHING_USED, counted: false, patches: [], finish: 'stopped', served: '' };
      return yield* narrator.narrate(prompt, request);
    },
    async prepare(prompt) {
      const narrator = await ready.catch(() => null);
      await narrator?.prepare?.(prompt);
    },
  };
}

const NOTHING_USED = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 } as const;

async function untilAborted(ready: Promise<Narrator>, signal: AbortSignal): Promise<Narrator | null> {
  const { promise: aborted, resolve } = Promise.withResolvers<null>();
  const giveUp = (): void => resolve(null);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([aborted, ready]);
  } catch (failure) {
    throw new GameError('NARRATOR_UNAVAILABLE', undefined, { cause: failure });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
