/** Says who answered: Google tells it in every piece as `modelVersion`, which its adapter of the AI SDK does not pass on. */
import { wrapLanguageModel } from 'ai';
import type { VendorConnection } from '../ai-sdk/vendor-ai.ts';

export function servedByGoogle(connection: VendorConnection): VendorConnection {
  return wrapLanguageModel({
    model: connection,
    middleware: {
      specificationVersion: 'v4',
      transformParams: ({ params }) => Promise.resolve({ ...params, includeRawChunks: true }),
      async wrapStream({ doStream }) {
        const { stream, ...rest } = await doStream();
        const told = new TransformStream<StreamPart, StreamPart>({
          transform(part, controller) {
            const modelId = part.type === 'raw' ? versionIn(part.rawValue) : undefined;
            if (part.type !== 'raw') controller.enqueue(part);
            else if (modelId !== undefined) controller.enqueue({ type: 'response-metadata', modelId });
          },
        });
        return { stream: stream.pipeThrough(told), ...rest };
      },
      async wrapGenerate({ doGenerate }) {
        const answer = await doGenerate();
        const modelId = versionIn(answer.response?.body);
        return modelId === undefined ? answer : { ...answer, response: { ...answer.response, modelId } };
      },
    },
  });
}

type StreamPart = Awaited<ReturnType<VendorConnection['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never;

function versionIn(raw: unknown): string | undefined {
  const version = (raw as { modelVersion?: unknown } | null | undefined)?.modelVersion;
  return typeof version === 'string' && version !== '' ? version : undefined;
}
