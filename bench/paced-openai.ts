/** An OpenAI-compatible service that tells one passage at an even pace, on a thread of its own so that it does not slow who listens. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface PacedOpenAi {
  /** With its version, as operators set it. */
  readonly url: string;
  end(): Promise<void>;
}

/** Without space around it, so that it is shown as it is sent. */
export const PACED_PIECES: readonly string[] = Array.from({ length: 60 }, (_, index) => ` word-${index}`.slice(index ? 0 : 1));
export const PACE = { firstMs: 150, pieceMs: 20 } as const;

export const PACED_AI = 'paced-ai';
/** As long as a real AI takes for a question, so that what waits for the answer shows. */
const ANSWER_MS = 500;
const CONTEXT_TOKENS = 32_768;
const BASICS = { id: 'chatcmpl-paced', created: 1_795_000_000, model: PACED_AI };
const THREAD = 'paced-openai';

export async function startPacedOpenAi(): Promise<PacedOpenAi> {
  const worker = new Worker(new URL(import.meta.url), { workerData: THREAD });
  const [port] = (await once(worker, 'message')) as [number];
  return {
    url: `http://127.0.0.1:${port}/v1`,
    async end() {
      await worker.terminate();
    },
  };
}

if (workerData === THREAD) {
  const server = createServer((request, response) => {
    void serve(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
}

interface ChatRequest {
  readonly messages: readonly { readonly content: string }[];
  readonly stream?: boolean;
  readonly response_format?: object;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const askedAt = performance.now();
  if (request.url === '/v1/models') {
    answer(response, { object: 'list', data: [{ id: PACED_AI, object: 'model', max_model_len: CONTEXT_TOKENS }] });
    return;
  }
  const asked = JSON.parse(await text(request)) as ChatRequest;
  if (asked.stream === true) await tell(asked, response, askedAt + PACE.firstMs);
  else {
    await pause(ANSWER_MS);
    const content = asked.response_format ? '{"patches":[]}' : 'They went on.';
    const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }];
    answer(response, { ...BASICS, object: 'chat.completion', choices, usage: usageOf(asked, 4) });
  }
}

/** Each piece has its own moment, so that one that is late does not delay the others. */
async function tell(asked: ChatRequest, response: ServerResponse, firstAt: number): Promise<void> {
  const send = (fields: object): void => {
    response.write(`data: ${JSON.stringify({ ...BASICS, object: 'chat.completion.chunk', ...fields })}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  for (const [index, content] of PACED_PIECES.entries()) {
    await pause(Math.max(0, firstAt + index * PACE.pieceMs - performance.now()));
    if (response.destroyed) return;
    send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: usageOf(asked, PACED_PIECES.length) });
  response.end('data: [DONE]\n\n');
}

function usageOf({ messages }: ChatRequest, written: number): object {
  const letters = messages.reduce((sum, { content }) => sum + content.length, 0);
  const read = Math.ceil(letters / 4);
  return { prompt_tokens: read, completion_tokens: written, total_tokens: read + written };
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
