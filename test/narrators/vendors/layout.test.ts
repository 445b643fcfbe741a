/** What reaches each vendor of a prompt: marks for its cache, no thinking, and none of our ids. */
import { expect } from 'chai';
import type { Narrator } from '#core/turns/narrator.ts';
import { vendorMessages } from '#narrators/ai-sdk/vendor-messages.ts';
import type { VendorAi } from '#narrators/ai-sdk/vendor-ai.ts';
import type { VendorAccess } from '#narrators/ai-sdk/vendor-access.ts';
import type { VendorOfferings } from '#narrators/ai-sdk/vendor-offers.ts';
import { anthropicNarrators } from '#narrators/anthropic/anthropic-narrators.ts';
import { googleNarrators } from '#narrators/google/google-narrators.ts';
import { openAiNarrators } from '#narrators/openai/openai-narrators.ts';
import { promptFor } from '../contract-prompt.ts';
import { tell } from '../tell.ts';
import { startVendorMock, type MockBody, type WireFormat } from './vendor-mock.ts';

const HISTORY = [
  { action: 'Ana: one', passage: 'First passage.' },
  { action: 'Ana: two', passage: 'Second passage.' },
];
const CACHE_KEY = 'journey-6650f1';

/** The body of the call for a passage. */
async function sent(
  format: WireFormat,
  narratorsOf: (access: VendorAccess) => VendorOfferings,
  { index = 0, history = HISTORY } = {},
): Promise<MockBody> {
  const mock = await startVendorMock(format);
  const { entries } = narratorsOf({ apiKey: 'secret', baseUrl: mock.url, log: { warn: () => undefined } });
  const narrator = entries[index]?.narrator;
  if (!narrator) throw new Error('nothing is offered');
  await tell(narrator, promptFor(narrator, { action: 'Ana: three', cacheKey: CACHE_KEY, history }), { maxTokens: 5 });
  await mock.end();
  const body = mock.calls[0]?.body;
  if (!body) throw new Error('nothing was sent');
  return body;
}

/** The messages that bear a mark, as the vendor reads them. */
function marked(messages: unknown, mark: string): string[] {
  return (messages as object[]).map((message) => JSON.stringify(message)).filter((text) => text.includes(mark));
}

describe('what a vendor gets to read', () => {
  it('OpenAI: marks what is in front, and the last two stable messages that can bear a mark', async () => {
    const body = await sent('openai', openAiNarrators);
    const marks = marked(body.messages, 'prompt_cache_breakpoint');
    expect(marks).to.have.length(3);
    expect(marks[0]).to.include('"role":"developer"').and.include('lighthouse');
    expect(marks[1]).to.include('Ana: one');
    expect(marks[2]).to.include('Ana: two');
    expect(body).to.deep.include({ reasoning_effort: 'none', prompt_cache_options: { mode: 'explicit' }, store: false });
    // The mark of this turn is among the next one's, so that turn finds what this one wrote.
    const next = await sent('openai', openAiNarrators, {
      history: [...HISTORY, { action: 'Ana: three', passage: 'Third passage.' }],
    });
    expect(marked(next.messages, 'prompt_cache_breakpoint')[1]).to.equal(marks[2]);
    expect(next['prompt_cache_key']).to.equal(body['prompt_cache_key']);
  });

  it('Anthropic: marks what is in front and the last stable message', async () => {
    const body = await sent('anthropic', anthropicNarrators);
    expect(marked(body['system'], 'cache_control')).to.have.length(1);
    const marks = marked(body.messages, 'cache_control');
    expect(marks).to.have.length(1);
    expect(marks[0]).to.include('Second passage.');
    expect(body['thinking']).to.deep.equal({ type: 'disabled' });
  });

  it('Google: needs no marks, and thinks as little as it can', async () => {
    const body = await sent('google', googleNarrators);
    expect(JSON.stringify(body['systemInstruction'])).to.include('lighthouse');
    expect(body['generationConfig']).to.deep.include({ thinkingConfig: { thinkingLevel: 'minimal' } });
  });

  it('leaves room for thinking where it cannot be switched off', async () => {
    const quiet = await sent('openai', openAiNarrators);
    const thinking = await sent('openai', openAiNarrators, { index: 2 });
    expect(quiet['max_completion_tokens']).to.equal(5);
    expect(thinking['max_completion_tokens']).to.be.above(500);
    expect(thinking['reasoning_effort']).to.equal('low');
  });

  it('tells nobody our ids', async () => {
    for (const body of [
      await sent('openai', openAiNarrators),
      await sent('anthropic', anthropicNarrators),
      await sent('google', googleNarrators),
    ])
      expect(JSON.stringify(body)).not.to.include(CACHE_KEY).and.not.include('secret');
  });

  it('sends a system part behind the first exchange as the player, and leaves empty parts out', () => {
    const narrator = { countTokens: () => 1, overhead: { perMessage: 0, perPrompt: 0 } } as unknown as Narrator;
    const { parts } = promptFor(narrator, { action: 'Ana: three', history: HISTORY });
    const [first] = parts;
    if (!first) throw new Error('no parts');
    const late = { ...first, text: 'Late.\n' };
    const empty = { ...first, role: 'user', text: '' } as const;
    const messages = vendorMessages([...parts.slice(0, 3), empty, late, ...parts.slice(3)], 3, {} as VendorAi);
    expect(messages.map(({ role }) => role)).to.deep.equal([
      ...['system', 'user', 'assistant'],
      ...['user', 'assistant', 'user', 'assistant', 'user'],
    ]);
    expect(JSON.stringify(messages[3])).to.include('Late.\\nAna: one');
  });
});
