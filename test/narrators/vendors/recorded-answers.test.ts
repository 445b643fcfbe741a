/** The real adapters on answers as vendors' wires have them: usage in pools, lies, refusals, failures. */
import { expect } from 'chai';
import { isAccepted } from '#core/pricing/price-book.ts';
import { NarratorDown } from '#core/turns/narrator.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { VendorAccess } from '#narrators/ai-sdk/vendor-access.ts';
import type { VendorOfferings } from '#narrators/ai-sdk/vendor-offers.ts';
import { anthropicNarrators } from '#narrators/anthropic/anthropic-narrators.ts';
import { googleNarrators } from '#narrators/google/google-narrators.ts';
import { compatibleNarrators } from '#narrators/openai-compatible/compatible-narrators.ts';
import { openRouterNarrators } from '#narrators/openai-compatible/openrouter-narrators.ts';
import { openAiNarrators } from '#narrators/openai/openai-narrators.ts';
import { promptFor } from '../contract-prompt.ts';
import { tell, type Told } from '../tell.ts';
import { startReplayServer, type ReplayServer } from './replay-server.ts';

const TEXT = 'The rope is wet. Maren says nothing.';
const BEGUN = 'The rope is wet. ';
const KEY = 'sk-operators-own-secret-key';

const compatible = ({ baseUrl = '', apiKey, log }: VendorAccess): VendorOfferings =>
  compatibleNarrators([{ id: 'llama3.2:3b', contextTokens: 8_192 }], { url: baseUrl, apiKey, log }, new Set());

/** `midway`: what it takes an error in mid-stream for, by what the vendor says there. `limit`: 60 tokens and its thinking. */
const VENDORS = [
  { vendor: 'openai', offer: openAiNarrators, cacheWrite: 640, retryAfterMs: 7_000, midway: Error, limit: 60 },
  { vendor: 'anthropic', offer: anthropicNarrators, cacheWrite: 640, retryAfterMs: 7_000, midway: NarratorDown, limit: 60 },
  { vendor: 'google', offer: googleNarrators, cacheWrite: 0, retryAfterMs: 34_400, midway: NarratorDown, limit: 60 + 256 },
  { vendor: 'openai-compatible', offer: compatible, cacheWrite: 0, retryAfterMs: 2_500, midway: Error, limit: 60 },
] as const;

for (const { vendor, offer, cacheWrite, retryAfterMs, midway, limit } of VENDORS)
  describe(`recorded answers of ${vendor}`, () => {
    let server: ReplayServer;
    let entry: NarratorEntry;
    let accepts: readonly string[];
    const warnings: { fields: object; text: string }[] = [];
    before(async () => {
      server = await startReplayServer();
      const log = { warn: (fields: object, text: string) => warnings.push({ fields, text }) };
      const { entries, prices } = offer({ apiKey: KEY, baseUrl: server.url, log });
      const [first] = entries;
      if (!first) throw new Error('nothing is offered');
      entry = first;
      accepts = prices[0]?.accepts ?? [];
    });
    beforeEach(() => warnings.splice(0));
    after(() => server.end());

    async function replay(fixture: string): Promise<Told> {
      server.answerWith(`${vendor}/${fixture}`);
      return tell(entry.narrator, promptFor(entry.narrator, { action: 'Ana: I take the rope.' }));
    }

    async function failureOf(fixture: string): Promise<{ failure: Error; heard: string }> {
      server.answerWith(`${vendor}/${fixture}`);
      const { narrator } = entry;
      const heard: string[] = [];
      try {
        const request = { maxTokens: 60, signal: new AbortController().signal };
        for await (const text of narrator.narrate(promptFor(narrator, { action: 'Ana: I take the rope.' }), request))
          heard.push(text);
      } catch (failure) {
        return { failure: failure as Error, heard: heard.join('') };
      }
      throw new Error(`${fixture} was told to its end`);
    }

    it('[PR2] tells a passage and what it used', async () => {
      const { text, result } = await replay('plain.sse');
      expect(text).to.equal(TEXT);
      const usage = { input: 1_840, cacheRead: 0, cacheWrite: 0, output: 11 };
      expect(result.calls).to.deep.equal([{ call: 'narration', usage, counted: false }]);
      expect(result.finish).to.equal('complete');
      expect(isAccepted(result.served ?? '', accepts)).to.equal(true);
      expect(warnings).to.deep.equal([]);
    });

    it('[PR2] keeps what came from the cache and went into it apart', async () => {
      const { result } = await replay('cached.sse');
      const usage = { input: 4_200 - 3_072 - cacheWrite, cacheRead: 3_072, cacheWrite, output: 11 };
      expect(result.calls).to.deep.equal([{ call: 'narration', usage, counted: false }]);
    });

    it('[PR2] has thinking in the output once, and never in the text', async () => {
      const { text, result } = await replay('reasoning.sse');
      expect(text).to.equal(TEXT);
      expect(result.calls[0]?.usage.output).to.equal(vendor === 'openai-compatible' ? 31 : 331);
    });

    for (const fixture of ['missing-usage.sse', 'negative-usage.sse', 'usage-in-words.sse'])
      it(`[PR4] counts for itself, and says so: ${fixture}`, async () => {
        const { result } = await replay(fixture);
        const { narrator } = entry;
        const input = promptFor(narrator, { action: 'Ana: I take the rope.' }).tokens;
        const usage = { input, cacheRead: 0, cacheWrite: 0, output: narrator.countTokens(TEXT) };
        expect(result.calls).to.deep.equal([{ call: 'narration', usage, counted: true }]);
        expect(result.finish).to.equal('complete');
        expect(warnings).to.have.length(1);
        expect(warnings[0]?.fields)
          .to.have.property('fault')
          .that.matches(/missing|-1840|-11|no tokens/);
      });

    it('[PR4] counts no more than the passage might have, whatever the estimate says', async () => {
      server.answerWith(`${vendor}/missing-usage.sse`);
      const { narrator } = entry;
      expect(narrator.countTokens(TEXT)).to.be.above(3);
      const { result } = await tell(narrator, promptFor(narrator, { action: 'Ana: I take the rope.' }), { maxTokens: 3 });
      expect(result.calls[0]).to.deep.include({ counted: true }).and.have.nested.property('usage.output', 3);
    });

    it('[TN4] passes on that the vendor refused, and that the limit cut', async () => {
      const filtered = await replay('filtered.sse');
      expect(filtered.result.finish).to.equal('refused');
      expect(filtered.text).to.equal(BEGUN);
      expect((await replay('limit.sse')).result.finish).to.equal('length');
    });

    it('[TN3] says who answered, whoever was asked', async () => {
      const { result } = await replay('swapped.sse');
      expect(result.served).to.be.a('string').and.not.equal('');
      expect(isAccepted(result.served ?? '', accepts)).to.equal(false);
    });

    if (vendor !== 'anthropic') {
      it('[TN3] says so when another took over in mid-stream, even for one piece', async () => {
        const { text, result } = await replay('swapped-midway.sse');
        expect(text).to.equal(TEXT);
        expect(result.served).to.be.a('string').and.not.equal('');
        expect(isAccepted(result.served ?? '', accepts)).to.equal(false);
      });

      it('[TN3] does not take one that does not say who it is for the one asked for', async () => {
        const { result } = await replay('nameless.sse');
        expect(result.served).to.equal('');
        expect(isAccepted('', accepts)).to.equal(false);
      });
    }

    for (const fixture of ['error-midway.sse', 'garbage.sse', 'cut.sse'])
      it(`[TN4] fails behind the text that came: ${fixture}`, async () => {
        const { failure, heard } = await failureOf(fixture);
        expect(heard).to.equal(BEGUN);
        expect(failure).to.be.instanceOf(fixture === 'error-midway.sse' ? midway : Error);
      });

    it('[TN3] says that the vendor is busy, and for how long', async () => {
      const { failure } = await failureOf('busy.json');
      expect(failure).to.be.instanceOf(NarratorDown).and.include({ kind: 'busy', retryAfterMs });
      expect(server.asked, 'it is never asked again').to.have.length(1);
    });

    it("[TN3] says that the vendor refuses us, without a key or the vendor's words", async () => {
      const { failure } = await failureOf('key-refused.json');
      expect(failure).to.be.instanceOf(NarratorDown).and.include({ kind: 'unavailable' });
      expect(failure.message).to.match(/^the vendor is unavailable: it answered 40[13]$/);
      expect(String(failure.cause))
        .not.to.match(/abcdefghij/)
        .and.not.include(KEY);
      expect(String(failure.cause)).not.to.include('rope');
    });

    it('asks for no more than the passage and the thinking that cannot be switched off', async () => {
      await replay('plain.sse');
      const [body] = server.asked;
      const config = body?.['generationConfig'] as { maxOutputTokens: number } | undefined;
      const asked = body?.['max_completion_tokens'] ?? body?.['max_tokens'] ?? config?.maxOutputTokens;
      expect(asked).to.equal(limit);
    });
  });

interface ToldBy extends Told {
  readonly asked: ReplayServer['asked'];
}

async function told(offer: (access: VendorAccess) => VendorOfferings, narratorId: string, fixture: string): Promise<ToldBy> {
  const server = await startReplayServer();
  server.answerWith(fixture);
  const { entries } = offer({ apiKey: KEY, baseUrl: server.url, log: { warn: () => undefined } });
  const narrator = entries.find((entry) => entry.narratorId === narratorId)?.narrator;
  if (!narrator) throw new Error(`${narratorId} is not offered`);
  const heard = await tell(narrator, promptFor(narrator, { action: 'Ana: I take the rope.' }));
  await server.end();
  return { ...heard, asked: server.asked };
}

describe('recorded answers of one vendor only', () => {
  it('[TN4] takes a prompt that Google blocked for a refusal', async () => {
    const { text, result } = await told(googleNarrators, 'gemini-3-5-flash-lite', 'google/prompt-blocked.sse');
    expect(text).to.equal('');
    expect(result).to.include({ finish: 'refused', summary: null });
  });

  it('[PR2] reads what OpenRouter says went into the cache', async () => {
    const { text, result, asked } = await told(openRouterNarrators, 'openrouter-claude-sonnet-5-5', 'openrouter/cached.sse');
    expect(text).to.equal(TEXT);
    expect(result.served).to.equal('anthropic/claude-sonnet-5.5');
    expect(result.calls[0]?.usage).to.deep.equal({ input: 488, cacheRead: 3_072, cacheWrite: 640, output: 331 });
    expect(asked[0], 'the passage and its thinking').to.include({ max_tokens: 60 + 768 });
  });
});
