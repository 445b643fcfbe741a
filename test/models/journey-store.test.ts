/** Journeys on a real mongod: joined by eight at most, read by their members only, loaded along the way to the head. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { PLAYERS_PER_JOURNEY_MAX } from '#protocol/values.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Journey, Member } from '#core/journeys/journey.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Scene } from '#core/turns/scene.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { codeOf } from './code-of.ts';

const memberOf = (playerId: string): Member => ({
  playerId,
  name: playerId,
  about: '',
  narratorId: 'hearth',
  settings: USUAL_SETTINGS,
});

describe('journeys', () => {
  let test: TestGame;
  let throws = false;
  before(async () => {
    test = await startTestGame({ narrators: scriptedOfferings(() => ({ end: throws ? 'throw' : 'complete' })) });
  });
  afterEach(() => test.assertBooks());
  after(() => test.end());

  async function createJourney(): Promise<Journey> {
    return test.journeys.create(await test.worlds.find('drowned-light'), memberOf('founder'), new Date());
  }

  it('have eight players, however many come at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { id, invite } = await createJourney();
      const joins = Array.from({ length: 20 }, (_, index) => codeOf(test.journeys.join(id, memberOf(`player-${index}`), invite)));
      const codes = await Promise.all(joins);
      expect(codes.filter((code) => code === 'none')).to.have.length(PLAYERS_PER_JOURNEY_MAX - 1);
      expect(codes.filter((code) => code === 'JOURNEY_FULL')).to.have.length(20 - PLAYERS_PER_JOURNEY_MAX + 1);
      const { members } = await test.journeys.findFor(id, 'founder');
      expect(new Set(members.map(({ playerId }) => playerId)).size).to.equal(PLAYERS_PER_JOURNEY_MAX);
    }
  });

  it('take a player once, however often they come at once', async () => {
    const { id, invite } = await createJourney();
    await Promise.all(Array.from({ length: 10 }, () => test.journeys.join(id, memberOf('ana'), invite)));
    expect((await test.journeys.findFor(id, 'ana')).members.map(({ playerId }) => playerId)).to.deep.equal(['founder', 'ana']);
  });

  it('let a member back in without the invite, full or not, under a new name but the same AI', async () => {
    const { id, invite } = await createJourney();
    for (let index = 1; index < PLAYERS_PER_JOURNEY_MAX; index++) await test.journeys.join(id, memberOf(`p${index}`), invite);
    await test.journeys.chooseNarrator({ id, fence: 0 }, 'p3', 'astral-lumen');
    const joined = await test.journeys.join(id, { ...memberOf('p3'), name: 'Cleo', about: 'a cook' }, undefined);
    const cleo = { playerId: 'p3', name: 'Cleo', about: 'a cook', narratorId: 'astral-lumen', settings: USUAL_SETTINGS };
    expect(joined.members[3]).to.deep.equal(cleo);
    expect(joined.members).to.have.length(PLAYERS_PER_JOURNEY_MAX);
  });

  it('stay closed to who has no invite, another one, or is no member', async () => {
    const { id, invite } = await createJourney();
    const { invite: foreign } = await createJourney();
    for (const wrong of [undefined, '', foreign])
      expect(await codeOf(test.journeys.join(id, memberOf('eve'), wrong)), String(wrong)).to.equal('JOURNEY_NOT_FOUND');
    expect(await codeOf(test.journeys.findFor(id, 'eve'))).to.equal('JOURNEY_NOT_FOUND');
    expect(await codeOf(test.journeys.read(id, 'eve'))).to.equal('JOURNEY_NOT_FOUND');
    expect(await test.journeys.member(id, 'eve')).to.equal(null);
    expect(await codeOf(test.journeys.join('nowhere', memberOf('eve'), invite))).to.equal('JOURNEY_NOT_FOUND');
    const room = { processId: test.processes.processId, roomId: 'room' };
    expect(await codeOf(test.journeys.claim('nowhere', room))).to.equal('JOURNEY_NOT_FOUND');
  });

  it('[TN4] load as they were told: incomplete text is on the page, not in the history, and has its number', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    const paid = { narratorId: 'astral-lumen' };
    await test.play(journey, ana, paid);
    throws = true;
    const failed = await test.play(journey, ana, paid);
    throws = false;
    expect(failed.resolved).to.include({ state: 'released', reason: 'narrator-failed', n: 2 });
    await test.play(journey, ana, paid);

    const opened = await test.journeys.claim(journey.id, { processId: test.processes.processId, roomId: randomUUID() });
    expect(new LiveJourney(opened).passages(30).map(({ turn }) => [turn.n, turn.incomplete])).to.deep.equal([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(opened.history.map(({ n }) => n)).to.deep.equal([1, 3]);
    const reloaded = new LiveJourney(opened).scene();
    const running = journey.scene();
    expect(reloaded.nextN).to.equal(running.nextN).and.to.equal(4);
    expect(reloaded.sheet).to.deep.equal(running.sheet);
    const readAt = ({ read }: Scene) => [...read].map(([narratorId, { at }]) => [narratorId, at]);
    expect(readAt(reloaded)).to.deep.equal(readAt(running));
    expect(reloaded.history.map(({ passage }) => passage)).to.deep.equal(running.history.map(({ passage }) => passage));
  });

  it('give older passages page by page', async () => {
    const ana = await test.player({ bonus: 10_000 });
    const journey = await test.journey(ana);
    for (let turn = 0; turn < 5; turn++) await test.play(journey, ana, { narratorId: 'astral-lumen' });
    const pages = async (before?: number) => (await test.journeys.passages(journey.id, before, 2)).map(({ turn }) => turn.n);
    expect([await pages(), await pages(4), await pages(2), await pages(1)]).to.deep.equal([[5, 4], [3, 2], [1], []]);
    expect((await test.journeys.recentTurns(journey.id, ana.id, 3)).map(({ n }) => n)).to.deep.equal([3, 4, 5]);
    expect(await test.journeys.recentTurns(journey.id, 'ben', 3)).to.deep.equal([]);
  });
});
