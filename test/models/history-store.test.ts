/** A player's history, page by page: nothing twice, nothing left out, while new entries come in. */
import { expect } from 'chai';
import type { Player } from '#core/players/player.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { codeOf } from './code-of.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

describe('the history', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  const adjust = ({ id: playerId }: Player, id: string, ms: number) =>
    test.wallets.adjust({ id, playerId, amount: 1n, reason: 'for a test', by: 'test', at: new Date(NOON + ms) });

  /** All pages; `between` happens before each but the first. */
  async function readAll(player: Player, limit: number, between: (page: number) => Promise<unknown>): Promise<string[]> {
    const keys: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; ; page++) {
      if (page > 0) await between(page);
      const { rows, nextCursor } = await test.history.page(player.id, cursor, limit);
      keys.push(...rows.map(({ key }) => key));
      if (nextCursor === null) return keys;
      cursor = nextCursor;
    }
  }

  it('[LG3] has every entry once, newest first, also of one moment, while others come in', async () => {
    const [ana, ben] = [await test.player(), await test.player()];
    const expected: string[] = [];
    for (let index = 0; index < 30; index++) {
      const id = `${ana.id} ${String(index).padStart(2, '0')} with spaces`;
      await adjust(ana, id, Math.floor(index / 6)); // six in each millisecond
      await adjust(ben, `ben ${index}`, 0);
      expected.unshift(`adjust:${id}`);
    }
    for (const limit of [1, 4, 7, 29, 30, 100]) {
      const keys = await readAll(ana, limit, (page) => adjust(ana, `later ${limit} ${page}`, 1_000 + page));
      expect(
        keys.filter((key) => !key.startsWith('adjust:later')),
        `pages of ${limit}`,
      ).to.deep.equal(expected);
      expect(new Set(keys).size).to.equal(keys.length);
    }
  });

  it('is empty without a next page for who has none', async () => {
    expect(await test.history.page('nobody', undefined, 10)).to.deep.equal({ rows: [], nextCursor: null });
  });

  it('refuses a cursor that it did not give', async () => {
    const cursors = ['x', '', Buffer.from('noon adjust:1').toString('base64url'), Buffer.from('1e3 a').toString('base64url')];
    for (const cursor of [...cursors, Buffer.from('99999999999999999999 a').toString('base64url')])
      expect(await codeOf(test.history.page('ana', cursor, 10)), cursor).to.equal('BAD_INPUT');
  });
});
