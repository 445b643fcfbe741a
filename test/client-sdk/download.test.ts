/** Files of one's own, through the SDK. */
import { expect } from 'chai';
import { ConnectionLost, GameClient } from '#sdk/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../models/code-of.ts';
import { give, signIn } from '../support/players.ts';
import { startTestServer } from '../support/test-server.ts';

describe('downloads through the SDK', () => {
  let server: RunningServer;
  before(async () => (server = await startTestServer()));
  after(() => server.stop());

  it('come as they stream, by the filter that was given', async () => {
    const player = await signIn(server);
    await give(server, player, 5);
    const csv = await player.client.download('history.csv');
    expect(csv.headers.get('content-disposition')).to.match(/filename="imagina-history-[\d-]+\.csv"/);
    expect((await csv.text()).trimEnd().split('\r\n')).to.have.length(2);
    const none = await player.client.download('history.json', { kind: ['turn', 'payout'] });
    expect(await none.json()).to.deep.equal([]);
    const all = (await (await player.client.download('my-data.json')).json()) as object;
    expect(JSON.stringify(all)).to.contain(player.playerId);
  });

  it('fail as everything else does', async () => {
    const { client } = await signIn(server);
    expect(await codeOf(client.download('history.csv', { from: 'yesterday' }))).to.equal('BAD_INPUT');
    expect(await codeOf(new GameClient({ url: server.url }).download('my-data.json'))).to.equal('UNAUTHENTICATED');
    const lost: unknown = await new GameClient({ url: 'http://127.0.0.1:9' })
      .download('history.csv')
      .catch((thrown: unknown) => thrown);
    expect(lost).to.be.instanceOf(ConnectionLost);
  });
});
