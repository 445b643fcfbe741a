/** Stories beyond the first buffer of Colyseus: whole for who is there, and for who comes later. */
import { expect } from 'chai';
import type { RunningServer } from '#server/start-server.ts';
import { short, signIn, together, until } from '../support/players.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

describe('a long story', () => {
  let server: RunningServer;
  const sentence = 'The gray water laps at the stair, and the rope swings once against the post.  ';

  before(async () => {
    server = await startTestServer({
      narrators: scriptedOfferings({ pieces: [sentence.repeat(170)], patches: [{ key: 'trust', op: 'add', value: 1 }] }),
    });
  });
  after(() => server.stop());

  it('comes whole to whoever joins late or again, and by changes to who is there', async () => {
    const [ana, ben] = await together([await signIn(server), await signIn(server)]);
    for (const session of [ana!, ben!]) {
      for (let turn = 0; turn < 3; turn++) {
        // Passages beyond their limit raise the price faster than a quote can follow.
        const outcome = await session.act('I listen to the water.', { ceiling: 10_000_000_000 });
        expect(short(outcome)).to.equal('settled');
      }
    }
    await until(() => ana!.state.passages.length === 6 && ben!.state.passages.length === 6);
    const { client, playerId } = await signIn(server);
    const { invite } = await server.journeys.findFor(ana!.journeyId, ana!.playerId);
    const cleo = await client.joinJourney(ana!.journeyId, { invite, name: 'Cleo' });
    expect(JSON.stringify(cleo.state.passages)).to.have.length.above(70_000);
    expect(cleo.state.passages).to.deep.equal(ana!.state.passages);
    expect(cleo.state.passages).to.deep.equal(ben!.state.passages);
    expect(cleo.state.me?.playerId).to.equal(playerId);
    expect(cleo.state.me?.quote.ceiling).to.be.above(0);
    expect(cleo.state.trackers).to.deep.equal(ana!.state.trackers);
    await Promise.all([ana!.leave(), ben!.leave(), cleo.leave()]);
  });
});
