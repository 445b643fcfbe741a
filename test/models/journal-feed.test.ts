/** The journal's feed on a real mongod: every entry of whichever process, also past cut cursors, and gaps that are told. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { pino } from 'pino';
import type { FeedEntry, JournalFeed } from '#core/live/journal-feed.ts';
import { credits } from '#core/money/microcredits.ts';
import { openDatabase } from '#models/database.ts';
import { createJournalFeed } from '#models/journal-feed.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import type { WalletStore } from '#models/wallet-store.ts';
import { until } from '../support/players.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { breakFeed, dropFeed, feedCursors, killFeed } from '../support/feed-faults.ts';

describe('the journal feed', () => {
  let test: TestGame;
  let feed: JournalFeed;
  let playerId: string;
  /** Another connection with its own stores, as another process has. */
  let elsewhere: WalletStore;
  let closeElsewhere: () => Promise<void>;

  before(async () => {
    test = await startTestGame();
    feed = createJournalFeed(test.database, pino({ level: 'silent' }));
    const database = await openDatabase(test.mongodbUri);
    elsewhere = createWalletStore(database);
    closeElsewhere = () => database.close();
  });
  beforeEach(async () => (playerId = (await test.player()).id));
  after(async () => {
    await closeElsewhere();
    await test.end();
  });

  const give = (to = playerId, id: string = randomUUID()) =>
    elsewhere.adjust({ id, playerId: to, amount: credits(1), reason: 'for a test', by: 'test', at: new Date() });

  async function follow(topic: Parameters<JournalFeed['listen']>[0]) {
    const entries: FeedEntry[] = [];
    let gaps = 0;
    const stop = await feed.listen(topic, { onEntry: (entry) => entries.push(entry), onGap: () => (gaps += 1) });
    return { stop, entries, keys: () => entries.map(({ key }) => key), gaps: () => gaps };
  }

  it('tells a player’s entries in the order of their commits, and nobody else’s', async () => {
    const other = await test.player();
    const feeding = await follow({ party: playerId });
    for (let index = 0; index < 20; index++) {
      await give(playerId, `${playerId}-${index}`);
      await give(other.id);
    }
    await until(() => feeding.entries.length >= 20);
    expect(feeding.keys()).to.deep.equal(Array.from({ length: 20 }, (_, index) => `adjust:${playerId}-${index}`));
    const times = feeding.entries.map(({ committedAt }) => committedAt);
    expect(times).to.deep.equal([...times].sort((a, b) => (a < b ? -1 : 1)));
    feeding.stop();
  });

  it('tells a world’s turns with what they cost', async () => {
    const player = await test.player({ bonus: 1_000 });
    const journey = await test.journey(player);
    const feeding = await follow({ worldId: 'drowned-light' });
    const { resolved } = await test.play(journey, player, { narratorId: 'astral-lumen' });
    await until(() => feeding.entries.length === 1);
    expect(feeding.entries[0]).to.include({ key: resolved.key, kind: 'turn', state: 'settled' });
    expect(feeding.entries[0]?.meta).to.include({ narratorId: 'astral-lumen', worldId: 'drowned-light' });
    expect(feeding.entries[0]?.meta.charged).to.equal(resolved.state === 'settled' ? resolved.charged : null);
    feeding.stop();
  });

  it('is one stream for all who listen, and none when nobody does', async () => {
    const [one, two] = [await follow({ party: playerId }), await follow({ worldId: 'drowned-light' })];
    expect(await feedCursors(test.database)).to.have.length(1);
    one.stop();
    expect(await feedCursors(test.database)).to.have.length(1);
    two.stop();
    await until(async () => (await feedCursors(test.database)).length === 0);
    const again = await follow({ party: playerId });
    await give();
    await until(() => again.entries.length === 1);
    expect(two.entries).to.deep.equal([]);
    again.stop();
  });

  it('goes on without a gap when its connection drops', async () => {
    const feeding = await follow({ party: playerId });
    for (let round = 0; round < 3; round++) {
      await dropFeed(test.database);
      await Promise.all(Array.from({ length: 5 }, () => give()));
    }
    await until(() => feeding.entries.length === 15);
    expect(new Set(feeding.keys()).size).to.equal(15);
    expect(feeding.gaps()).to.equal(0);
    feeding.stop();
  });

  for (const [title, disturb] of [
    ['its cursor is killed', killFeed],
    ['its place has left the log', breakFeed],
  ] as const) {
    it(`says that it had a gap when ${title}, and tells what comes after`, async () => {
      const feeding = await follow({ party: playerId });
      await disturb(test.database);
      await give(playerId, `${playerId}-breaks`);
      await until(() => feeding.gaps() === 1);
      await give(playerId, `${playerId}-after`);
      await until(() => feeding.keys().includes(`adjust:${playerId}-after`));
      feeding.stop();
    });
  }
});
