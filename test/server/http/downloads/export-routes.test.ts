/** Downloads: the history as CSV and JSON, and all of one's data, as people and spreadsheets get them. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { EarningsView, HistoryRow, PurchaseView } from '#protocol/rest-contract.ts';
import { credits } from '#core/money/microcredits.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import { purchaseDocument } from '#models/documents/purchase-document.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import { newPurchase } from '#core/purchases/new-purchase.ts';
import type { RunningServer } from '#server/start-server.ts';
import { give, short, signIn, together } from '../../../support/players.ts';
import type { TestPlayer } from '../../../support/players.ts';
import { dropTestDatabase } from '../../../support/test-mongo.ts';
import { startTestServer } from '../../../support/test-server.ts';

const SMALL_PACK = { id: 'small', price: 500, currency: 'usd', credits: credits(5), bonus: 0n };

/** What a spreadsheet would run, or take for a number or another cell. */
const FORMULAS = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=cmd|" /C calc"!A0', 'a,"b"\nc'];

describe('downloads', () => {
  let server: RunningServer;
  let ana: TestPlayer;
  before(async () => {
    server = await startTestServer();
    ana = await signIn(server);
  });
  after(async () => {
    await server.stop();
    await dropTestDatabase(server.mongodbUri);
  });

  const get = (path: string, { client }: TestPlayer = ana) =>
    fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${client.token}` } });
  const adjust = (player: TestPlayer, reason: string, amount: bigint) =>
    server.wallets.adjust({ id: randomUUID(), playerId: player.playerId, amount, reason, by: 'op', at: new Date() });

  async function rowsOfCsv(path: string, player?: TestPlayer): Promise<Record<string, string>[]> {
    const [header = [], ...rows] = parseCsv(await (await get(path, player)).text());
    return rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
  }

  async function allRows({ client }: TestPlayer): Promise<HistoryRow[]> {
    return (await client.api.wallet.history({ limit: 100 })).rows;
  }

  it('have the very rows of the history, newest first, in credits for people and microcredits for programs', async () => {
    await give(server, ana, 5_000);
    const [session] = await together([ana]);
    expect(short(await session!.act('I look.'))).to.equal('settled');
    await session!.chooseNarrator('astral-lumen');
    expect(short(await session!.act('I look again.'))).to.equal('settled');
    await session!.leave();
    await adjust(ana, 'a microcredit', -1n);

    const rows = await allRows(ana);
    const json = await get('/wallet/history.json');
    expect(json.headers.get('content-type')).to.match(/^application\/json/);
    expect(json.headers.get('content-disposition')).to.match(/^attachment; filename="imagina-history-\d{4}-\d\d-\d\d\.json"$/);
    expect(await json.json()).to.deep.equal(rows);

    const table = await rowsOfCsv('/wallet/history.csv');
    expect(table.map(({ key }) => key)).to.deep.equal(rows.map(({ key }) => key));
    const [taken, paid, free, given] = table;
    expect(taken).to.include({ kind: 'adjust', credits: '-0.000001', reason: 'a microcredit' });
    expect(given).to.include({ credits: '5000', balance: '5000', reason: 'for a test' });
    const world = await server.worlds.find('drowned-light');
    const place = { world: world.name, journey: world.name, priceVersion: '1' };
    expect(free).to.include({ ...place, credits: '0', turn: '1', state: 'settled', ai: 'hearth', paidBy: 'free' });
    expect(Number(free!['wouldHaveCost'])).to.be.above(0);
    expect(paid).to.include({ ...place, turn: '2', ai: 'astral-lumen', paidBy: 'credits', counted: 'no' });
    expect(paid!['credits']).to.equal(`-${paid!['wouldHaveCost']}`);
    expect(paid!['input']).to.equal(String(rows[1]!.turn!.usage!.input));
  });

  it('obey the same filters, and refuse what is none', async () => {
    for (const query of [
      'kind=turn',
      'kind=turn&kind=adjust',
      'funding=free',
      'narratorId=hearth&state=settled',
      'kind=payout',
    ]) {
      const filter = Object.fromEntries(new URLSearchParams(query)) as {
        funding?: 'free';
        state?: 'settled';
        narratorId?: string;
      };
      const kind = new URLSearchParams(query).getAll('kind') as HistoryRow['kind'][];
      const { rows } = await ana.client.api.wallet.history({ ...filter, kind: kind.length > 0 ? kind : undefined });
      const keys = rows.map(({ key }) => key);
      expect(
        (await rowsOfCsv(`/wallet/history.csv?${query}`)).map(({ key }) => key),
        query,
      ).to.deep.equal(keys);
      const json = (await (await get(`/wallet/history.json?${query}`)).json()) as HistoryRow[];
      expect(
        json.map(({ key }) => key),
        query,
      ).to.deep.equal(keys);
    }
    expect((await get('/wallet/history?kind=turn,adjust&limit=1')).status).to.equal(200);
    for (const query of [
      'kind=tax',
      'kind=',
      'from=yesterday',
      'funding=gold',
      'worldId=a%20b',
      'state=open',
      'journeyId=a&journeyId=b',
    ])
      for (const path of ['/wallet/history.csv', '/wallet/history.json', '/wallet/history']) {
        const answer = await get(`${path}?${query}`);
        expect([answer.status, ((await answer.json()) as { code: string }).code], path + query).to.deep.equal([400, 'BAD_INPUT']);
      }
  });

  it('refuse filters that there are not, so that no slip passes for the whole table', async () => {
    for (const query of ['knd=turn', 'worldId[$ne]=1', 'worldId%5B%24ne%5D=1', 'kind=turn&cursor=x'])
      for (const path of ['/wallet/history.csv', '/wallet/history.json']) {
        const answer = await get(`${path}?${query}`);
        expect([answer.status, ((await answer.json()) as { code: string }).code], path + query).to.deep.equal([400, 'BAD_INPUT']);
      }
  });

  it('give no cell that a spreadsheet would run, and lose no letter', async () => {
    const eve = await signIn(server);
    for (const reason of FORMULAS) await adjust(eve, reason, 7n);
    const { journeyId } = await eve.client.api.journeys.create({ worldId: 'drowned-light', name: 'Eve' });
    await server.database.journeys.updateOne({ _id: journeyId }, { $set: { title: '=HYPERLINK("x")' } });
    const key = (await allRows(eve))[0]!.key;
    await server.database.entries.updateOne({ _id: key }, { $set: { meta: { journeyId, worldId: '+w' } } });
    const other = (await allRows(eve))[1]!.key;
    const meta = { purchaseId: '=1', packId: '@small', currency: 'usd', paid: 499 };
    await server.database.entries.updateOne({ _id: other }, { $set: { meta } });

    const text = await (await get('/wallet/history.csv', eve)).text();
    const table = await rowsOfCsv('/wallet/history.csv', eve);
    expect(table.map(({ reason }) => reason!.replace(/^'/, '')).reverse()).to.deep.equal(FORMULAS);
    expect(table[0]).to.include({ journey: `'=HYPERLINK("x")`, world: `'+w` });
    expect(table[1]).to.include({ pack: `'@small`, paid: '4.99', currency: 'usd', purchaseId: `'=1` });
    for (const row of table)
      for (const [column, cell] of Object.entries(row))
        if (!['credits', 'balance'].includes(column)) expect(cell, column).to.not.match(/^[=+\-@\t\r＝＋－＠]/u);
    expect(text.split('\r\n').at(-1)).to.equal('');
  });

  it('are whole documents when there is nothing', async () => {
    const nobody = await signIn(server);
    expect(await rowsOfCsv('/wallet/history.csv', nobody)).to.deep.equal([]);
    expect(await (await get('/wallet/history.csv', nobody)).text()).to.match(
      /^time,kind,credits,balance,debt,reason,.*,key\r\n$/,
    );
    expect(await (await get('/wallet/history.json', nobody)).json()).to.deep.equal([]);
    const mine = (await (await get('/me/export', nobody)).json()) as Record<string, unknown>;
    for (const section of ['history', 'operatorActions', 'purchases', 'earnings', 'journeys', 'turns'])
      expect(mine[section], section).to.deep.equal([]);
  });

  it('[DR2] of all my data have what I wrote, paid and was given, and nothing of anybody else or secret', async () => {
    const [cleo, dan] = [await signIn(server), await signIn(server)];
    const [hers, his] = await together([cleo, dan], ['Cleo', 'Dan']);
    await hers!.changeSettings({ memoryNote: 'I am afraid of bells.' });
    expect(short(await hers!.act('I listen.'))).to.equal('settled');
    expect(short(await his!.act('I whistle to myself.'))).to.equal('settled');
    await adjust(cleo, 'sorry for the outage', credits(5));
    const { purchases, earnings, accruals } = server.database;
    for (const { playerId } of [cleo, dan]) {
      const at = new Date();
      const order = { id: `order for ${playerId}`, amount: 100, reason: 'a kindness', by: 'operator-olga', at };
      const beginning = { id: `bought by ${playerId}`, playerId, pack: SMALL_PACK, mode: 'sandbox' as const, at };
      const bought: Purchase = { ...newPurchase(beginning), paid: 500 };
      await purchases.insertOne(
        purchaseDocument({ ...bought, paymentId: `pi_${playerId}`, refundOrders: [{ ...order, state: 'ordered', fault: null }] }),
      );
      const earned = { creatorId: playerId, worldId: `world of ${playerId}`, day: utcDay(at) };
      await earnings.insertOne({ _id: playerId, ...earned, accrued: 9n, paid: 4n, open: true });
      await accruals.insertOne({ _id: playerId, ...earned, amount: 3n });
    }
    const text = await (await get('/me/export', cleo)).text();
    const mine = JSON.parse(text) as Record<string, never> & {
      player: object;
      signIn: { email: string; sessions: unknown[] };
      wallet: { available: number };
      journeys: { me: { name: string; settings: object } }[];
      turns: { action: string; passage: string; usage: object }[];
      operatorActions: { reason: string; amount: number }[];
      history: HistoryRow[];
      purchases: PurchaseView[];
      earnings: EarningsView['rows'];
    };
    expect(mine.player).to.include({ playerId: cleo.playerId, kind: 'guest' });
    expect(mine.signIn.email).to.include('@');
    expect(mine.signIn.sessions).to.have.length(1);
    expect(mine.wallet.available).to.equal(5_000_000);
    expect(mine.journeys[0]!.me).to.deep.include({ name: 'Cleo' });
    expect(mine.journeys[0]!.me.settings).to.include({ memoryNote: 'I am afraid of bells.' });
    expect(mine.turns.map(({ action }) => action)).to.deep.equal(['I listen.']);
    expect(mine.turns[0]!.usage).to.include.keys('input', 'output');
    expect(mine.operatorActions.map(({ reason, amount }) => [reason, amount])).to.deep.equal([
      ['sorry for the outage', 5_000_000],
    ]);
    expect(mine.history).to.deep.equal(await allRows(cleo));
    expect(mine.purchases).to.have.length(1);
    expect(mine.purchases[0]).to.deep.include((await cleo.client.api.purchases.list({}))[0]);
    expect(mine.purchases[0]).to.deep.include({ paid: 500, paymentId: `pi_${cleo.playerId}` });
    expect(mine.purchases[0]).to.have.nested.include({ 'pack.packId': 'small', 'refundOrders[0].reason': 'a kindness' });
    expect(mine.earnings).to.deep.equal((await cleo.client.api.creator.earnings({})).rows);
    expect(mine.earnings.map(({ pending, matured, paid }) => [pending, matured, paid])).to.deep.equal([[8, 0, 4]]);
    for (const foreign of ['whistle', 'Dan', dan.playerId, 'operator-olga', cleo.client.token!])
      expect(text).to.not.include(foreign);
    await hers!.leave();
    await his!.leave();
  });

  it('are for who is signed in', async () => {
    for (const path of ['/wallet/history.csv', '/wallet/history.json', '/me/export']) {
      const answer = await fetch(`${server.url}/api${path}`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).to.deep.equal([401, 'UNAUTHENTICATED']);
    }
  });

  it('stand in the description of the API', async () => {
    const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      paths: Record<string, { get?: object }>;
    };
    for (const path of ['/wallet/history.csv', '/wallet/history.json', '/me/export'])
      expect(paths[path]?.get, path).to.include.keys('summary', 'responses');
    const names = (path: string) => (paths[path]!.get as { parameters: { name: string }[] }).parameters.map(({ name }) => name);
    expect(names('/wallet/history.csv')).to.include.members(['kind', 'from', 'journeyId']).and.not.include('cursor');
  });
});

/** RFC 4180, by the book. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
