/** The narrators of a server without vendor keys: local weights, found or fetched while the server already answers. */
import type { Log } from '#core/turns/game.ts';
import { localEntries, localPrices } from '#narrators/local-catalogue.ts';
import { lazyLocalNarrator } from '#narrators/local/lazy-local-narrator.ts';
import { loadLocalModel, modelName } from '#narrators/local/local-model.ts';
import type { LocalModel } from '#narrators/local/local-model.ts';
import type { NarratorOfferings } from './compose.ts';
import { defaultCacheFolder } from './embedded/cache-folder.ts';
import { DEFAULT_MODEL_FILE, findModelFile } from './embedded/model-file.ts';
import { progressBar } from './embedded/progress-bar.ts';

export interface LocalNarrators {
  readonly offerings: NarratorOfferings;
  /** Resolves when the model is ready to narrate; rejects with the ways out when it cannot be had. */
  readonly ready: Promise<void>;
  dispose(): Promise<void>;
}

export function startLocalNarrators(configuredFile: string | undefined, log: Log): LocalNarrators {
  const name = modelName(configuredFile ?? DEFAULT_MODEL_FILE);
  const loading = load(configuredFile, log);
  const narrator = lazyLocalNarrator(loading);
  const ready = loading.then(() => undefined);
  ready.catch((failure: unknown) => {
    log.error({ failure }, 'there is no AI model to narrate with; everything else works');
  });
  return {
    offerings: { entries: localEntries(narrator, name), prices: localPrices([name]) },
    ready,
    async dispose() {
      const model = await loading.catch(() => null);
      await model?.dispose();
    },
  };
}

async function load(configuredFile: string | undefined, log: Log): Promise<LocalModel> {
  const modelFile = await findModelFile({
    ...(configuredFile === undefined ? {} : { configuredFile }),
    cacheFolder: defaultCacheFolder(),
    onProgress: progressBar(),
    log: (sentence) => {
      log.info({}, sentence);
    },
  });
  return loadLocalModel({ modelFile, log });
}
