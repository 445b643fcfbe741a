/** What every narrator must do, whatever AI is behind it: run for each adapter. */
import { expect } from 'chai';
import type { Narrator } from '#core/turns/narrator.ts';
import { isVisible } from '#protocol/values.ts';
import { LAMP_OIL, promptFor, TIDE } from './contract-prompt.ts';
import { callOf, inputOf, tell } from './tell.ts';

export interface ContractSubject {
  readonly narrator: Narrator;
  /** One like it whose AI fails. */
  readonly failing: Narrator;
  /** Who serves. */
  readonly served: string;
  readonly end: () => Promise<void>;
}

export interface ContractTerms {
  /** Whether its AI can be counted on to name a change or to sum up; the small local weights cannot. */
  readonly capable: boolean;
}

const STOP_MS_MAX = 3_000;
const ACTION = 'Ana: I light the lantern and go down to the water.';

export function narratorContract(name: string, makeSubject: () => Promise<ContractSubject>, { capable }: ContractTerms): void {
  describe(`the narrator contract: ${name}`, function () {
    this.timeout(60_000);
    let subject: ContractSubject;
    let narrator: Narrator;
    before(async function () {
      this.timeout(300_000);
      subject = await makeSubject();
      ({ narrator } = subject);
      await narrator.ready?.();
    });
    after(() => subject.end());

    it('streams a passage before it has ended, and says who told it', async () => {
      const { text, pieces, pieceMs, endMs, result } = await tell(narrator, promptFor(narrator, { action: ACTION }));
      expect(isVisible(text)).to.equal(true);
      expect(pieces).to.have.length.above(1);
      expect(pieceMs[0]).to.be.below(endMs);
      expect(result.finish).to.be.oneOf(['complete', 'length']);
      expect(result.served).to.equal(subject.served);
      expect(result.calls, 'nothing else was asked for').to.have.length(1);
      expect(result.summary).to.equal(null);
    });

    it('says once, behind its last piece, that the passage is whole', async () => {
      const prompt = promptFor(narrator, { action: ACTION, trackers: [LAMP_OIL, TIDE], summarize: true });
      const { pieces, wholeAfter } = await tell(narrator, prompt);
      expect(wholeAfter).to.deep.equal([pieces.length]);
    });

    it('yields nothing but text for players', async () => {
      const { pieces, text } = await tell(narrator, promptFor(narrator, { action: ACTION, trackers: [LAMP_OIL, TIDE] }));
      for (const piece of pieces) expect(piece).to.be.a('string').and.not.equal('');
      expect(text).not.to.match(/<\/?think>|<\|im_|"patches"|\uFFFD/u);
    });

    it('[PR2] lists the narration first, with its usage in pools of whole tokens', async () => {
      const { result } = await tell(narrator, promptFor(narrator, { action: ACTION, trackers: [TIDE], summarize: true }));
      expect(result.calls[0]?.call).to.equal('narration');
      for (const call of result.calls) {
        for (const tokens of Object.values(call.usage)) expect(tokens).to.satisfy(Number.isSafeInteger).and.be.at.least(0);
        expect(inputOf(call)).to.be.at.least(1);
      }
    });

    it('[PR3] reads no more than it counts, within its slack, and writes no more than it may', async () => {
      const prompt = promptFor(narrator, { action: ACTION });
      const maxTokens = 24;
      const { result } = await tell(narrator, prompt, { maxTokens });
      const [narration] = result.calls;
      if (!narration) throw new Error('no narration');
      expect(inputOf(narration)).to.be.at.most(Math.ceil(prompt.tokens * narrator.countSlack));
      expect(narration.usage.output).to.be.at.most(maxTokens + narrator.patchTokens(prompt, maxTokens).output);
    });

    it('[PR3] asks about trackers within the bound it gave', async () => {
      const prompt = promptFor(narrator, { action: ACTION, trackers: [LAMP_OIL, TIDE] });
      const bound = narrator.patchTokens(prompt, 60);
      const { result } = await tell(narrator, prompt);
      const asked = callOf(result, 'trackers');
      if (capable) {
        expect(asked).not.to.equal(undefined);
        expect(result.patches).not.to.deep.equal([]);
      }
      if (asked) {
        expect(inputOf(asked)).to.be.at.most(Math.ceil(bound.input * narrator.countSlack));
        expect(asked.usage.output).to.be.at.most(bound.output);
      }
      for (const { key } of result.patches) expect(key).to.be.oneOf([LAMP_OIL.key, TIDE.key]);
    });

    it('makes the summary that was asked for, and lists what it used', async () => {
      const prompt = promptFor(narrator, { action: ACTION, summarize: true });
      const { result } = await tell(narrator, prompt);
      const call = callOf(result, 'summary');
      expect(call === undefined, 'a summary is paid for when there is one').to.equal(result.summary === null);
      if (capable) expect(result.summary).to.satisfy(isVisible);
      if (call && prompt.summary) {
        expect(inputOf(call)).to.be.at.most(Math.ceil(prompt.summary.tokens * narrator.countSlack));
        expect(call.usage.output).to.be.at.most(prompt.summary.tokensMax + narrator.patchTokens(prompt, 60).output);
      }
    });

    it('[TN6] ends soon when it is stopped, with what was used so far', async () => {
      const prompt = promptFor(narrator, { action: ACTION, trackers: [TIDE], summarize: true });
      const { result, stopMs, pieces } = await tell(narrator, prompt, { maxTokens: 400, stopAfterPieces: 1 });
      expect(result.finish).to.equal('stopped');
      expect(stopMs).to.be.below(STOP_MS_MAX);
      expect(pieces).to.have.length(1);
      expect(result.calls.map(({ call }) => call)).to.deep.equal(['narration']);
      expect(result.patches).to.deep.equal([]);
      expect(result.summary).to.equal(null);
      const [narration] = result.calls;
      expect(narration && inputOf(narration)).to.be.at.least(1);
    });

    it('[TN6] ends at once when it was stopped before it began', async () => {
      const { result, text } = await tell(narrator, promptFor(narrator, { action: ACTION }), { signal: AbortSignal.abort() });
      expect(text).to.equal('');
      expect(result.finish).to.equal('stopped');
    });

    it('[TN4] throws when its AI fails', async () => {
      const { failing } = subject;
      const failure = await tell(failing, promptFor(failing, { action: ACTION })).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(Error);
    });
  });
}
