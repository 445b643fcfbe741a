/** The price book in MongoDB: versions come, and never change. */
import { expect } from 'chai';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { openPriceBook } from '#models/price-book-store.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';
import { SCRIPTED_PRICES } from '../support/test-server.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const rowOf = (narratorId: string, input = '10', accepts = ['some-ai']): PriceRow => ({
  narratorId,
  input,
  output: '20',
  accepts,
});

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
    expect(refusal).to.be.instanceOf(RangeError).with.property('message').that.includes('gift');
    expect(await stored()).to.deep.equal([]);
  });

  it('[PR1] is read by effective time: a price for tomorrow is not yet one', async () => {
    const book = await openPriceBook(database);
    await book.ship([rowOf('hearth')], NOON);
    const tomorrow = new Date(NOON.getTime() + 86_400_000);
    await database.priceVersions.insertOne({ _id: 2, effectiveFrom: tomorrow, rows: [rowOf('hearth', '11')] });
    await book.refresh();
    expect(book.current(NOON).version).to.equal(1);
    expect(book.current(new Date(tomorrow.getTime() - 1)).version).to.equal(1);
    expect(book.current(tomorrow).version).to.equal(2);
    expect(() => book.version(3)).to.throw('no version 3');
  });

  it('[PR1][PR2] a turn held on version 1 settles by it, though version 2 came while it was told', async () => {
    const test: TestGame = await startTestGame();
    try {
      const ana = await test.player({ bonus: 10_000 });
      const journey = await test.journey(ana);
      const publish = async () => {
        const rows = SCRIPTED_PRICES.map((row) => ({ ...row, input: '30000', output: '300000' }));
        await test.database.priceVersions.insertOne({ _id: 2, effectiveFrom: new Date(0), rows });
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
