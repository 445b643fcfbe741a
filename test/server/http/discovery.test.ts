/** Discovering worlds over HTTP: search, covers, who plays now, what was told, what a first turn costs; and one's own journeys. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SAMPLE_WORLDS } from '#server/sample-worlds/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { signIn, until } from '../../support/players.ts';
import type { TestPlayer } from '../../support/players.ts';
import { startTestServer } from '../../support/test-server.ts';

const PAGES_SERVED_AS_THEY_ARE = join(import.meta.dirname, '../../../web/public');

describe('discovering worlds', () => {
  let server: RunningServer;
  let now: Date;
  let ana: TestPlayer;
  let ben: TestPlayer;

  before(async () => {
    now = new Date('2026-11-23T12:00:00Z');
    server = await startTestServer({ clock: () => now });
  });
  beforeEach(async () => {
    [ana, ben] = await Promise.all([signIn(server), signIn(server)]);
  });
  after(() => server.stop());

  const listed = async (input: Parameters<TestPlayer['client']['api']['worlds']['list']>[0] = {}) =>
    ana.client.api.worlds.list(input);
  const publish = async (id: string, about: object = {}) => {
    const { version: _version, ...sample } = await server.worlds.find('drowned-light');
    await server.worlds.publish({ ...sample, id, ownerId: ana.playerId, ...about }, now);
  };

  it('shows the sample worlds with covers that are there, and what a first turn likely costs', async () => {
    const ids = SAMPLE_WORLDS.map(({ id }) => id);
    const samples = async () => (await listed()).filter(({ worldId }) => ids.includes(worldId));
    await until(async () => (await samples()).every(({ likelyCost }) => likelyCost !== null));
    const worlds = await samples();
    expect(worlds.map(({ worldId }) => worldId)).to.have.members(ids);
    for (const { cover, creatorName, likelyCost, worldId } of worlds) {
      expect(existsSync(join(PAGES_SERVED_AS_THEY_ARE, cover!)), cover!).to.equal(true);
      expect(creatorName).to.equal('Imagina');
      expect((await ana.client.api.worlds.get({ worldId })).likelyCost).to.equal(likelyCost);
      const [narrator] = (await ana.client.api.narrators({ worldId })).filter(({ isDefault }) => isDefault);
      expect(narrator?.quote?.likely).to.be.closeTo(likelyCost!, likelyCost! / 10);
    }
  });

  it('finds worlds by words and tag, page by page', async () => {
    const word = `w${randomUUID().slice(0, 8)}`;
    await publish(`${word}-a`, { name: `Étude ${word}`, tags: [word], cover: 'javascript:alert(1)' });
    await publish(`${word}-b`, { name: 'B', tagline: `Of ${word}.`, tags: [] });
    await publish(`${word}-c`, { name: 'C', creator_notes: `No ${word}`, tags: [word] });
    const ids = async (input: Parameters<typeof listed>[0]) => (await listed(input)).map(({ worldId }) => worldId.slice(-1));
    expect(await ids({ q: word.toUpperCase() })).to.deep.equal(['a', 'c', 'b']);
    expect(await ids({ q: `etude ${word}` })).to.deep.equal(['a']);
    expect(await ids({ tag: word })).to.deep.equal(['c', 'a']);
    expect(await ids({ q: word, limit: 1, offset: 1 })).to.deep.equal(['c']);
    expect((await listed({ q: `etude ${word}` }))[0]?.cover, 'nothing that could run').to.equal(null);
    expect(await listed({ q: 'nothing has this word' })).to.deep.equal([]);
    expect(await codeOf(listed({ limit: 1_000 }))).to.equal('BAD_INPUT');
    expect(await codeOf(listed({ q: 'x'.repeat(101) }))).to.equal('BAD_INPUT');
  });

  it('tells who plays now, what was told, and in which journeys', async () => {
    const worldId = `now-${randomUUID().slice(0, 8)}`;
    await publish(worldId, { name: 'Now', cover: '/covers/drowned-light.svg' });
    const session = await ana.client.startJourney({ worldId, name: 'Ana' });
    const { invite } = await ana.client.api.journeys.get({ journeyId: session.journeyId });
    const second = await ben.client.joinJourney(session.journeyId, { invite, name: 'Ben' });
    const outcome = await session.act('I look around.');
    expect(outcome.type).to.equal('settled');
    now = new Date(now.getTime() + 60_000);

    const seen = () => ana.client.api.worlds.get({ worldId });
    await until(async () => (await seen()).playersNow === 2);
    const world = await seen();
    expect(world).to.include({ journeysNow: 1, turnsTold: 1, players: 2, cover: '/covers/drowned-light.svg' });
    expect(world.characters).not.to.deep.equal([]);
    expect((await listed())[0]?.worldId, 'most players now come first').to.equal(worldId);

    const [row] = await ben.client.api.journeys.list({});
    expect(row).to.deep.include({ journeyId: session.journeyId, worldName: 'Now', cover: world.cover, playersNow: 2 });
    const told = session.state.passages[0]!.text;
    expect(row!.lastPassage!.length).to.be.at.most(140);
    expect(told.replaceAll(/\s+/g, ' ').startsWith(row!.lastPassage!.replace(/…$/, ''))).to.equal(true);
    await Promise.all([session.leave(), second.leave()]);
    await until(async () => (await seen()).playersNow === 0);
    const fresh = await ben.client.startJourney({ worldId, name: 'Ben' });
    expect((await ben.client.api.journeys.list({}))[0]).to.include({ lastPassage: null, worldName: 'Now' });
    await fresh.leave();
  });
});
