/** Any service that speaks OpenAI's chat completions: Ollama, LM Studio, vLLM, llama.cpp, OpenRouter and others. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { extractReasoningMiddleware, wrapLanguageModel } from 'ai';
import type { VendorConnection } from '../ai-sdk/vendor-ai.ts';

type ProviderSettings = Parameters<typeof createOpenAICompatible>[0];
export type CompatibleService = Omit<ProviderSettings, 'name' | 'includeUsage' | 'supportsStructuredOutputs'>;

export function compatibleConnection(service: CompatibleService, vendorId: string): VendorConnection {
  const provider = createOpenAICompatible({
    ...service,
    name: 'openaiCompatible',
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  // Many of these services leave an AI's thinking in its text, between these marks.
  return wrapLanguageModel({ model: provider(vendorId), middleware: extractReasoningMiddleware({ tagName: 'think' }) });
}
