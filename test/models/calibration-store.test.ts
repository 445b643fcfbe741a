/** What quotes learn from: turns of this process at once, those of all processes when they are read again. */
import { expect } from 'chai';
import { createCalibrations } from '#models/calibration-store.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';

const WORLD = 'drowned-light';

describe('calibrations', () => {
  let test: TestGame;
  before(async () => {
    test = await startTestGame({ narrators: scriptedOfferings({ usage: { cacheRead: 400, input: 900, output: 70 } }) });
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  it('learn from settled turns at once, and the same from the database', async () => {
    const ana = await test.player({ bonus: 5_000 });
    const journey = await test.journey(ana);
    const { calibrations } = test.game;
    expect(calibrations.of('astral-lumen', WORLD).samples).to.deep.equal([]);
    for (let turn = 0; turn < 3; turn++) await test.play(journey, ana, { narratorId: 'astral-lumen' });
    const { samples } = calibrations.of('astral-lumen', WORLD);
    expect(samples).to.have.length(3);
    expect(samples.map(({ warm }) => warm)).to.deep.equal([false, true, true]);
    expect(samples[0]).to.deep.include({ output: 0.1 });
    expect(samples[0]!.added).to.be.above(0);
    expect(calibrations.of('hearth', WORLD).samples).to.deep.equal([]);
    expect(calibrations.of('astral-lumen', 'another').samples, 'another world is better than a guess').to.deep.equal(samples);

    const elsewhere = createCalibrations(test.figures);
    await elsewhere.refresh(['hearth', 'astral-lumen']);
    expect(elsewhere.of('astral-lumen', WORLD).samples).to.deep.equal(samples);
  });

  it('learn from each turn once, also from those told while earlier ones are read again', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const play = async () => (await test.play(journey, ana, { narratorId: 'astral-lumen' })).turn!;
    await play();
    const known = createCalibrations(test.figures);
    await known.refresh(['astral-lumen']);
    const before = known.of('astral-lumen', journey.scene().world.id).samples.length;

    const calibrations = createCalibrations({
      async recentTurns(narratorId, count) {
        calibrations.learn(await play()); // the database has it when it is read
        const read = await test.figures.recentTurns(narratorId, count);
        calibrations.learn(await play()); // and this one not yet
        return read;
      },
    });
    await calibrations.refresh(['astral-lumen']);
    expect(calibrations.of('astral-lumen', journey.scene().world.id).samples).to.have.length(before + 2);
    await known.refresh(['astral-lumen']);
    const { samples } = known.of('astral-lumen', journey.scene().world.id);
    expect(calibrations.of('astral-lumen', journey.scene().world.id).samples).to.deep.equal(samples);
  });

  it('make likely what turns really cost, without ever deciding a charge', async () => {
    const ana = await test.player({ bonus: 50_000 });
    const journey = await test.journey(ana);
    const errors: number[] = [];
    for (let turn = 0; turn < 14; turn++) {
      const { turn: told } = await test.play(journey, ana, { narratorId: 'astral-lumen' });
      errors.push(Math.abs(Number(told!.estimate.likely - told!.wouldHaveCost)) / Number(told!.wouldHaveCost));
    }
    expect(errors.at(-1)).to.be.below(0.1);
    expect(errors.at(-1)).to.be.below(errors[0]!);
  });
});
