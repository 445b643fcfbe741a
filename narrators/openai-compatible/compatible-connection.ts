/** Any service that speaks OpenAI's chat completions: Ollama, LM Studio, vLLM, llama.cpp, OpenRouter and others. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { extractReasoningMiddleware, wrapLanguageModel } from 'ai';
import { boundedFetch } from '../ai-sdk/bounded-fetch.ts';
import type { VendorConnection } from '../ai-sdk/vendor-ai.ts';
import { whoServed } from '../ai-sdk/who-served.ts';

type ProviderSettings = Parameters<typeof createOpenAICompatible>[0];
export type CompatibleService = Omit<ProviderSettings, 'name' | 'fetch' | 'includeUsage' | 'supportsStructuredOutputs'>;

export function compatibleConnection(service: CompatibleService, vendorId: string): VendorConnection {
  const provider = createOpenAICompatible({
    ...service,
    fetch: boundedFetch(),
    name: 'openaiCompatible',
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  // Many of these services leave an AI's thinking in its text, between these marks.
  return wrapLanguageModel({
    model: whoServed(provider(vendorId), 'model'),
    middleware: extractReasoningMiddleware({ tagName: 'think' }),
  });
}
