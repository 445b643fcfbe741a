/** Worlds on a real mongod: listed without their lore, and read whole once, however large they are. */
import { expect } from 'chai';
import type { World } from '#core/worlds/world.ts';
import { openDatabase } from '#models/database.ts';
import type { Database } from '#models/database.ts';
import { createWorldStore } from '#models/world-store.ts';
import { coast, loreEntry, worldWith } from '../core/prompts/story.ts';
import { dropTestDatabase, testMongoUri } from '../support/test-mongo.ts';

const AT = new Date('2026-11-23T12:00:00Z');
const large: World = worldWith(
  {},
  { entries: Array.from({ length: 5_000 }, (_, index) => loreEntry(`entry${index}`, { content: 'x'.repeat(100) })) },
);
const LARGE_BYTES = JSON.stringify(large).length;

describe('the world store', () => {
  let uri: string;
  let database: Database;
  before(async () => {
    uri = await testMongoUri();
    database = await openDatabase(uri);
  });
  after(async () => {
    await database.close();
    await dropTestDatabase(uri);
  });

  /** What mongod sent as answers to reads of worlds meanwhile, and how many documents it opened for them. */
  async function readBy(work: () => Promise<unknown>): Promise<{ bytes: number; documents: number }> {
    await database.db.command({ profile: 2 });
    await work();
    await database.db.command({ profile: 0 });
    const ns = `${database.db.databaseName}.worlds`;
    const reads = await database.db.collection('system.profile').find({ ns }).toArray();
    await database.db.collection('system.profile').drop();
    expect(reads).not.to.deep.equal([]);
    return {
      bytes: reads.reduce((sum, read) => sum + Number(read['responseLength']), 0),
      documents: reads.reduce((sum, read) => sum + Number(read['docsExamined']), 0),
    };
  }

  it('lists the newest version of every world by name, without its lore', async () => {
    const store = createWorldStore(database);
    await store.publish({ ...large, name: 'Coast' }, AT);
    await store.publish({ ...large, name: 'Drowned Coast' }, AT);
    await store.publish({ ...coast, id: 'abbey', name: 'Abbey', tags: ['quiet'], cover: '/covers/abbey.svg' }, AT);
    const { ownerId, tagline, creator_notes } = coast;
    const cover = '/covers/abbey.svg';
    const expected = [
      { id: 'abbey', version: 1, ownerId, name: 'Abbey', tagline, creator_notes, tags: ['quiet'], cover },
      { id: 'coast', version: 2, ownerId, name: 'Drowned Coast', tagline, creator_notes, tags: [] },
    ];
    const first = await readBy(async () => expect(await store.list()).to.deep.equal(expected));
    expect(first.bytes).to.be.below(LARGE_BYTES / 100);
    const again = await readBy(async () => expect(await store.list()).to.deep.equal(expected));
    expect(again, 'from the index alone').to.include({ documents: 0 });
    await store.publish({ ...coast, id: 'abbey', name: 'Zenith' }, AT);
    expect((await store.list()).map(({ name, version }) => `${name} ${version}`)).to.deep.equal(['Drowned Coast 2', 'Zenith 2']);
  });

  it('reads a world whole once, and then only which version is the newest', async () => {
    const store = createWorldStore(database);
    const { version } = await store.publish({ ...large, name: 'Found again' }, AT);
    const found = await store.find('coast');
    expect(found).to.deep.equal({ ...large, name: 'Found again', version });
    const { bytes, documents } = await readBy(async () => {
      expect(await store.find('coast'), 'the same object').to.equal(found);
      expect(await store.find('coast')).to.equal(found);
    });
    expect(bytes).to.be.below(2_000);
    expect(documents).to.equal(0);
    const newer = await store.publish({ ...large, name: 'Newer' }, AT);
    expect((await store.find('coast')).name).to.equal('Newer');
    expect((await store.find('coast', version)).name).to.equal('Found again');
    expect(newer.version).to.equal(version + 1);
    for (const [id, wanted] of [['nowhere'], ['coast', 99]] as const)
      expect(await store.find(id, wanted).catch((failure: unknown) => failure)).to.include({ code: 'WORLD_NOT_FOUND' });
  });
});
