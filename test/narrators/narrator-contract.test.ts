/** Every adapter keeps the one contract: the scripted one, all vendors' wire formats, the local AI, and a live server with it. */
import { createScriptedNarrator, SCRIPTED_SERVED } from '#narrators/scripted/scripted-narrator.ts';
import { anthropicNarrators } from '#narrators/anthropic/anthropic-narrators.ts';
import type { VendorAccess } from '#narrators/ai-sdk/vendor-access.ts';
import type { VendorOfferings } from '#narrators/ai-sdk/vendor-offers.ts';
import { googleNarrators } from '#narrators/google/google-narrators.ts';
import { createLocalNarrator } from '#narrators/local/local-narrator.ts';
import { loadLocalModel } from '#narrators/local/local-model.ts';
import type { LocalModel } from '#narrators/local/local-model.ts';
import { compatibleNarrators } from '#narrators/openai-compatible/compatible-narrators.ts';
import { findCompatibleAis } from '#narrators/openai-compatible/find-compatible-ais.ts';
import { openAiNarrators } from '#narrators/openai/openai-narrators.ts';
import { openRouterNarrators } from '#narrators/openai-compatible/openrouter-narrators.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import { findModelFile } from '#server/embedded/model-file.ts';
import { startOpenAiServer } from '../support/openai-server.ts';
import { narratorContract } from './narrator-contract.ts';
import { MOCK_PATCHES, startVendorMock } from './vendors/vendor-mock.ts';
import type { WireFormat } from './vendors/vendor-mock.ts';

const log = { info: () => undefined, warn: () => undefined };
/** Where nobody listens. */
const NOWHERE = 'http://127.0.0.1:9/v1';

narratorContract(
  'scripted',
  () =>
    Promise.resolve({
      narrator: createScriptedNarrator(({ trackers }) => ({ patches: trackers.length > 0 ? MOCK_PATCHES : [] })),
      failing: createScriptedNarrator(() => ({ end: 'throw' })),
      served: SCRIPTED_SERVED,
      end: () => Promise.resolve(),
    }),
  { capable: true },
);

const VENDORS: readonly [string, WireFormat, (access: VendorAccess) => VendorOfferings, string[]][] = [
  ['OpenAI', 'openai', openAiNarrators, ['gpt-6-luna']],
  ['Anthropic', 'anthropic', anthropicNarrators, ['claude-haiku-5-5', 'claude-opus-5-5']],
  ['Google', 'google', googleNarrators, ['gemini-3-8-flash']],
  ['OpenRouter', 'openai', openRouterNarrators, ['openrouter-claude-sonnet-5-5']],
];
for (const [vendor, format, narratorsOf, ids] of VENDORS)
  for (const id of ids)
    narratorContract(
      `${vendor}, ${id}`,
      async () => {
        const mock = await startVendorMock(format);
        const offered = narratorsOf({ apiKey: 'key', baseUrl: mock.url, log });
        const failing = narratorsOf({ apiKey: 'key', baseUrl: NOWHERE, log });
        const served = offered.prices.find(({ narratorId }) => narratorId === id)?.accepts[0] ?? '';
        return { narrator: narratorOf(offered, id), failing: narratorOf(failing, id), served, end: mock.end };
      },
      { capable: true },
    );

let loading: Promise<LocalModel> | undefined;
const localAi = (): Promise<LocalModel> => (loading ??= loadModel());
after(async () => (await loading)?.dispose());

narratorContract(
  'the local AI',
  async () => {
    const model = await localAi();
    const failing = createLocalNarrator({ ...model, contextTokens: 16 });
    return { narrator: createLocalNarrator(model), failing, served: model.served, end: () => Promise.resolve() };
  },
  { capable: false },
);

for (const [what, options] of [
  ['with usage and schemas', { usage: true, structured: true }],
  ['without either', { usage: false, structured: false }],
] as const)
  narratorContract(
    `a live OpenAI-compatible server ${what}`,
    async () => {
      const model = await localAi();
      const { url, end } = await startOpenAiServer(model, options);
      const offered = compatibleNarrators(await findCompatibleAis({ url, log }), { url, log }, new Set());
      const failing = compatibleNarrators([{ id: 'none', contextTokens: 2_048 }], { url, log }, new Set());
      const [narrator, broken] = [offered, failing].map(({ entries }) => entries[0]?.narrator);
      if (!narrator || !broken) throw new Error('the server lists no AI');
      return { narrator, failing: broken, served: model.served, end };
    },
    { capable: false },
  );

function narratorOf({ entries }: VendorOfferings, id: string): Narrator {
  const entry = entries.find(({ narratorId }) => narratorId === id);
  if (!entry) throw new Error(`${id} is not offered`);
  return entry.narrator;
}

async function loadModel(): Promise<LocalModel> {
  const modelFile = await findModelFile({ cacheFolder: defaultCacheFolder(), log: () => undefined, onProgress: () => undefined });
  return loadLocalModel({ modelFile, log, sequences: 2, contextTokens: 2_048 });
}
