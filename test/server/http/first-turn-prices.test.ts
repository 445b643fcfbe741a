/** What a first turn costs on every AI: told to anybody, signed in or not, out of one reckoning that is kept for a while. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { GameError } from '#protocol/errors.ts';
import type { NarratorView } from '#sdk/index.ts';
import { GameClient } from '#sdk/index.ts';
import { createScriptedNarrator, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../../models/code-of.ts';
import { changesSince, oplogNow } from '../../models/oplog.ts';
import { signIn, until } from '../../support/players.ts';
import { SCRIPTED_PRICES, startTestServer } from '../../support/test-server.ts';

const FREE_TURNS = 4;
/** What the process writes about itself. */
const OWN_WRITES = ['processes', 'agendaJobs'];

describe('the price of a first turn', () => {
  let server: RunningServer;
  let now: Date;
  let counted = 0;
  let isLoading = false;

  before(async () => {
    now = new Date('2099-11-23T12:00:00Z');
    const scripted = createScriptedNarrator(() => ({}));
    const countTokens = (text: string) => {
      if (isLoading) throw new GameError('NARRATOR_UNAVAILABLE');
      counted++;
      return scripted.countTokens(text);
    };
    server = await startTestServer({
      narrators: { entries: scriptedEntries({ ...scripted, countTokens }), prices: SCRIPTED_PRICES },
      clock: () => now,
      environment: { FREE_TURNS_GUEST: String(FREE_TURNS), FREE_TURNS_ACCOUNT: '9', WELCOME_GRANT_CREDITS: '500' },
    });
  });
  beforeEach(() => {
    isLoading = false;
  });
  after(() => server.stop());

  const anybody = () => new GameClient({ url: server.url });
  const asked = async (worldId = 'drowned-light', { api } = anybody()) => quotesIn(await api.narrators({ worldId }));
  const publish = async (about: object = {}) => {
    const { version: _version, ...sample } = await server.worlds.find('drowned-light');
    const id = `first-${randomUUID().slice(0, 8)}`;
    await server.worlds.publish({ ...sample, id, ...about }, now);
    return id;
  };

  it('is told to anybody as a new guest then has it, in the list, in the journey and in the world', async () => {
    const before = await asked();
    expect(before['hearth']).to.include({ funding: 'free', turnsLeft: FREE_TURNS, warm: false, cappedBy: null });
    expect(before['astral-lumen']).to.include({ funding: 'credits', turnsLeft: 0 });
    for (const quote of Object.values(before)) {
      expect(quote!.low).to.be.above(0);
      expect([quote!.low, quote!.likely, quote!.high, quote!.ceiling]).to.deep.equal(
        [quote!.low, quote!.likely, quote!.high, quote!.ceiling].sort((a, b) => a - b),
      );
    }
    const guest = await signIn(server);
    expect(await asked('drowned-light', guest.client)).to.deep.equal(before);
    const { name } = await guest.client.api.me();
    const session = await guest.client.startJourney({ worldId: 'drowned-light', name });
    await until(() => Object.keys(session.state.me!.quotes).length === 2);
    expect(session.state.me!.quotes).to.deep.equal(before);
    expect((await guest.client.api.worlds.get({ worldId: 'drowned-light' })).likelyCost).to.equal(before['hearth']!.likely);
    await session.leave();
  });

  it('is told without making anybody, or writing anything', async () => {
    await asked();
    const mark = await oplogNow(server.database);
    for (const { id } of await server.worlds.list()) await asked(id);
    const written = await changesSince(server.database, mark);
    expect(written.filter(({ collection }) => !OWN_WRITES.includes(collection))).to.deep.equal([]);
  });

  it('goes by the sign-in if there is one, and is refused with a bad one, for no such world, and in a journey to nobody', async () => {
    const { client } = await signIn(server);
    const session = await client.startJourney({ worldId: 'drowned-light', name: 'Ana' });
    expect((await session.act('I look around.')).type).to.equal('settled');
    expect((await asked('drowned-light', client))['hearth']!.turnsLeft).to.equal(FREE_TURNS - 1);
    const forged = new GameClient({ url: server.url, token: 'forged' });
    expect(await codeOf(asked('drowned-light', forged))).to.equal('UNAUTHENTICATED');
    expect(await codeOf(asked('no-such-world'))).to.equal('WORLD_NOT_FOUND');
    expect(await codeOf(asked('x'.repeat(1_000)))).to.equal('BAD_INPUT');
    const { journeyId } = session;
    expect(await codeOf(anybody().api.narrators({ journeyId }))).to.equal('UNAUTHENTICATED');
    expect(await codeOf(anybody().api.narrators({ journeyId, worldId: 'drowned-light' }))).to.equal('UNAUTHENTICATED');
    await session.leave();
  });

  it('is worked out once for all who ask, and anew five minutes later or by another price version', async () => {
    const [worldId, another] = [await publish(), await publish()];
    await asked();
    const work = async (ask: () => Promise<unknown>) => {
      const before = counted;
      await ask();
      return counted - before;
    };
    const crowd = () => Promise.all(Array.from({ length: 20 }, () => asked(worldId)));
    const once = await work(() => asked(another));
    expect(once).to.be.above(0);
    expect(await work(crowd), 'twenty at once').to.equal(once);
    expect(await work(crowd), 'as long as it is fresh').to.equal(0);
    now = new Date(now.getTime() + 5 * 60_000);
    expect(await work(crowd), 'then').to.be.within(1, once);

    const { likely } = (await asked(worldId))['hearth']!;
    const dearer = SCRIPTED_PRICES.map((row) => ({ ...row, input: '40000' }));
    await server.prices.publish(dearer, now, now);
    expect((await asked(worldId))['hearth']!.likely).to.be.above(likely);
  });

  it('comes as soon as an AI has loaded, and is asked no more of one that cannot take the world in', async () => {
    const worldId = await publish();
    isLoading = true;
    expect(await asked(worldId)).to.deep.equal({ hearth: null, 'astral-lumen': null });
    isLoading = false;
    expect(Object.values(await asked(worldId))).not.to.include(null);

    const vast = await publish({ description: 'The sea. '.repeat(20_000) });
    expect(await asked(vast)).to.deep.equal({ hearth: null, 'astral-lumen': null });
    const before = counted;
    await asked(vast);
    expect(counted).to.equal(before);
  });
});

function quotesIn(narrators: readonly NarratorView[]) {
  return Object.fromEntries(narrators.map(({ narratorId, quote }) => [narratorId, quote]));
}
