/** Stopping a server politely: running turns finish and are booked, players go on where the journey is next. */
import { expect } from 'chai';
import { freePort } from '#server/embedded/mongod-process.ts';
import { short, signIn, together, until } from '../support/players.ts';
import { testMongoUri } from '../support/test-mongo.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

describe('a draining server', () => {
  it('[TN1] lets the running turn finish, keeps the waiting one, and the next server goes on', async () => {
    const mongodbUri = await testMongoUri();
    const environment = { PORT: String(await freePort()) };
    const pieces = Array.from({ length: 30 }, (_, index) => `Piece ${index}. `);
    const narrators = scriptedOfferings({ pieces, pauseMs: 30 });
    let server = await startTestServer({ mongodbUri, environment, narrators });
    const [ana, ben] = await together([await signIn(server), await signIn(server)]);
    const running = ana!.act('I finish this.');
    const waiting = ben!.act('I wait for that.');
    await until(() => (ana!.state.current?.text.length ?? 0) > 0);

    const stopping = server.stop();
    const outcome = await running;
    expect(short(outcome)).to.equal('settled');
    expect(outcome.text).to.include('Piece 29.');
    await stopping;

    server = await startTestServer({ mongodbUri, environment, narrators });
    expect(short(await waiting)).to.equal('settled');
    expect(ben!.state.passages.map(({ action }) => action)).to.deep.equal(['I finish this.', 'I wait for that.']);
    await Promise.all([ana!.leave(), ben!.leave()]);
    await server.stop();
  });
});
