/** Debt as it really comes about: a purchase that was spent and then paid back. Pockets stay as they are; debt there was is repaid first. */
import { randomUUID } from 'node:crypto';
import { GRANTS, playerAccount } from '#core/ledger/accounts.ts';
import { adjustmentKey, balancedPostings } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import { smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { NO_CREDITS } from '#core/money/pockets.ts';
import { changeBooking, giveBooking } from '#core/purchases/purchase-entries.ts';
import type { Purchase } from '#core/purchases/purchase.ts';
import type { Database } from '#models/database.ts';
import { purchaseDocument } from '#models/documents/purchase-document.ts';
import { walletOf } from '#models/documents/wallet-document.ts';
import { changeWallet } from '#models/wallet-store.ts';

export async function bookDebt(database: Database, playerId: string, amount: Microcredits, at: Date): Promise<void> {
  const id = randomUUID();
  const paid: Purchase = {
    ...{
      id,
      playerId,
      mode: 'sandbox',
      pack: { id: 'spent', price: 100, currency: 'usd', credits: amount, bonus: 0n },
      state: 'paid',
      paid: 100,
    },
    ...{ sessionId: `cs_${id}`, checkout: null, paymentId: `pi_${id}`, refunded: 0, disputed: 0, seq: 1 },
    ...{ clawed: { credits: 0n, bonus: 0n }, createdAt: at, paidAt: at, refundOrders: [] },
  };
  const refunded: Purchase = { ...paid, refunded: 100, clawed: { credits: amount, bonus: 0n }, seq: 2 };
  await database.lanes.run(async (session) => {
    const document = await database.wallets.findOne({ _id: playerId }, { session });
    await database.purchases.insertOne(purchaseDocument(refunded), { session });
    const given = giveBooking({ before: paid, purchase: paid, gives: true, clawed: paid.clawed }, at);
    const raised = await changeWallet(database, walletOf(document!), given, session);
    const spent = takingOf(playerId, smaller(amount, raised.pockets.purchase), at);
    const wallet = await changeWallet(database, raised, spent, session);
    const taken = changeBooking({ before: paid, purchase: refunded, gives: false, clawed: refunded.clawed }, NO_CREDITS, at);
    await changeWallet(database, wallet, taken, session);
  });
}

/** What nobody could book by adjusting: out of the purchase pocket, whatever is in the others. */
function takingOf(playerId: string, amount: Microcredits, at: Date) {
  const postings = balancedPostings([
    { account: playerAccount(playerId, 'purchase'), amount: -amount },
    { account: GRANTS, amount },
  ]);
  const entry: Entry = {
    ...{ key: adjustmentKey(randomUUID()), kind: 'adjust', state: null, reason: 'for a test', hash: 'test', by: 'test' },
    ...{ parties: [playerId], at, postings, reverses: null, meta: {} },
  };
  return { pockets: { ...NO_CREDITS, purchase: -amount }, entry };
}
