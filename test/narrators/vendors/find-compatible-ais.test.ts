/** Asking a service what it has: all shapes that are out there, and services that misbehave. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { findCompatibleAis } from '#narrators/openai-compatible/find-compatible-ais.ts';

describe('the AIs of an OpenAI-compatible service', () => {
  let server: Server;
  let url: string;
  let answer: { status?: number; body?: string; hangs?: boolean };
  const asked: (string | undefined)[] = [];
  const warnings: { fields: object; text: string }[] = [];
  const log = { warn: (fields: object, text: string) => warnings.push({ fields, text }) };
  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      if (answer.hangs) return;
      response.writeHead(request.url === '/v1/models' ? (answer.status ?? 200) : 404, { 'content-type': 'application/json' });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  beforeEach(() => {
    asked.splice(0);
    warnings.splice(0);
  });
  after(() => server.close().closeAllConnections());

  const listing = (...data: unknown[]) => {
    answer = { body: JSON.stringify({ object: 'list', data }) };
  };

  it('reads ids and context sizes as the services write them', async () => {
    listing(
      { id: 'llama3.2:3b', object: 'model', owned_by: 'library' },
      { id: 'openrouter/style', context_length: 131_072 },
      { id: 'vllm/style', max_model_len: 32_768 },
      { id: 'llama.cpp style', meta: { n_ctx: 4_096, n_ctx_train: 131_072 } },
      { id: 'lm-studio', max_context_length: 131_072, loaded_context_length: 16_384 },
      { id: 'a lie', context_length: -5 },
      { id: 'another', context_length: '8k' },
    );
    expect(await findCompatibleAis({ url: `${url}/`, apiKey: 'secret', log })).to.deep.equal([
      { id: 'llama3.2:3b', contextTokens: 8_192 },
      { id: 'openrouter/style', contextTokens: 131_072 },
      { id: 'vllm/style', contextTokens: 32_768 },
      { id: 'llama.cpp style', contextTokens: 4_096 },
      { id: 'lm-studio', contextTokens: 16_384 },
      { id: 'a lie', contextTokens: 8_192 },
      { id: 'another', contextTokens: 8_192 },
    ]);
    expect(asked).to.deep.equal(['Bearer secret']);
    expect(warnings).to.deep.equal([]);
  });

  it('leaves out what writes no text, what is listed twice, and rows that are none', async () => {
    listing({ id: 'a' }, { id: 'a' }, { id: 'nomic-embed-text' }, { id: 'whisper-1' }, { id: 'x-tts' }, { id: 7 }, null, 'b', {
      id: ' ',
    });
    expect((await findCompatibleAis({ url, log })).map(({ id }) => id)).to.deep.equal(['a']);
    expect(asked).to.deep.equal([undefined]);
  });

  it('offers twelve at most, and names what it left out', async () => {
    listing(...Array.from({ length: 14 }, (_, index) => ({ id: `ai-${index}` })));
    expect(await findCompatibleAis({ url, log })).to.have.length(12);
    expect(warnings[0]?.fields).to.deep.equal({ leftOut: ['ai-12', 'ai-13'] });
  });

  it('offers what the operator named, listed or not', async () => {
    listing({ id: 'a' }, { id: 'b', context_length: 32_768 }, { id: 'my-embedder' });
    expect(await findCompatibleAis({ url, ids: ['b', 'hidden', 'my-embedder'], log })).to.deep.equal([
      { id: 'b', contextTokens: 32_768 },
      { id: 'hidden', contextTokens: 8_192 },
      { id: 'my-embedder', contextTokens: 8_192 },
    ]);
  });

  for (const [what, misbehavior] of Object.entries({
    'an error': { status: 500, body: 'no' },
    'no JSON': { body: '<html>' },
    'no list': { body: '{"models":[]}' },
    null: { body: 'null' },
    'nothing, for ever': { hangs: true },
  }))
    it(`goes on without a service that answers ${what}, but with what was named`, async function () {
      this.timeout(10_000);
      answer = misbehavior;
      expect(await findCompatibleAis({ url, log })).to.deep.equal([]);
      expect(warnings).to.have.length(1);
      if (!('hangs' in misbehavior)) expect(await findCompatibleAis({ url, ids: ['a'], log })).to.have.length(1);
    });
});
