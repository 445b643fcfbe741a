/** A loopback server that speaks every vendor's wire format and tells the same story in each: one place to vary what it does. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { estimateTokenCount } from 'tokenx';
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export type WireFormat = 'openai' | 'anthropic' | 'google';

/** One call as it reached the server. */
export interface MockCall {
  readonly path: string;
  readonly body: MockBody;
  /** Whether the client went away before the answer had ended. */
  aborted: boolean;
}

export type MockBody = Record<string, unknown> & { readonly messages?: readonly { role: string; content: unknown }[] };

export interface VendorMock {
  readonly url: string;
  readonly calls: MockCall[];
  readonly end: () => Promise<void>;
}

export const MOCK_PATCHES: readonly TrackerPatch[] = [{ key: 'tide', op: 'set', value: 'high' }];
export const MOCK_SUMMARY = 'You came to the lighthouse with Maren. The door stood open.';
const PIECE_MS = 1;
const OVERHEAD_TOKENS = 10;

export type Asked = 'passage' | 'trackers' | 'summary';

/** What it does instead of what it would do. */
export interface MockAnswer {
  readonly status?: number;
  readonly text?: string;
  /** Who it says it is. */
  readonly served?: string;
  /** Never answers. */
  readonly hangs?: boolean;
  readonly cut?: boolean;
}

export async function startVendorMock(
  format: WireFormat,
  answerFor: (asked: Asked, body: MockBody) => MockAnswer = () => ({}),
): Promise<VendorMock> {
  const calls: MockCall[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body = JSON.parse(text) as MockBody;
    const path = request.url ?? '';
    const call: MockCall = { path, body, aborted: false };
    calls.push(call);
    response.on('close', () => (call.aborted = !response.writableEnded));
    const asked = askedIn(text);
    const instead = answerFor(asked, body);
    if (instead.hangs) return;
    if (instead.status !== undefined) {
      response.writeHead(instead.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'refused', type: 'invalid_request_error' } }));
      return;
    }
    const words = instead.text === undefined ? TOLD[asked] : wordsOf(instead.text);
    const model = instead.served ?? modelIn(body, path);
    const told = { model, input: estimateTokenCount(promptText(body)) + OVERHEAD_TOKENS };
    const kept = words.slice(0, limitOf(body));
    const cut = instead.cut ?? kept.length < words.length;
    if (body['stream'] === true || path.includes('streamGenerateContent')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of WIRES[format].events(kept, cut, told)) {
        if (response.destroyed) return;
        response.write(event);
        await wait(PIECE_MS);
      }
      response.end();
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(WIRES[format].whole(kept, cut, told)));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function askedIn(request: string): Asked {
  if (/You keep the trackers/.test(request)) return 'trackers';
  return /Sum up/.test(request) ? 'summary' : 'passage';
}

function wordsOf(text: string): string[] {
  return text.split(/(?<= )/);
}

const TOLD: Record<Asked, readonly string[]> = {
  passage: wordsOf('The lantern burns low over the black water and Maren waits on the stairs for you to speak again. '.repeat(3)),
  trackers: wordsOf(JSON.stringify({ patches: MOCK_PATCHES })),
  summary: wordsOf(MOCK_SUMMARY),
};

interface Telling {
  readonly model: string;
  readonly input: number;
}

interface Wire {
  events(words: readonly string[], cut: boolean, told: Telling): Iterable<string>;
  whole(words: readonly string[], cut: boolean, told: Telling): object;
}

const WIRES: Record<WireFormat, Wire> = {
  openai: {
    *events(words, cut, { model, input }) {
      const chunk = (fields: object) =>
        `data: ${JSON.stringify({ ...OPENAI_BASICS, object: 'chat.completion.chunk', model, ...fields })}\n\n`;
      for (const content of words) yield chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
      yield chunk({ choices: [{ index: 0, delta: {}, finish_reason: cut ? 'length' : 'stop' }] });
      yield chunk({ choices: [], usage: openAiUsage(input, words) });
      yield 'data: [DONE]\n\n';
    },
    whole: (words, cut, { model, input }) => ({
      ...{ ...OPENAI_BASICS, object: 'chat.completion', model },
      choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: cut ? 'length' : 'stop' }],
      usage: openAiUsage(input, words),
    }),
  },
  anthropic: {
    *events(words, cut, { model, input }) {
      const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
      const message = { ...anthropicMessage(model), content: [], usage: { input_tokens: input, output_tokens: 1 } };
      yield event('message_start', { message });
      yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
      for (const text of words) yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
      yield event('content_block_stop', { index: 0 });
      const delta = { stop_reason: cut ? 'max_tokens' : 'end_turn', stop_sequence: null };
      yield event('message_delta', { delta, usage: { input_tokens: input, output_tokens: words.length } });
      yield event('message_stop', {});
    },
    whole: (words, cut, { model, input }) => ({
      ...anthropicMessage(model),
      content: [{ type: 'text', text: words.join('') }],
      stop_reason: cut ? 'max_tokens' : 'end_turn',
      usage: { input_tokens: input, output_tokens: words.length },
    }),
  },
  google: {
    *events(words, cut, told) {
      for (const [index, word] of words.entries())
        yield `data: ${JSON.stringify(googleAnswer(word, index + 1, told, index + 1 < words.length ? undefined : cut ? 'MAX_TOKENS' : 'STOP'))}\n\n`;
    },
    whole: (words, cut, told) => googleAnswer(words.join(''), words.length, told, cut ? 'MAX_TOKENS' : 'STOP'),
  },
};

const OPENAI_BASICS = { id: 'chatcmpl-1', created: 1_795_000_000 };

function openAiUsage(input: number, words: readonly string[]): object {
  return { prompt_tokens: input, completion_tokens: words.length, total_tokens: input + words.length };
}

function anthropicMessage(model: string): object {
  return { id: 'msg_1', type: 'message', role: 'assistant', model, stop_reason: null, stop_sequence: null };
}

function googleAnswer(text: string, output: number, { model, input }: Telling, finishReason: string | undefined): object {
  return {
    candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
    usageMetadata: { promptTokenCount: input, candidatesTokenCount: output, totalTokenCount: input + output },
    ...{ modelVersion: model, responseId: 'r1' },
  };
}

/** The id that was asked for: Google has it in the path. */
function modelIn(body: MockBody, path: string): string {
  return typeof body['model'] === 'string' ? body['model'] : (/models\/([^:]+)/.exec(path)?.[1] ?? '');
}

/** A word a token: so a limit of tokens is a limit of words. */
function limitOf(body: MockBody): number {
  const config = body['generationConfig'] as { maxOutputTokens?: number } | undefined;
  return Number(body['max_completion_tokens'] ?? body['max_tokens'] ?? config?.maxOutputTokens ?? Infinity);
}

function promptText(body: MockBody): string {
  const texts: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) if (name !== 'role' && name !== 'type') look(inner);
  };
  look([body.messages, body['system'], body['contents'], body['systemInstruction']]);
  return texts.join('\n');
}
