/** A small OpenAI-compatible server with the real local AI behind it: what operators run beside us, for tests and benches. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PromptPart } from '#core/prompts/prompt.ts';
import { promptTokens } from '#narrators/local/chat-format.ts';
import { readTokens } from '#narrators/local/journey-sequences.ts';
import type { LocalModel } from '#narrators/local/local-model.ts';
import { grammarOf, type JsonSchema } from './json-grammar.ts';

export interface OpenAiServerOptions {
  /** Whether it reports usage; some such servers never do. */
  readonly usage?: boolean;
  /** Whether it knows `json_schema`; others answer 400. */
  readonly structured?: boolean;
}

export interface OpenAiServer {
  /** With its version, as operators set it. */
  readonly url: string;
  readonly end: () => Promise<void>;
}

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { role: PromptPart['role']; content: string }[];
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly response_format?: { type: string; json_schema?: { schema: JsonSchema } };
}

interface Reply {
  readonly text: string;
  readonly finish: 'stop' | 'length';
  readonly usage: object;
}

const SAMPLING = { temperature: 0.8, minP: 0.1 };
const MAX_TOKENS = 200;

export async function startOpenAiServer(model: LocalModel, options: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  const { usage = true, structured = true } = options;
  const server = createServer((request, response) => {
    void serve(request, response).catch((failure: unknown) => response.destroy(failure as Error));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/v1/models') {
      const data = [{ id: model.served, object: 'model', owned_by: 'local', meta: { n_ctx: model.contextTokens } }];
      answer(response, 200, { object: 'list', data });
      return;
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const asked = JSON.parse(text) as ChatRequest;
    const fault = faultOf(asked);
    if (fault) {
      answer(response, fault.status, { error: { message: fault.message, type: 'invalid_request_error' } });
      return;
    }

    const basics = { id: 'chatcmpl-local', created: 1_795_000_000, model: model.served };
    if (asked.stream !== true) {
      const { text: content, finish, usage: used } = await drain(write(asked, response));
      const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }];
      answer(response, 200, { ...basics, object: 'chat.completion', choices, ...(usage && { usage: used }) });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (fields: object): void => {
      response.write(`data: ${JSON.stringify({ ...basics, object: 'chat.completion.chunk', ...fields })}\n\n`);
    };
    const { finish, usage: used } = await drain(write(asked, response), (content) => {
      send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
    });
    send({ choices: [{ index: 0, delta: {}, finish_reason: finish }] });
    if (usage) send({ choices: [], usage: used });
    response.end('data: [DONE]\n\n');
  }

  function faultOf(asked: ChatRequest): { status: number; message: string } | null {
    if (asked.model !== model.served) return { status: 404, message: `there is no ${asked.model} here` };
    return asked.response_format && !structured ? { status: 400, message: 'response_format is not supported' } : null;
  }

  /** Ends when the client goes away. */
  async function* write(asked: ChatRequest, response: ServerResponse): AsyncGenerator<string, Reply, void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    using place = await model.queue.enter({ signal: gone.signal });
    if (!place) throw new Error('the client went away');
    using lent = await model.sequences.take('openai-server');
    const parts = asked.messages.map(({ role, content }): PromptPart => {
      return { kind: 'history', id: null, name: role, role, text: content, tokens: 0, why: 'sent' };
    });
    const prompt = promptTokens(parts, model.marks, model.tokenize);
    const { reused } = await readTokens(lent.sequence, prompt.slice(0, -1), () => !gone.signal.aborted);
    const schema = asked.response_format?.json_schema?.schema;
    const grammar = schema && { grammarEvaluationState: await model.grammar(grammarOf(schema)) };
    const written: number[] = [];
    let shown = '';
    let finish: Reply['finish'] = 'length';
    const limit = asked.max_tokens ?? MAX_TOKENS;
    for await (const token of lent.sequence.evaluate(prompt.slice(-1), { ...SAMPLING, ...grammar, yieldEogToken: true })) {
      if (gone.signal.aborted) throw new Error('the client went away');
      if (model.isEnd(token)) {
        finish = 'stop';
        break;
      }
      written.push(token);
      const text = model.detokenize(written as never).replaceAll('\uFFFD', '');
      if (text.length > shown.length) yield text.slice(shown.length);
      shown = text;
      if (written.length >= limit) break;
    }
    const counts = {
      prompt_tokens: prompt.length,
      completion_tokens: written.length,
      total_tokens: prompt.length + written.length,
    };
    return { text: shown, finish, usage: { ...counts, prompt_tokens_details: { cached_tokens: reused } } };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function drain(writing: AsyncGenerator<string, Reply, void>, onText?: (text: string) => void): Promise<Reply> {
  for (;;) {
    const step = await writing.next();
    if (step.done) return step.value;
    onText?.(step.value);
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
