/** Services that never stop sending: no answer of theirs fills the memory or holds other journeys up. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { NarratorDown, NarratorStalled } from '#core/turns/narrator.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import { boundedFetch } from '#narrators/ai-sdk/bounded-fetch.ts';
import type { VendorAccess } from '#narrators/ai-sdk/vendor-access.ts';
import type { VendorOfferings } from '#narrators/ai-sdk/vendor-offers.ts';
import { anthropicNarrators } from '#narrators/anthropic/anthropic-narrators.ts';
import { googleNarrators } from '#narrators/google/google-narrators.ts';
import { compatibleNarrators } from '#narrators/openai-compatible/compatible-narrators.ts';
import { findCompatibleAis } from '#narrators/openai-compatible/find-compatible-ais.ts';
import { openRouterNarrators } from '#narrators/openai-compatible/openrouter-narrators.ts';
import { openAiNarrators } from '#narrators/openai/openai-narrators.ts';
import { promptFor, TIDE } from '../contract-prompt.ts';
import { tell } from '../tell.ts';

const MEGABYTE = 1024 * 1024;
const AI = 'some-ai';
const ACTION = 'Ana: I look at the sea.';

const compatible = ({ baseUrl = '', log }: VendorAccess): VendorOfferings =>
  compatibleNarrators([{ id: AI, contextTokens: 8_192 }], { url: baseUrl, log }, new Set());

const chunk = (fields: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: AI, ...fields })}\n\n`;
const delta = (fields: object, finish: string | null = null): string =>
  chunk({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });

describe('a service that does not stop', () => {
  let server: Server;
  let url: string;
  let sentBytes: number;
  let closed: boolean;
  let answer: (response: ServerResponse, body: string) => Promise<void>;
  const warnings: object[] = [];
  const log = { warn: (fields: object) => warnings.push(fields) };
  before(async () => {
    const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      let body = '';
      for await (const piece of request) body += String(piece);
      response.on('close', () => (closed = true));
      await answer(response, body);
    };
    server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    sentBytes = 0;
    closed = false;
    warnings.splice(0);
  });
  after(() => server.close().closeAllConnections());

  /** Sends as fast as it is read, until nobody does. */
  async function flood(response: ServerResponse, piece: string): Promise<void> {
    const pieces = function* () {
      for (; sentBytes < 400 * MEGABYTE; sentBytes += piece.length) yield piece;
    };
    await pipeline(pieces, response).catch(() => undefined);
  }

  const streaming = (response: ServerResponse): ServerResponse =>
    response.writeHead(200, { 'content-type': 'text/event-stream' });
  const narratorOf = (offer: (access: VendorAccess) => VendorOfferings): Narrator => {
    const narrator = offer({ apiKey: 'key', baseUrl: url, log }).entries[0]?.narrator;
    if (!narrator) throw new Error('nothing is offered');
    return narrator;
  };
  const failureOf = (narrator: Narrator): Promise<unknown> =>
    tell(narrator, promptFor(narrator, { action: ACTION })).then(
      () => 'told',
      (failure: unknown) => failure,
    );

  for (const [vendor, offer] of Object.entries({
    ...{ openai: openAiNarrators, anthropic: anthropicNarrators, google: googleNarrators },
    ...{ openrouter: openRouterNarrators, 'openai-compatible': compatible },
  }))
    it(`[TN4] is given up, and hung up on, when a line has no end: ${vendor}`, async () => {
      answer = (response) => {
        streaming(response).write('data: ');
        return flood(response, 'x'.repeat(64 * 1024));
      };
      const failure = await failureOf(narratorOf(offer));
      expect(failure).to.be.instanceOf(Error).and.not.instanceOf(NarratorDown).and.not.instanceOf(NarratorStalled);
      expect(String((failure as Error).cause)).to.include('an event of more than 262144 bytes');
      await wait(50);
      expect(closed).to.equal(true);
      expect(sentBytes).to.be.below(16 * MEGABYTE); // Sockets of either side have room for some.
    });

  for (const [what, piece, fault] of [
    ['an event of many lines has no end', `data: ${'x'.repeat(1_000)}\n`, /an event of more than 262144/],
    ['its pieces say nothing', delta({}).repeat(100), /a stream of more than 4194304/],
    ['it only says that it is there', ': still here\n\n'.repeat(1_000), /a stream of more than 4194304/],
  ] as const)
    it(`[TN4] is given up when ${what}`, async () => {
      answer = (response) => flood(streaming(response), piece);
      expect(String(((await failureOf(narratorOf(compatible))) as Error).cause)).to.match(fault);
      expect(sentBytes).to.be.below(32 * MEGABYTE);
    });

  it('[TN4] is given up when it thinks on and on, and holds nobody up meanwhile', async () => {
    const thoughts = delta({ reasoning_content: 'x' }).repeat(200);
    answer = (response) => flood(streaming(response), thoughts);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const narrator = narratorOf(compatible);
    delay.enable();
    const thought = await failureOf(narrator);
    delay.disable();
    expect(thought).to.be.instanceOf(Error);
    expect(delay.max / 1e6, 'ms').to.be.below(400);

    answer = (response) => flood(streaming(response), delta({ reasoning_content: 'x'.repeat(1_000) }));
    expect(await failureOf(narrator))
      .to.be.instanceOf(NarratorStalled)
      .and.include({ kind: 'endless' });
  });

  it('lets others have their turn between the pieces of a flood that is already here', async () => {
    const real = globalThis.fetch;
    const pieces = Array.from({ length: 50 }, () => Buffer.from(delta({})));
    const here = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    globalThis.fetch = () => Promise.resolve(new Response(here));
    let turns = 0;
    let reading = true;
    const count = (): void => {
      turns += 1;
      if (reading) setImmediate(count);
    };
    try {
      const { body } = await boundedFetch()(url, { method: 'POST', body: '{"stream":true}' });
      setImmediate(count);
      for await (const piece of body!) expect(piece.length).to.be.above(0);
    } finally {
      reading = false;
      globalThis.fetch = real;
    }
    expect(turns).to.be.at.least(pieces.length - 1);
  });

  it('[TN4] goes without trackers whose answer has no end', async () => {
    answer = async (response, body) => {
      if (!body.includes('You keep the trackers')) {
        const usage = { prompt_tokens: 100, completion_tokens: 3 };
        streaming(response).end(delta({ content: 'The tide turns.' }) + delta({}, 'stop') + chunk({ choices: [], usage }));
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      await flood(response, ' '.repeat(64 * 1024));
    };
    const narrator = narratorOf(compatible);
    const { result, endMs } = await tell(narrator, promptFor(narrator, { action: ACTION, trackers: [TIDE] }));
    expect(result).to.deep.include({ finish: 'complete', patches: [] });
    expect(result.calls).to.have.length(1);
    expect(endMs).to.be.below(2_000);
    expect(sentBytes).to.be.below(16 * MEGABYTE);
    const [warning] = warnings as { failure: Error }[];
    expect(String(warning?.failure.cause)).to.include('an answer of more than 1048576 bytes');
  });

  it('lists what it has within bounds, too', async () => {
    answer = (response) => flood(response, ' '.repeat(64 * 1024));
    expect(await findCompatibleAis({ url, log })).to.deep.equal([]);
    expect(sentBytes).to.be.below(32 * MEGABYTE);
  });

  it('is heard at once otherwise, with its status and headers, and can be hung up on', async () => {
    answer = async (response) => {
      response.writeHead(201, { 'content-type': 'text/event-stream', 'x-request-id': 'r1' });
      response.write('data: 1\n\n');
      await once(response, 'close');
    };
    const stop = new AbortController();
    const heard = await boundedFetch()(url, { method: 'POST', body: '{"stream":true}', signal: stop.signal });
    expect(heard.status).to.equal(201);
    expect(heard.headers.get('x-request-id')).to.equal('r1');
    const reader = heard.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).to.equal('data: 1\n\n');
    expect(closed).to.equal(false);
    stop.abort();
    const failure = await reader.read().catch((error: unknown) => error);
    expect(failure).to.have.property('name', 'AbortError');
    await wait(50);
    expect(closed).to.equal(true);
  });
});
