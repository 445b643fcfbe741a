/** The calls behind a passage, trackers and summary: when they are made, within what bounds, and what becomes of bad answers. */
import { expect } from 'chai';
import { ACTION_ROOM_TOKENS } from '#core/pricing/quote.ts';
import { NarratorStalled } from '#core/turns/narrator.ts';
import type { Narrator } from '#core/turns/narrator.ts';
import { createAiSdkNarrator } from '#narrators/ai-sdk/ai-sdk-narrator.ts';
import { relevantTrackers, trackerQuestion } from '#narrators/ai-sdk/tracker-question.ts';
import { wholeSentences } from '#narrators/ai-sdk/summarize.ts';
import { compatibleConnection } from '#narrators/openai-compatible/compatible-connection.ts';
import { LAMP_OIL, promptFor, TIDE } from '../contract-prompt.ts';
import { callOf, tell } from '../tell.ts';
import { MOCK_SUMMARY, startVendorMock, type Asked, type MockAnswer, type MockBody, type VendorMock } from './vendor-mock.ts';

const SLACK = 1.3;
const PASSAGE_TOKENS_MAX = 300;
const ACTION = 'Ana: I look at the sea.';

describe('the calls behind a passage', () => {
  let mock: VendorMock;
  let narrator: Narrator;
  let answerFor: (asked: Asked, body: MockBody) => MockAnswer;
  const warnings: string[] = [];
  before(async () => {
    mock = await startVendorMock('openai', (asked, body) => answerFor(asked, body));
    narrator = createAiSdkNarrator({
      connection: compatibleConnection({ baseURL: mock.url }, 'some-ai'),
      ...{ contextTokens: 8_192, passageTokensMax: PASSAGE_TOKENS_MAX, thinkingTokens: 0, countSlack: SLACK },
      log: { warn: (_fields, text) => warnings.push(text) },
    });
  });
  beforeEach(() => {
    answerFor = () => ({});
    warnings.splice(0);
    mock.calls.splice(0);
  });
  after(() => mock.end());

  const trackerAnswer = (answer: MockAnswer) => {
    answerFor = (asked) => (asked === 'trackers' ? answer : {});
  };
  const ask = () => tell(narrator, promptFor(narrator, { action: ACTION, trackers: [LAMP_OIL, TIDE] }), { maxTokens: 200 });

  it('asks about trackers without the story, and only about those that the turn speaks of', async () => {
    const { result } = await ask();
    expect(result.patches).to.deep.equal([{ key: 'tide', op: 'set', value: 'high' }]);
    expect(result.calls.map(({ call }) => call)).to.deep.equal(['narration', 'trackers']);
    const question = JSON.stringify(mock.calls[1]?.body);
    expect(question).to.include('tide').and.include('I look at the sea').and.not.include('Amble');
    expect(question).to.include('lamp-oil'); // The passage has the lantern.
    expect(question).to.include('json_schema');
    expect(relevantTrackers([LAMP_OIL, TIDE], 'The tide turns.')).to.deep.equal([TIDE]);
  });

  it('asks nothing where nothing can have moved', async () => {
    const prompt = promptFor(narrator, { action: ACTION, trackers: [{ ...LAMP_OIL, keys: ['harpoon'] }] });
    const { result } = await tell(narrator, prompt);
    expect(result.calls).to.have.length(1);
    expect(mock.calls).to.have.length(1);
  });

  it('takes patches out of words around them', async () => {
    trackerAnswer({ text: 'Sure:\n```json\n{"patches":[{"key":"lamp-oil","op":"add","value":"-1"}]}\n```' });
    expect((await ask()).result.patches).to.deep.equal([{ key: 'lamp-oil', op: 'add', value: -1 }]);
  });

  it('pays for "nothing changed", which is an answer', async () => {
    trackerAnswer({ text: '{"patches":[]}' });
    const { result } = await ask();
    expect(result.patches).to.deep.equal([]);
    expect(callOf(result, 'trackers')).not.to.equal(undefined);
  });

  for (const [what, answer] of Object.entries({
    'no JSON': { text: 'The tide is high now.' },
    'JSON that the limit cut': { text: '{"patches":[{"key":"tide","op":"set","val', cut: true },
    'JSON of another form': { text: '{"tide":"high"}' },
    'a failure': { status: 500 },
    'an answer of another AI': { served: 'another-ai' },
  } satisfies Record<string, MockAnswer>))
    it(`goes on without trackers, and nobody pays for asking: ${what}`, async () => {
      trackerAnswer(answer);
      const { result, text } = await ask();
      expect(text).not.to.equal('');
      expect(result).to.include({ finish: 'complete' });
      expect(result.patches).to.deep.equal([]);
      expect(result.calls.map(({ call }) => call)).to.deep.equal(['narration']);
      expect(warnings).to.have.length(1);
    });

  it('drops patches of trackers that were not asked about, and of no known kind', async () => {
    trackerAnswer({
      text: JSON.stringify({
        patches: [
          { key: 'gold', op: 'add', value: '999' },
          { key: 'tide', op: 'explode', value: 'high' },
          null,
          7,
          { key: 'tide' },
        ],
      }),
    });
    const { result } = await ask();
    expect(result.patches).to.deep.equal([]);
    expect(callOf(result, 'trackers')).not.to.equal(undefined);
  });

  it('asks again in plain words where the service knows no schema', async () => {
    answerFor = (asked, body) => (asked === 'trackers' && 'response_format' in body ? { status: 400 } : {});
    const { result } = await ask();
    expect(result.patches).to.have.length(1);
    expect(mock.calls).to.have.length(3);
    expect(warnings).to.deep.equal([]);
  });

  it('[TN6] stops asking when it is stopped', async () => {
    const stop = new AbortController();
    answerFor = (asked) => {
      if (asked !== 'trackers') return {};
      setTimeout(() => stop.abort(), 20);
      return { hangs: true };
    };
    const prompt = promptFor(narrator, { action: ACTION, trackers: [TIDE] });
    const { result, endMs } = await tell(narrator, prompt, { signal: stop.signal });
    expect(result.finish).to.equal('stopped');
    expect(result.calls).to.have.length(1);
    expect(endMs).to.be.below(3_000);
    expect(warnings).to.deep.equal([]);
  });

  it('[PR3] bounds the question and its reply for the longest action and passage', () => {
    const bound = narrator.patchTokens(promptFor(narrator, { action: 'x', trackers: [LAMP_OIL, TIDE] }), PASSAGE_TOKENS_MAX);
    const upTo = (word: string, tokensMax: number): string => {
      let text = word;
      while (narrator.countTokens(`${text} ${word}`) <= tokensMax) text += ` ${word}`;
      return text;
    };
    for (const word of ['lantern', 'the', 'Wasserträger', '海', 'tide,', '\n']) {
      const turn = { action: upTo(word, ACTION_ROOM_TOKENS), passage: upTo(word, PASSAGE_TOKENS_MAX) };
      const { instructions, question, format } = trackerQuestion([LAMP_OIL, TIDE], { tide: 'low' }, turn);
      const read = [instructions, question, JSON.stringify(format.schema)].map((text) => narrator.countTokens(text));
      expect(
        read.reduce((sum, tokens) => sum + tokens),
        word,
      ).to.be.at.most(bound.input);
      expect(read[1], 'the longest there is').to.be.above(500);
    }
    const longest = '{"patches":[{"key":"lamp-oil","op":"add","value":"-2"},{"key":"tide","op":"set","value":"high"}]}';
    expect(bound.output).to.be.at.least(narrator.countTokens(longest) * SLACK);
  });

  it('[PR3] limits each call behind the passage to what its bound has', async () => {
    const prompt = promptFor(narrator, { action: ACTION, trackers: [LAMP_OIL, TIDE], summarize: true });
    await tell(narrator, prompt, { maxTokens: 200 });
    const limits = mock.calls.map(({ body }) => body['max_tokens']);
    expect(limits[0]).to.equal(200);
    expect(limits.slice(1)).to.have.members([narrator.patchTokens(prompt, PASSAGE_TOKENS_MAX).output, 80]);
  });

  it('lets a summary that the limit cut end with its last whole sentence', async () => {
    const summarized = () => tell(narrator, promptFor(narrator, { action: ACTION, summarize: true }));
    expect((await summarized()).result.summary).to.equal(MOCK_SUMMARY);
    answerFor = (asked) => (asked === 'summary' ? { text: 'You came by boat. The door stood', cut: true } : {});
    expect((await summarized()).result.summary).to.equal('You came by boat.');
    expect(wholeSentences('She said "Go." And went. Then')).to.equal('She said "Go." And went.');
    expect(wholeSentences('灯火。海')).to.equal('灯火。');
  });

  it('goes on without a summary, and nobody pays for asking', async () => {
    for (const answer of [{ status: 503 }, { text: ' ' }, { text: 'no sentence at all', cut: true }] satisfies MockAnswer[]) {
      answerFor = (asked) => (asked === 'summary' ? answer : {});
      const { result } = await tell(narrator, promptFor(narrator, { action: ACTION, summarize: true }), { maxTokens: 200 });
      expect(result, JSON.stringify(answer)).to.include({ summary: null, finish: 'complete' });
      expect(result.calls).to.have.length(1);
    }
    expect(warnings).to.have.length(3);
  });

  it('makes neither call behind a passage that was refused or empty', async () => {
    answerFor = (asked) => (asked === 'passage' ? { text: '' } : {});
    await tell(narrator, promptFor(narrator, { action: ACTION, trackers: [TIDE], summarize: true }));
    expect(mock.calls).to.have.length(1);
  });

  it('[TN4] does not follow an AI that writes on past its limit', async () => {
    answerFor = () => ({ text: 'abcdefghi '.repeat(400), cut: false });
    const unlimited = createAiSdkNarrator({
      connection: compatibleConnection(
        { baseURL: mock.url, transformRequestBody: (body) => ({ ...body, max_tokens: undefined }) },
        'some-ai',
      ),
      ...{ contextTokens: 8_192, passageTokensMax: 60, thinkingTokens: 0, countSlack: SLACK, log: { warn: () => undefined } },
    });
    const failure = await tell(unlimited, promptFor(unlimited, { action: ACTION })).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(NarratorStalled).and.include({ kind: 'endless' });
  });
});
