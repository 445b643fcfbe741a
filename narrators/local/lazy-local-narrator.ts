/** The local narrator while its model loads: nothing can be priced or told before, and everything can the moment it is ready. */
import { GameError } from '#protocol/errors.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import { CHAT_OVERHEAD, COUNT_SLACK } from './chat-format.ts';
import { createLocalNarrator } from './local-narrator.ts';
import type { LocalNarratorOptions } from './local-narrator.ts';
import type { LocalModel } from './local-model.ts';

/** Counting and narrating throw NARRATOR_UNAVAILABLE until `loading` resolves, and for ever when it rejects. */
export function lazyLocalNarrator(loading: Promise<LocalModel>, options: LocalNarratorOptions = {}): Narrator {
  let loaded: Narrator | null = null;
  const ready = loading.then((model) => {
    loaded = createLocalNarrator(model, options);
  });
  ready.catch(() => undefined); // Told to whoever asks for it.
  const narrator = (): Narrator => {
    if (!loaded) throw new GameError('NARRATOR_UNAVAILABLE');
    return loaded;
  };
  return {
    countSlack: COUNT_SLACK,
    overhead: CHAT_OVERHEAD,
    countTokens: (text) => narrator().countTokens(text),
    patchTokens: (prompt, passageTokens) => narrator().patchTokens(prompt, passageTokens),
    narrate: (prompt, request) => narrator().narrate(prompt, request),
    ready: () => ready,
    prepare: async (prompt) => narrator().prepare?.(prompt),
  };
}
