/** Garbage in a stream never reaches players or the database. */
import { expect } from 'chai';
import { assemblePrompt } from '#core/prompts/assemble-prompt.ts';
import { createScriptedNarrator } from '#narrators/scripted/scripted-narrator.ts';
import { withReadableText } from '#narrators/with-readable-text.ts';
import { ana, entryWith, sceneOf } from '../core/prompts/story.ts';

const limits = { promptTokens: 6_000, passageTokens: 100, passageChosen: false };
const prompt = assemblePrompt({ scene: sceneOf(), author: ana, action: null, entry: entryWith(), limits });

async function told(pieces: readonly string[]): Promise<string[]> {
  const narrator = withReadableText(createScriptedNarrator(() => ({ pieces })));
  const heard: string[] = [];
  for await (const piece of narrator.narrate(prompt, { maxTokens: 100, signal: new AbortController().signal })) heard.push(piece);
  return heard;
}

describe('a narrator with readable text', () => {
  it('passes text on as it comes', async () => {
    expect(await told(['The sea. ', 'Line\n\ttwo, “quoted” – élan 海.'])).to.deep.equal([
      'The sea. ',
      'Line\n\ttwo, “quoted” – élan 海.',
    ]);
  });

  it('leaves control characters and direction marks out', async () => {
    expect(await told(['a\u0000b\u001b[31mc', '\u0007', '\u202edlrow'])).to.deep.equal(['ab[31mc', 'dlrow']);
  });

  it('puts a letter together that came in two pieces, and replaces what is no letter', async () => {
    expect((await told(['a\uD83C', '\uDF0Ab'])).join('')).to.equal('a🌊b');
    expect((await told(['a\uDF0Ab', 'c\uD83C'])).join('')).to.equal('a\uFFFDbc');
  });
});
