/** The price book in MongoDB: versions come, and never change. */
import { expect } from 'chai';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { priceRow } from '../support/price-rows.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';
import { scriptedOfferings, SCRIPTED_PRICES } from '../support/test-server.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const DAY_MS = 86_400_000;
const TOMORROW = new Date(NOON.getTime() + DAY_MS);
const NEXT_WEEK = new Date(NOON.getTime() + 7 * DAY_MS);
const rowOf = (narratorId: string, input = '10', accepts = ['some-ai']): PriceRow => priceRow({ narratorId, input, accepts });
/** As versions of before had them: prices and accepted ids only. */
const earlyRow = (narratorId: string, input = '10') => ({ narratorId, input, output: '20', accepts: ['some-ai'] });

describe('the price book', () => {
  let uri: string;
  let database: Database;
  beforeEach(async () => {
    uri = await testMongoUri();
    database = await openDatabase(uri);
  });
  afterEach(async () => {
    await database.close();
    await dropTestDatabase(uri);
  });
  const stored = () => database.priceVersions.find().sort({ _id: 1 }).toArray();

  it('[PR1] ships one version however often, by however many processes at once', async () => {
    const books = await Promise.all(Array.from({ length: 8 }, () => openPriceBook(database)));
    await Promise.all(books.map((book) => book.ship([rowOf('hearth')], NOON)));
    await books[0]!.ship([rowOf('hearth')], NOON);
    expect((await stored()).map(({ _id }) => _id)).to.deep.equal([1]);
    for (const book of books) expect(book.current(NOON).narrators.map(({ narratorId }) => narratorId)).to.deep.equal(['hearth']);
  });

  it('[PR1] processes with different narrators at once: each finds its own priced', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const books = await Promise.all(names.map(() => openPriceBook(database)));
    await Promise.all(books.map((book, index) => book.ship([rowOf(names[index]!)], NOON)));
    for (const [index, book] of books.entries())
      expect(book.current(NOON).narrators.map(({ narratorId }) => narratorId)).to.include(names[index]);
    await books[0]!.refresh();
    expect(books[0]!.current(NOON).narrators.map(({ narratorId }) => narratorId)).to.have.members(names);
  });

  it('[PR1] leaves published prices as they are; adds what is missing, and served ids, as a new version', async () => {
    const book = await openPriceBook(database);
    await book.ship([rowOf('hearth', '10')], NOON);
    const [first] = await stored();
    await book.ship([rowOf('hearth', '99')], NOON);
    expect(await stored(), 'another price in the code').to.deep.equal([first]);
    await book.ship([rowOf('hearth', '99', ['some-ai', 'newer-ai']), rowOf('lumen')], NOON);
    const [, second, ...more] = await stored();
    expect(more).to.deep.equal([]);
    expect(second?.rows).to.deep.equal([rowOf('hearth', '10', ['some-ai', 'newer-ai']), rowOf('lumen')]);
    expect((await stored())[0]).to.deep.equal(first);
    expect(book.version(1).narrators).to.have.length(1);
  });

  it('[PR1] publishes nothing that is priced at zero', async () => {
    const book = await openPriceBook(database);
    const refusal = await book.ship([rowOf('hearth'), rowOf('gift', '0')], NOON).catch((failure: unknown) => failure);
    expect(refusal).to.be.instanceOf(RangeError).with.property('message', 'gift: input must be above zero');
    expect(await stored()).to.deep.equal([]);
  });

  it('[PR1] is read by effective time: a price for tomorrow is not yet one', async () => {
    const book = await openPriceBook(database);
    await book.ship([rowOf('hearth')], NOON);
    await book.publish([rowOf('hearth', '11')], TOMORROW, NOON);
    expect(book.current(NOON).version).to.equal(1);
    expect(book.current(new Date(TOMORROW.getTime() - 1)).version).to.equal(1);
    expect(book.current(TOMORROW).version).to.equal(2);
    expect(() => book.version(3)).to.throw('no version 3');
  });

  it('[PR1] keeps a price for tomorrow, whatever is published for today meanwhile', async () => {
    const book = await openPriceBook(database);
    await book.ship([rowOf('hearth')], NOON);
    await book.publish([rowOf('hearth', '12')], TOMORROW, NOON);
    await book.publish([rowOf('hearth', '11')], NOON, NOON);
    expect(book.current(NOON).version).to.equal(3);
    expect(book.current(TOMORROW).version).to.equal(2);
    expect(book.scheduled(NOON).map(({ version }) => version)).to.deep.equal([2]);
    await book.publish([rowOf('hearth', '13')], TOMORROW, NOON);
    expect(book.current(TOMORROW).version, 'of two for one moment the later one').to.equal(4);
    expect(book.scheduled(NOON).map(({ version }) => version)).to.deep.equal([4]);
    expect(book.rowsInForce(TOMORROW)).to.deep.equal([rowOf('hearth', '13')]);
  });

  it('[PR1] publishes what it shows: the rows in force can be published again as they are', async () => {
    const book = await openPriceBook(database);
    expect(book.rowsInForce(NOON)).to.deep.equal([]);
    const rows = [rowOf('hearth'), priceRow({ narratorId: 'lumen', cacheRead: '1', vendorUsd: { input: '0.5', output: '2' } })];
    await book.publish(rows, NOON, NOON);
    expect(book.rowsInForce(NOON)).to.deep.equal(rows);
    await book.publish(book.rowsInForce(NOON), NOON, NOON);
    expect(book.version(2).narrators).to.deep.equal(book.version(1).narrators);
  });

  it('[PR1] refuses a time that has passed, faulty rows and no rows, and writes nothing', async () => {
    const book = await openPriceBook(database);
    const refusal = async (rows: readonly PriceRow[], from: Date) => {
      const failure = await book.publish(rows, from, NOON).catch((refused: unknown) => refused);
      expect(failure).to.be.instanceOf(RangeError);
      return (failure as RangeError).message;
    };
    expect(await refusal([rowOf('hearth')], new Date(NOON.getTime() - 60_001))).to.include('has passed');
    expect(await refusal([rowOf('hearth')], new Date(Number.NaN))).to.include('not a time');
    expect(await refusal([], NOON)).to.include('without narrators');
    const faults = await refusal([rowOf('hearth', '0'), rowOf('lumen', '-1'), rowOf('lumen')], NOON);
    expect(faults.split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'hearth: input',
      'lumen: input',
      'lumen: narratorId',
    ]);
    expect(await stored()).to.deep.equal([]);
    const { effectiveFrom } = await book.publish([rowOf('hearth')], new Date(NOON.getTime() - 30_000), NOON);
    expect(effectiveFrom, 'not before it was written').to.deep.equal(NOON);
  });

  it('[PR1] publishers at once each get a version of their own', async () => {
    const books = await Promise.all(Array.from({ length: 8 }, () => openPriceBook(database)));
    const published = await Promise.all(
      books.map((book, index) => book.publish([rowOf('hearth', String(index + 1))], NOON, NOON)),
    );
    expect(published.map(({ version }) => version).sort()).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    await books[0]!.refresh();
    for (const { version, narrators } of published) expect(books[0]!.version(version).narrators).to.deep.equal(narrators);
  });

  it('[PR1][TN3] leaves what an operator accepts as it was published, and tells what that turns away', async () => {
    const book = await openPriceBook(database);
    const shipped = [rowOf('hearth', '10', ['ok', 'ok-v2']), rowOf('lumen', '10', ['lumen'])];
    expect(await book.ship(shipped, NOON)).to.deep.equal([]);
    await book.publish([rowOf('hearth', '10', ['ok-v2-only']), rowOf('lumen', '10', ['lumen-2026-07-09'])], NOON, NOON);
    const before = await stored();
    const restarted = await openPriceBook(database);
    const told = [
      { narratorId: 'hearth', served: ['ok', 'ok-v2'] },
      { narratorId: 'lumen', served: ['lumen'] },
    ];
    expect(await restarted.ship(shipped, NOON)).to.deep.equal(told);
    expect(await stored(), 'no version that accepts more').to.deep.equal(before);
    await restarted.ship([...shipped, rowOf('ember')], NOON);
    await restarted.ship([...shipped, rowOf('ember', '10', ['some-ai', 'newer-ai'])], NOON);
    const accepts = restarted.rowsInForce(NOON).map((row) => [row.narratorId, ...row.accepts]);
    expect(accepts, 'also when others are added beside it').to.have.deep.members([
      ['hearth', 'ok-v2-only'],
      ['lumen', 'lumen-2026-07-09'],
      ['ember', 'some-ai', 'newer-ai'],
    ]);
    await restarted.publish([rowOf('hearth', '10', ['ok'])], TOMORROW, NOON);
    expect(restarted.rowsInForce(TOMORROW), 'shown as it was written').to.deep.equal([rowOf('hearth', '10', ['ok'])]);
    expect(await restarted.ship([rowOf('hearth', '10', ['ok', 'ok-2026-07-09'])], NOON), 'a snapshot counts').to.deep.equal([
      { narratorId: 'hearth', served: ['ok', 'ok-2026-07-09'] },
    ]);
    await restarted.publish([rowOf('hearth', '10', ['ok'])], NOON, NOON);
    expect(await restarted.ship([rowOf('hearth', '10', ['ok', 'ok-2026-07-09'])], NOON)).to.deep.equal([]);
  });

  it('[TN3] a start says in one warning whose answers published rows do not accept', async () => {
    const warnings: { fields: object; message: string }[] = [];
    const silent = () => undefined;
    const log = {
      debug: silent,
      info: silent,
      error: silent,
      warn: (fields: object, message: string) => warnings.push({ fields, message }),
    };
    const start = async () => {
      const parts = { config: readConfig({ NODE_ENV: 'test' }), mongodbUri: uri, narrators: scriptedOfferings(), log };
      const composition = await compose({ ...parts, isRoomHere: () => false, clock: () => NOON });
      await composition.database.close();
    };
    await start();
    expect(warnings).to.deep.equal([]);
    const book = await openPriceBook(database);
    await book.publish(
      SCRIPTED_PRICES.map((row) => ({ ...row, accepts: ['scripted-v2'] })),
      NOON,
      NOON,
    );
    await start();
    expect(warnings).to.have.length(1);
    expect(warnings[0]?.message).to.include('published price rows do not accept');
    const notAccepted = SCRIPTED_PRICES.map(({ narratorId, accepts }) => ({ narratorId, served: accepts }));
    expect(warnings[0]?.fields).to.deep.equal({ notAccepted });
  });

  it('[PR1] adds a missing narrator now and to every version scheduled for later', async () => {
    const book = await openPriceBook(database);
    await book.publish([rowOf('hearth', '10')], NOON, NOON);
    await book.publish([rowOf('hearth', '11')], TOMORROW, NOON);
    await book.publish([rowOf('hearth', '12'), rowOf('lumen', '99')], NEXT_WEEK, NOON);
    await book.ship([rowOf('hearth', '1', ['newer-ai']), rowOf('lumen', '20')], NOON);
    const inputs = (at: Date) => book.rowsInForce(at).map(({ narratorId, input, accepts }) => [narratorId, input, ...accepts]);
    expect(inputs(NOON)).to.have.deep.members([['hearth', '10', 'some-ai'], ['lumen', '20', 'some-ai']]); // prettier-ignore
    expect(inputs(TOMORROW)).to.have.deep.members([['hearth', '11', 'some-ai'], ['lumen', '20', 'some-ai']]); // prettier-ignore
    expect(inputs(NEXT_WEEK)).to.have.deep.members([['hearth', '12', 'some-ai'], ['lumen', '99', 'some-ai']]); // prettier-ignore
    const versions = await stored();
    expect(versions.map(({ effectiveFrom }) => effectiveFrom)).to.deep.equal([NOON, TOMORROW, NEXT_WEEK, NOON, TOMORROW]);
    await book.ship([rowOf('hearth'), rowOf('lumen')], NOON);
    expect(await stored(), 'nothing is missing any more').to.deep.equal(versions);
  });

  it('[PR1] reads versions from before there were terms, and completes them at the prices of their operator', async () => {
    const early = [{ ...earlyRow('hearth', '77'), cacheRead: '7' }, earlyRow('ember'), earlyRow('gone')];
    await database.priceVersions.insertOne({ _id: 1, effectiveFrom: NOON, rows: early });
    const book = await openPriceBook(database);
    expect(book.version(1).narrators[0]).to.deep.equal({
      ...{ narratorId: 'hearth', tier: 'standard', freeEligible: true, contextTokens: 4_096, cacheLifetimeMs: 0 },
      ...{ input: 77_000n, output: 20_000n, cacheRead: 7_000n, cacheWrite: 77_000n, accepts: ['some-ai'] },
      vendor: { input: 0n, output: 0n, cacheRead: 0n, cacheWrite: 0n },
    });
    const shipped = priceRow({ tier: 'premium', freeEligible: false, cacheWrite: '5', vendorUsd: { input: '3', output: '9' } });
    await book.ship([shipped, priceRow({ narratorId: 'ember', tier: 'short' })], NOON);
    const [hearth, ember] = ['hearth', 'ember'].map((id) => book.rowsInForce(NOON).find(({ narratorId }) => narratorId === id));
    const accepts = ['some-ai', 'scripted'];
    const { tier, freeEligible, contextTokens, cacheLifetimeSeconds, vendorUsd } = shipped;
    const terms = { tier, freeEligible, contextTokens, cacheLifetimeSeconds, vendorUsd };
    expect(hearth).to.deep.equal({ ...early[0], ...terms, accepts });
    expect(ember).to.include({ tier: 'short', input: '10' });
    expect((await stored())[0]?.rows, 'the early version itself').to.deep.equal(early);
    await book.publish(book.rowsInForce(NOON), NOON, NOON);
    await book.ship([shipped], NOON);
    expect(await stored(), 'an operator can publish the rows of all, also of who is not offered any more').to.have.length(3);
  });

  it('[PR1][PR2] a turn held on version 1 settles by it, though version 2 came while it was told', async () => {
    const test: TestGame = await startTestGame();
    try {
      const ana = await test.player({ bonus: 10_000 });
      const journey = await test.journey(ana);
      const publish = async () => {
        const rows = SCRIPTED_PRICES.map((row) => ({ ...row, input: '30000', output: '300000' }));
        const { effectiveFrom } = test.prices.version(1);
        await test.database.priceVersions.insertOne({ _id: 2, effectiveFrom, rows });
        await test.prices.refresh();
      };
      const charge = (input: number, output: number, inputPrice: bigint, outputPrice: bigint) =>
        BigInt(input) * inputPrice + BigInt(output) * outputPrice;
      const first = await test.play(journey, ana, {
        narratorId: 'astral-lumen',
        onEvent: ({ type }) => (type === 'turn-held' ? publish() : undefined),
      });
      expect(first.turn).to.include({ priceVersion: 1 });
      const { usage } = first.turn!;
      expect(first.turn!.charged).to.equal(charge(usage!.input, usage!.output, 20_000n, 200_000n));
      const second = await test.play(journey, ana, { narratorId: 'astral-lumen' });
      expect(second.turn).to.include({ priceVersion: 2 });
      expect(second.turn!.charged).to.equal(charge(second.turn!.usage!.input, second.turn!.usage!.output, 30_000n, 300_000n));
      await test.assertBooks();
    } finally {
      await test.end();
    }
  });
});
