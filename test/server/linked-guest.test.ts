/** A guest who linked, over HTTP: the old sign-in is told whose it is now, and the account's history, CSV and wallet have everything. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { RunningServer } from '#server/start-server.ts';
import { give, signIn, until } from '../support/players.ts';
import { startTestServer } from '../support/test-server.ts';

describe('a guest who linked', () => {
  let server: RunningServer;
  before(async () => (server = await startTestServer()));
  after(() => server.stop());

  it('[LK1][LK3] is refused by the old sign-in; the account sees the credits come, and the guest’s rows', async () => {
    const [guest, account] = [await signIn(server), await signIn(server)];
    await server.database.players.updateOne({ _id: account.playerId }, { $set: { kind: 'account' } });
    await give(server, guest, 70);
    const watch = await account.client.watchWallet();
    await server.guestLinks.merge({ guestId: guest.playerId, accountId: account.playerId, at: new Date() });
    await until(() => watch.wallet.available === 70_000_000, 'the credits in the live wallet');
    expect(watch.entries[0]).to.include({ kind: 'link', amount: 70_000_000, asGuest: false });
    await watch.leave();

    const refusal = await guest.client.api.me().then(
      () => 'none',
      (failure: unknown) => (failure as { code: string }).code,
    );
    expect(refusal).to.equal('WALLET_MERGED');

    const order = { id: randomUUID(), playerId: guest.playerId, amount: 1_000_000n, reason: 'late', by: 'op', at: new Date() };
    await server.wallets.adjust(order);
    const { rows } = await account.client.api.wallet.history({});
    expect(rows.map(({ kind, asGuest }) => `${kind} ${asGuest}`)).to.deep.equal(['adjust false', 'link false', 'adjust true']);
    const csv = await fetch(`${server.url}/api/wallet/history.csv`, {
      headers: { authorization: `Bearer ${account.client.token}` },
    });
    const [header, ...lines] = (await csv.text()).trim().split('\r\n');
    const column = header!.split(',').indexOf('asGuest');
    expect(lines.map((line) => line.split(',')[column])).to.deep.equal(['no', 'no', 'yes']);
  });
});
