/** Summaries on a real mongod: sealed with the turn that paid for them, never unpriced, undone with the turns they cover. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { promptOf } from '#core/turns/quote-turn.ts';
import { termsOf } from '#core/turns/turn-intent.ts';
import { SCRIPTED_SUMMARY } from '#narrators/scripted/scripted-narrator.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { Player } from '#core/players/player.ts';
import type { PlayedTurn, TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';

const PASSAGE = 'Somewhere below, a rope knocks against a mast, and nobody comes to see to it. '.repeat(4);

describe('summaries', () => {
  let test: TestGame;
  let script: Script = {};
  before(async () => {
    const { entries, prices } = scriptedOfferings(() => ({ pieces: [PASSAGE], ...script }));
    const small = { promptTokens: 2_600, promptTokensMax: 4_000, passageTokens: 200, passageTokensMax: 400 };
    test = await startTestGame({ narrators: { entries: entries.map((entry) => ({ ...entry, ...small })), prices } });
  });
  beforeEach(() => (script = {}));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const act = (journey: LiveJourney, ana: Player, ceiling?: bigint) =>
    test.play(journey, ana, { narratorId: 'astral-lumen', ...(ceiling === undefined ? {} : { ceiling }) });

  /** What the next turn would be asked to sum up. */
  function due(journey: LiveJourney, ana: Player) {
    const entry = test.game.narrators.find('astral-lumen')!;
    const intent = { scene: journey.scene(), author: journey.member(ana.id)!, entry, action: null };
    return promptOf(intent, termsOf(intent, test.game)).summary;
  }

  /** A journey whose next turn sums up its oldest ones. */
  async function full(): Promise<{ ana: Player; journey: LiveJourney; last: PlayedTurn }> {
    const ana = await test.player({ bonus: 50_000 });
    const journey = await test.journey(ana);
    let last = await act(journey, ana);
    for (let turn = 0; turn < 30 && !due(journey, ana); turn++) last = await act(journey, ana);
    expect(due(journey, ana)).to.not.equal(null);
    return { ana, journey, last };
  }

  it('are sealed by the turn that makes them, in its usage and its cost, and stand for their turns from then on', async () => {
    const { ana, journey } = await full();
    const task = due(journey, ana)!;
    const { turn } = await act(journey, ana);
    expect(turn!.summary).to.include({ fromN: task.fromN, toN: task.toN, toKey: task.toKey, text: SCRIPTED_SUMMARY });
    expect(turn!.calls.map(({ call }) => call)).to.deep.equal(['narration', 'summary']);
    const used = turn!.calls.reduce((sum, { usage }) => sum + usage.input + usage.output, 0);
    expect(turn!.usage!.input + turn!.usage!.output).to.equal(used);
    const stored = await test.database.journeys.findOne({ _id: journey.id });
    expect(stored?.summaries).to.deep.equal([turn!.summary]);
    const next = await act(journey, ana);
    expect(next.turn!.parts.filter(({ kind }) => kind === 'summary' || kind === 'history').map(({ name }) => name)).to.deep.equal(
      [`turns 1–${task.toN}`, `turns ${task.toN + 1}–${turn!.n}`],
    );
  });

  it('[PR3] wait when the price that was seen does not cover them', async () => {
    const { ana, journey, last } = await full();
    const { turn } = await act(journey, ana, last.turn!.ceiling + 100_000_000n);
    const withSummary = turn!.ceiling;
    expect(turn!.summary).to.not.equal(null);

    const other = await full();
    const { turn: waiting, resolved } = await act(other.journey, other.ana, withSummary - 1n);
    expect(resolved.state).to.equal('settled');
    expect(waiting!.summary).to.equal(null);
    expect(waiting!.calls.map(({ call }) => call)).to.deep.equal(['narration']);
    expect(due(other.journey, other.ana), 'and are asked for again').to.not.equal(null);
  });

  it('[PR2] cost nothing where the AI makes none that can be used', async () => {
    const { ana, journey } = await full();
    script = { summary: null };
    const { turn } = await act(journey, ana);
    expect(turn!.summary).to.equal(null);
    expect(turn!.calls.map(({ call }) => call)).to.deep.equal(['narration']);
    expect(turn!.parts.some(({ call }) => call === 'summary')).to.equal(false);
  });

  it('leave the prompt with the turns they cover, and come back with them', async () => {
    const { ana, journey } = await full();
    const { turn } = await act(journey, ana);
    const ids = ({ summaries }: LiveJourney) => summaries.map(({ id }) => id);
    const steps: { n: number; ids: readonly string[] }[] = [];
    for (let at: Turn | undefined = journey.head; at; at = journey.head) {
      const { key: from, parentKey: to, n } = at;
      steps.push({ n, ids: ids(journey) });
      await test.journeys.moveHead(journey, { type: 'undo', from, to, at: new Date() });
      journey.undo();
    }
    const { toN } = turn!.summary!;
    for (const step of steps)
      expect(step.ids, `at turn ${step.n}; the turn that made it may go`).to.deep.equal(step.n < toN ? [] : [turn!.turnId]);
    for (let to = journey.onward; to !== null; to = journey.onward) {
      const move = { type: 'redo', from: journey.head?.key ?? null, to, at: new Date() } as const;
      journey.moveTo((await test.journeys.moveHead(journey, move))!);
    }
    const room = { processId: test.processes.processId, roomId: randomUUID() };
    const reopened = new LiveJourney(await test.journeys.claim(journey.id, room));
    expect([ids(journey), ids(reopened)]).to.deep.equal([[turn!.turnId], [turn!.turnId]]);
  });
});
