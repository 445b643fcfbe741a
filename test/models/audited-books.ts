/** A game with something of everything in its books: turns, a refund, a payout, purchases taken back, debt, a player who left, and a guest who linked. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { payoutRun } from '#core/earnings/payout.ts';
import { adjustmentKey, linkKey, payoutKey, purchaseChangeKey, purchaseKey, reversalKey } from '#core/ledger/entry.ts';
import { parsePacks } from '#core/purchases/pack.ts';
import type { PaymentStanding, Purchase } from '#core/purchases/purchase.ts';
import type { Player } from '#core/players/player.ts';
import { payCreators } from '#models/pay-creators.ts';
import { rollAccruals } from '#models/roll-accruals.ts';
import type { TestGame } from '../support/test-game.ts';
import { SAMPLE_CREATOR_ID } from '../support/test-game.ts';

const [PACK] = parsePacks('ember=10:100+50', 'usd');

export interface AuditedBooks {
  readonly payer: Player;
  /** A settled paid turn whose accrual no roller has claimed, one that was refunded, and a free one. */
  readonly key: string;
  /** Rolled up and paid out. */
  readonly paidTurn: string;
  readonly adjustment: string;
  readonly reversal: string;
  readonly free: string;
  readonly payout: string;
  /** Paid, and half of it refunded. */
  readonly purchase: Purchase;
  readonly given: string;
  readonly taken: string;
  /** Spent what they bought, and got their money back. */
  readonly debtor: Player;
  readonly leaver: Player;
  readonly linked: LinkedGuest;
}

/** Bought, played for credits and for free, linked; then the paid turn was refunded. */
export interface LinkedGuest {
  readonly guest: Player;
  readonly account: Player;
  readonly given: string;
  readonly link: string;
  readonly followed: string;
}

export async function bookOfEverything(test: TestGame): Promise<AuditedBooks> {
  const payer = await test.player({ purchase: 500 });
  const journey = await test.journey(payer);
  const play = async (narratorId: string) => (await test.play(journey, payer, { narratorId })).resolved;
  const { key: paidTurn } = await play('astral-lumen');
  await rollAndPay(test);
  const refunded = await play('astral-lumen');
  await test.refundTurn({ ...refunded, reason: 'a mistake', by: 'op', at: new Date() });
  const { key } = await play('astral-lumen');
  const { key: free } = await play('hearth');

  const purchase = await buy(test, payer);
  const half = await bookStanding(test, purchase, { refunded: purchase.paid / 2 });
  const debtor = await test.player();
  const spent = await buy(test, debtor);
  const all = { id: randomUUID(), playerId: debtor.id, amount: -120_000_000n, reason: 'spent', by: 'op', at: new Date() };
  await test.wallets.adjust(all);
  await bookStanding(test, spent, { refunded: spent.paid });
  const leaver = await test.player({ bonus: 5 });
  await test.departures.leave(leaver.id, new Date());
  const linked = await linkGuest(test);
  return {
    ...{ payer, key, paidTurn, adjustment: adjustmentKey(all.id), free, debtor, leaver, purchase: half, linked },
    reversal: reversalKey(refunded.key),
    payout: payoutKey(SAMPLE_CREATOR_ID, payoutRun(new Date(), 0).runDay),
    given: purchaseKey(half.sessionId!),
    taken: purchaseChangeKey(half.id, half.seq),
  };
}

async function linkGuest(test: TestGame): Promise<LinkedGuest> {
  const [guest, account] = [await test.player(), await test.player({ kind: 'account' })];
  const purchase = await buy(test, guest);
  const journey = await test.journey(guest);
  const { resolved } = await test.play(journey, guest, { narratorId: 'astral-lumen' });
  await test.play(journey, guest);
  await test.play(await test.journey(account), account);
  await test.guestLinks.merge({ guestId: guest.id, accountId: account.id, at: new Date() });
  const { reversal } = await test.refundTurn({ ...resolved, reason: 'a mistake', by: 'op', at: new Date() });
  const [link, followed] = [linkKey(guest.id, null), linkKey(guest.id, reversal.key)];
  return { guest, account, given: purchaseKey(purchase.sessionId!), link, followed };
}

/** Everything that was earned until now, as if there were no refund window. */
export async function rollAndPay({ database, game }: TestGame): Promise<void> {
  await rollAccruals(database);
  await payCreators(database, payoutRun(game.clock(), 0), { log: pino({ level: 'silent' }) });
}

export async function buy(test: TestGame, player: Player): Promise<Purchase> {
  const id = randomUUID();
  const opened = await test.purchases.open({
    ...{ id, playerId: player.id, mode: 'sandbox', pack: PACK!, sessionId: null, checkout: null, paymentId: null, state: 'open' },
    ...{ paid: 0, refunded: 0, disputed: 0, clawed: { credits: 0n, bonus: 0n }, seq: 0 },
    ...{ createdAt: new Date(), paidAt: null, refundOrders: [] },
  });
  return bookStanding(test, opened, {});
}

export async function bookStanding(test: TestGame, purchase: Purchase, standing: Partial<PaymentStanding>): Promise<Purchase> {
  const { id, playerId, pack } = purchase;
  const booked = await test.purchases.book(
    purchase,
    {
      ...{ sessionId: `cs_${id}`, paymentId: `pi_${id}`, state: 'paid', isLive: false, currency: pack.currency },
      ...{ subtotal: pack.price, total: pack.price, purchaseId: id, playerId, packId: pack.id, refunded: 0, disputed: 0 },
      ...standing,
    },
    new Date(),
  );
  if (booked === 'stale') throw new Error('nobody else writes this purchase');
  return booked.purchase;
}
