/** `npm run prices` as an operator runs it: in a process of its own, on a real mongod. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import { insertTurns, settledTurn } from '../../models/settled-turns.ts';
import { priceRow } from '../../support/price-rows.ts';
import { dropTestDatabase, testMongoUri } from '../../support/test-mongo.ts';

const SCRIPT = join(import.meta.dirname, '../../../server/scripts/prices.ts');
const IN_FORCE = [priceRow(), priceRow({ narratorId: 'lumen', tier: 'premium', freeEligible: false, input: '20000' })];

describe('npm run prices', function () {
  this.timeout(60_000);
  let uri: string;
  let folder: string;
  let database: Database;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'imagina-prices-'))));
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    uri = await testMongoUri();
    database = await openDatabase(uri);
    await (await openPriceBook(database)).publish(IN_FORCE, new Date(), new Date());
  });
  afterEach(async () => {
    await database.close();
    await dropTestDatabase(uri);
  });

  async function prices(...argv: string[]): Promise<{ code: number; out: string; told: string }> {
    const environment = { ...process.env, MONGODB_URI: uri, NODE_ENV: 'test' };
    const child = spawn(process.execPath, [SCRIPT, ...argv], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, told, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit') as Promise<[number]>,
    ]);
    return { code, out, told };
  }

  async function fileOf(narrators: readonly PriceRow[]): Promise<string> {
    const path = join(folder, 'prices.json');
    await writeFile(path, JSON.stringify({ narrators }));
    return path;
  }

  const versions = () => database.priceVersions.countDocuments();

  it('[PR1] publishes what it shows, for a time to come, and says what follows', async () => {
    const shown = await prices('show');
    expect(shown).to.include({ code: 0, told: 'Version 1.\n' });
    expect(JSON.parse(shown.out)).to.deep.equal({ narrators: IN_FORCE });
    const path = join(folder, 'shown.json');
    await writeFile(path, shown.out);
    const published = await prices('publish', path, '--from', '2999-01-01');
    expect(published).to.include({
      code: 0,
      out: 'Version 2 with 2 narrators is in force from 2999-01-01T00:00:00.000Z on.\n',
      told: '',
    });
    expect((await prices('show')).told).to.equal('Version 1. Version 2 follows from 2999-01-01T00:00:00.000Z on.\n');
    const book = await openPriceBook(database);
    expect(book.current(new Date()).version).to.equal(1);
    expect(book.current(new Date('2999-01-01T00:00:00Z')).version).to.equal(2);
  });

  it('[PR1] does not take a narrator from players unless told so', async () => {
    const path = await fileOf(IN_FORCE.slice(0, 1));
    const refused = await prices('publish', path, '--from', 'now');
    expect(refused).to.include({ code: 2, out: '' });
    expect(refused.told).to.match(/^NOT PUBLISHED: lumen would be gone from players/);
    expect(await versions()).to.equal(1);
    const dropped = await prices('publish', path, '--from', 'now', '--drop');
    expect(dropped.code).to.equal(0);
    expect(dropped.told).to.include('DROPPED: lumen.');
    expect(await versions()).to.equal(2);
  });

  it('[PR1] refuses times, files and words that cannot be, in a sentence, and writes nothing', async () => {
    const good = await fileOf(IN_FORCE);
    const refusals: [string[], RegExp][] = [
      [['publish', good, '--from', '2020-01-01'], /^2020-01-01T00:00:00\.000Z has passed/],
      [['publish', good, '--from', '2999-01-01T12:00'], /is not a time: write now/],
      [['publish', good], /^--from is needed/],
      [['publish', '--from', 'now'], /^One file of prices is needed/],
      [['publish', SCRIPT, '--from', 'now'], /is not JSON/],
      [['publish', good, '--form', 'now'], /Unknown option '--form'[^]*See --help/],
      [['compare', good, '--turns', '0'], /^--turns "0" is not a whole number from 1/],
      [['margins', '--by', 'player'], /^--by must be one of narrator, world, turn/],
      [['raise'], /^prices needs one of: show, compare, publish, margins/],
    ];
    for (const [argv, sentence] of refusals) {
      const { code, out, told } = await prices(...argv);
      expect(told, argv.join(' '))
        .to.match(sentence)
        .and.not.match(/\n {4}at /);
      expect({ code, out }, argv.join(' ')).to.deep.equal({ code: 2, out: '' });
    }
    expect(await versions()).to.equal(1);
  });

  it('compares the latest turns as they were charged with the file, narrator by narrator and world by world', async () => {
    const dearer = await fileOf([priceRow({ input: '15000', vendorUsd: { input: '1', output: '2' } })]);
    expect((await prices('compare', dearer)).out).to.equal('There is no settled turn yet to compare with.\n');
    await insertTurns(database, [
      ...Array.from({ length: 5 }, () => settledTurn({ charged: 20_000_000n })),
      settledTurn({ charged: 0n, wouldHaveCost: 20_000_000n, funding: 'free', worldId: 'hill' }),
      settledTurn({ narratorId: 'lumen' }),
    ]);
    const { code, out } = await prices('compare', dearer, '--turns', '500');
    expect(code).to.equal(0);
    expect(out).to.include('The latest 7 settled turns, back to 2026-11-23T12:00:00.000Z.');
    expect(out).to.include('lumen is not in the file: 1 turns of it are left out.');
    expect(cellsOf(out, 'hearth')).to.deep.equal(
      ['hearth', '5', '100.00', '125.00', '+25.0 %', '0.00', '6.00', '100.0 %', '95.2 %', '1', '0.00', '1.20'], // prettier-ignore
    );
    expect(cellsOf(out, 'total').slice(1)).to.deep.equal(cellsOf(out, 'hearth').slice(1));
    expect(cellsOf(out, 'sea').slice(0, 5)).to.deep.equal(['sea', '5', '100.00', '125.00', '+25.0 %']);
    expect(out, 'colors only on terminals').to.not.include('\u001b');
  });

  it('prints margins by narrator, world and turn', async () => {
    expect((await prices('margins')).out).to.equal('There was no settled turn in the last 7 days.\n');
    const at = new Date();
    const paid = settledTurn({ charged: 20_000_000n, vendorCost: 5_000_000n, at });
    await insertTurns(database, [
      paid,
      settledTurn({ charged: 0n, wouldHaveCost: 9_000_000n, vendorCost: 1_000_000n, funding: 'free', at }),
    ]);
    const cells = ['2', '20.00', '29.00', '6.00', '14.00', '70.0 %', '1', '1.00'];
    for (const [by, id] of [
      ['narrator', 'hearth'],
      ['world', 'sea'],
    ] as const) {
      // prettier-ignore
      const { code, out } = await prices('margins', '--by', by);
      expect(code).to.equal(0);
      expect(cellsOf(out, id)).to.deep.equal([id, ...cells, at.toISOString().slice(0, 19)]);
      expect(cellsOf(out, 'total')).to.deep.equal(['total', ...cells]);
    }
    const byTurn = cellsOf((await prices('margins', '--by', 'turn', '--days', '1')).out, paid.key);
    expect(byTurn.slice(0, 7)).to.deep.equal([paid.key, '1', '20.00', '20.00', '5.00', '15.00', '75.0 %']);
  });
});

/** The cells of a table's row. */
function cellsOf(table: string, first: string): string[] {
  const line = table.split('\n').find((candidate) => candidate.startsWith(`${first} `));
  return line?.split(/ {2,}/) ?? [];
}
