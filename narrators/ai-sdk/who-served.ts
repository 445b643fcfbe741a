/** Says who answered, whenever that changes: the AI SDK passes on what the first piece says, and of Google's nothing. */
import { wrapLanguageModel } from 'ai';
import type { VendorConnection } from './vendor-ai.ts';

/** `idField`: where every piece of this wire has it. */
export function whoServed(connection: VendorConnection, idField: 'model' | 'modelVersion'): VendorConnection {
  return wrapLanguageModel({
    model: connection,
    middleware: {
      specificationVersion: 'v4',
      transformParams: ({ params }) => Promise.resolve({ ...params, includeRawChunks: true }),
      async wrapStream({ doStream }) {
        const { stream, ...rest } = await doStream();
        let latest: string | undefined;
        const told = new TransformStream<StreamPart, StreamPart>({
          transform(part, controller) {
            if (part.type !== 'raw') {
              controller.enqueue(part);
              return;
            }
            const modelId = idIn(part.rawValue, idField);
            if (modelId === undefined || modelId === latest) return;
            latest = modelId;
            controller.enqueue({ type: 'response-metadata', modelId });
          },
        });
        return { stream: stream.pipeThrough(told), ...rest };
      },
      async wrapGenerate({ doGenerate }) {
        const answer = await doGenerate();
        const modelId = idIn(answer.response?.body, idField);
        return modelId === undefined ? answer : { ...answer, response: { ...answer.response, modelId } };
      },
    },
  });
}

type StreamPart = Awaited<ReturnType<VendorConnection['doStream']>>['stream'] extends ReadableStream<infer Part> ? Part : never;

function idIn(raw: unknown, idField: string): string | undefined {
  const id = (raw as Record<string, unknown> | null | undefined)?.[idField];
  return typeof id === 'string' && id !== '' ? id : undefined;
}
