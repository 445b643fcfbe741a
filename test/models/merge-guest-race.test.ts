/** Guests who link while turns, payments, refunds and adjustments of theirs are under way, over two processes: nothing is lost or doubled. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { credits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import type { Player } from '#core/players/player.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { GameError } from '#protocol/errors.ts';
import { SEED } from '../core/property.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { bookStanding, buy } from './audited-books.ts';
import { refund } from './creators.ts';
import { startSecondProcess } from './second-process.ts';
import type { SecondProcess } from './second-process.ts';

const REPLAYS = 20;
/** What may happen beside the merge; some of it several times. */
const MOVES = [
  'play',
  'play',
  'play',
  'play free',
  'cancel',
  'expire',
  'buy',
  'give',
  'take',
  'refund',
  'merge',
  'merge elsewhere',
];

describe('guests who link in the middle of everything', () => {
  let test: TestGame;
  let other: SecondProcess;
  before(async () => {
    test = await startTestGame();
    other = await startSecondProcess(test);
  });
  after(async () => {
    await test.assertBooks(); // of all replays: what is booked stays
    await other.end();
    await test.end();
  });

  for (let seed = SEED; seed < SEED + REPLAYS; seed++) {
    it(`[LK1][LK2][LG4] comes out exact, seed ${seed}`, async () => {
      const choices = fc.sample(fc.infiniteStream(fc.nat(1_000)), { seed, numRuns: 1 })[0]!;
      const dice = () => choices.next().value as number;
      const [guest, ana, ben] = [
        await test.player({ bonus: 40, purchase: 400 }),
        await test.player({ kind: 'account', purchase: 300 }),
        await test.player({ kind: 'account', bonus: 10 }),
      ];
      const journeys = await Promise.all(Array.from({ length: 4 }, () => test.journey(guest)));
      const early = (await test.play(journeys[0]!, guest, { narratorId: 'astral-lumen' })).resolved;
      if (dice() % 3 === 0) await owe(guest);
      let due = await worth(guest, ana, ben);
      const charge = (resolved: ResolvedTurn) => {
        if (resolved.state === 'settled') due -= resolved.charged;
      };

      const moves: Record<string, (index: number) => Promise<unknown>> = {
        play: async (index) => charge((await test.play(journeys[index % 4]!, guest, { narratorId: 'astral-lumen' })).resolved),
        'play free': async (index) => charge((await test.play(journeys[index % 4]!, guest)).resolved),
        cancel: async (index) =>
          charge(
            (await test.play(journeys[index % 4]!, guest, { narratorId: 'astral-lumen', signal: AbortSignal.abort() })).resolved,
          ),
        expire: () => releaseExpiredHolds(other.database, other.game.turns, new Date(Date.now() + 3_600_000)),
        buy: async () => {
          const bought = await buy(test, guest);
          due += credits(150);
          await wait(dice() % 10);
          await bookStanding(test, { ...bought, playerId: guest.id }, { refunded: bought.paid / 2 });
          due -= credits(75);
        },
        give: async () => {
          await other.wallets.adjust(adjustment(guest, 5));
          due += credits(5);
        },
        take: async () => {
          await test.wallets.adjust(adjustment(guest, -3));
          due -= credits(3);
        },
        refund: async () => {
          if ((await refund(test, early)).wallet && early.state === 'settled') due += early.charged;
        },
        merge: (index) => (index % 2 ? test : other).guestLinks.merge({ guestId: guest.id, accountId: ana.id, at: new Date() }),
        'merge elsewhere': () => test.guestLinks.merge({ guestId: guest.id, accountId: ben.id, at: new Date() }),
      };
      const under = Array.from({ length: 12 }, () => MOVES[dice() % MOVES.length]!);
      const refusals = await Promise.all(
        [...under, 'merge'].map(async (move, index) => {
          await wait(dice() % 40);
          return moves[move]!(index).then(() => null, refusalOf);
        }),
      );
      expect(refusals.filter((code) => code !== null && !EXPECTED.has(code))).to.deep.equal([]);

      await releaseExpiredHolds(test.database, test.game.turns, new Date(Date.now() + 3_600_000));
      await test.guestLinks.finishLinks();
      const left = await test.wallets.find(guest.id);
      expect(left).to.deep.include({ pockets: NO_CREDITS, debt: 0n, holds: [] });
      expect(left.mergedInto).to.be.oneOf([ana.id, ben.id]);
      expect(await worth(guest, ana, ben)).to.equal(due);
      expect(await test.database.entries.countDocuments({ _id: `link:${guest.id}` })).to.equal(1);
      expect(await test.journeys.list(left.mergedInto!, 9)).to.have.length(4);
      expect(await test.database.turns.countDocuments({ authorId: guest.id })).to.equal(0);
    });
  }

  const EXPECTED: ReadonlySet<string> = new Set([
    'WALLET_MERGED',
    'OUT_OF_CREDITS',
    'IN_DEBT',
    'ADJUSTMENT_TOO_LARGE',
    'SLOW_DOWN',
  ]);

  /** All that these have, less what they owe. */
  async function worth(...players: Player[]): Promise<bigint> {
    const wallets = await Promise.all(players.map(({ id }) => test.wallets.find(id)));
    return wallets.reduce((sum, wallet) => sum + availableIn(wallet) - wallet.debt, 0n);
  }

  /** Bought, spent, and paid back. */
  async function owe(guest: Player): Promise<void> {
    const bought = await buy(test, guest);
    await test.wallets.adjust(adjustment(guest, -Number(availableIn(await test.wallets.find(guest.id)) / 1_000_000n)));
    await bookStanding(test, bought, { refunded: bought.paid });
  }
});

function adjustment({ id: playerId }: Player, amount: number) {
  return { id: randomUUID(), playerId, amount: credits(amount), reason: 'for a test', by: 'op', at: new Date() };
}

function refusalOf(failure: unknown): string {
  if (failure instanceof GameError) return failure.code;
  throw failure;
}
