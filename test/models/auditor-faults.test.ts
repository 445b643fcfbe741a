/** For each planted fault, the auditor names the rule and the document. */
import { expect } from 'chai';
import type { Document } from 'mongodb';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import { audit } from '#models/audit/audit.ts';
import type { EntryDocument } from '#models/documents/entry-document.ts';
import type { TestGame } from '../support/test-game.ts';
import { SAMPLE_CREATOR_ID, startTestGame } from '../support/test-game.ts';
import { bookOfEverything } from './audited-books.ts';
import type { AuditedBooks } from './audited-books.ts';

const REVERSAL: EntryDocument = {
  ...{ _id: 'reverse:gone', kind: 'reverse', state: null, reason: 'a mistake', hash: 'hash', by: 'op', parties: [] },
  ...{ at: new Date(0), postings: [], reverses: 'turn:gone', meta: {}, after: null },
};

/** What to break, and where that must show; `says` tells faults apart that have the rule and the document in common. */
interface Case {
  readonly title: string;
  readonly document: () => string;
  readonly plant: () => Promise<unknown>;
  readonly says?: RegExp;
}

describe('the auditor finds a planted fault', () => {
  let test: TestGame;
  let books: AuditedBooks;
  before(async () => {
    test = await startTestGame();
    books = await bookOfEverything(test);
    expect(await faultsNow()).to.deep.equal([]);
  });
  after(() => test.end());
  const faultsNow = async () => (await audit(test.database, test.game.prices)).faults;

  /** Plants, audits, and puts everything back as it was. */
  async function faultsWith(plant: () => Promise<unknown>): Promise<readonly AuditFault[]> {
    const all = ['entries', 'turns', 'wallets', 'accruals', 'earnings', 'purchases'].map((name) => collection(name));
    const kept = await Promise.all(all.map((documents) => documents.find({}).toArray()));
    try {
      await plant();
      return await faultsNow();
    } finally {
      for (const [index, documents] of all.entries()) {
        await documents.deleteMany({});
        if (kept[index]!.length > 0) await documents.insertMany(kept[index]!, { bypassDocumentValidation: true });
      }
      expect(await faultsNow()).to.deep.equal([]);
    }
  }

  const collection = (name: string) => test.database.db.collection<{ _id: string }>(name);
  const change = (name: string, _id: string, update: Document) => () =>
    collection(name).updateOne({ _id }, update, { bypassDocumentValidation: true });
  const remove = (name: string, _id: string) => () => collection(name).deleteOne({ _id });
  const insert = (document: Partial<EntryDocument>) => () => test.database.entries.insertOne({ ...REVERSAL, ...document });
  const account = (_id: string, index: number, name: string) =>
    change('entries', _id, { $set: { [`postings.${index}.account`]: name } });
  /** Two postings change against each other, so that they still sum to zero. */
  const shift = (_id: string) => change('entries', _id, { $inc: { 'postings.0.amount': 1n, 'postings.1.amount': -1n } });
  const onEntry = (update: Document) => () => change('entries', books.key, update)();
  const onWallet = (update: Document) => () => change('wallets', books.payer.id, update)();
  const onPurchase = (update: Document) => () => change('purchases', books.purchase.id, update)();
  const onEarnings = (update: Document) => () => test.database.earnings.updateOne({}, update);

  const entry = () => `entries/${books.key}`;
  const wallet = () => `wallets/${books.payer.id}`;
  const purchase = () => `purchases/${books.purchase.id}`;
  const creator = () => `creator:${SAMPLE_CREATOR_ID}`;
  const rolled = () => `earnings/${SAMPLE_CREATOR_ID}/drowned-light/${books.payout.slice(-10)}`;

  const accrued = () => `accruals/${books.key}`;
  const reversal = () => `entries/${books.reversal}`;
  const paidOut = () => `entries/${books.payout}`;
  const adjusted = () => `entries/${books.adjustment}`;
  const link = () => `entries/${books.linked.link}`;
  const followed = () => `entries/${books.linked.followed}`;
  const merged = () => `wallets/${books.linked.guest.id}`;
  const onLink = (update: Document) => () => change('entries', books.linked.link, update)();
  const onReversal = (update: Document) => () => change('entries', books.reversal, update)();
  const onPayout = (update: Document) => () => change('entries', books.payout, update)();
  const posting = (name: string, amount: bigint) => ({ account: name, amount });
  const rebook = (_id: string, from: string, to: string) => () =>
    collection('entries').updateOne(
      { _id },
      { $set: { 'postings.$[each].account': to } },
      { arrayFilters: [{ 'each.account': from }] },
    );

  /** Onto a day when its window is over already. */
  async function moveEarnings(): Promise<void> {
    const { earnings } = test.database;
    const row = await earnings.findOne({});
    const day = '2020-01-01';
    await earnings.deleteOne({ _id: row!._id });
    await earnings.insertOne({ ...row!, _id: `${row!._id.slice(0, -10)}${day}`, day });
  }

  /** An entry of the debtor's that raised a pocket, and nothing was repaid. */
  async function raiseWithoutRepaying(): Promise<void> {
    const { id } = books.debtor;
    const raised = await test.database.wallets.findOneAndUpdate(
      { _id: id },
      { $inc: { 'pockets.bonus': 5n, seq: 1 } },
      { returnDocument: 'after' },
    );
    const postings = [
      { account: `player:${id}:bonus`, amount: 5n },
      { account: 'platform:grants', amount: -5n },
    ];
    const booked = { kind: 'adjust', reverses: null, parties: [id], at: new Date(), postings } as const;
    await insert({ ...booked, _id: 'adjust:5', after: { seq: raised!.seq, balance: 5n } })();
  }

  const CASES: Case[] = [
    { title: '[LG1] postings that do not balance', document: entry, plant: onEntry({ $inc: { 'postings.0.amount': 1n } }) },
    { title: '[LG2] a request without a hash', document: entry, plant: onEntry({ $set: { hash: '' } }) },
    { title: '[LG2] a key of another kind', document: entry, plant: onEntry({ $set: { kind: 'grant' } }) },
    { title: '[LG3] a reversal of nothing', document: () => 'entries/reverse:gone', plant: insert({}) },
    {
      ...{ title: '[RV3] a reversal that gives back something else', document: () => `entries/${books.reversal}` },
      plant: () => shift(books.reversal)(),
      says: /exact negation/,
    },
    {
      ...{ title: '[RV3] a second reversal under another key', document: () => 'entries/reverse:turn:again', says: /keyed/ },
      plant: () => insert({ _id: 'reverse:turn:again', reverses: books.key })(),
    },
    { title: '[PR3] a changed charge', document: entry, plant: onEntry({ $inc: { 'meta.charged': 1n } }) },
    { title: '[PR3] a charge above the ceiling', document: entry, plant: onEntry({ $set: { 'meta.ceiling': 1n } }) },
    { title: '[PR2] usage that costs something else', document: entry, plant: onEntry({ $inc: { 'meta.usage.output': 1 } }) },
    { title: '[PR2] no usage', document: entry, plant: onEntry({ $set: { 'meta.usage': null } }) },
    { title: '[PR1] a price version that is not there', document: entry, plant: onEntry({ $set: { 'meta.priceVersion': 99 } }) },
    { title: '[RV1] another share', document: entry, plant: onEntry({ $inc: { 'meta.creatorShare': 1n } }) },
    { title: '[RV1] a share for an owner who plays', document: entry, plant: onEntry({ $set: { by: SAMPLE_CREATOR_ID } }) },
    { title: '[TN8] a free turn that cost', document: entry, plant: onEntry({ $set: { 'meta.funding': 'free' } }) },
    { title: '[TN2] a free turn that was used up by nothing', document: wallet, plant: onWallet({ $inc: { 'free.used': 1 } }) },
    {
      ...{ title: '[TN2] a free turn that used up nothing', document: wallet },
      plant: () => change('entries', books.free, { $set: { 'meta.day': '2020-01-01' } })(),
    },
    {
      ...{ title: '[LG6] a release that moved credits', document: entry },
      plant: onEntry({ $set: { state: 'released', reason: 'refused' } }),
    },
    { title: '[LG6] no state', document: entry, plant: onEntry({ $set: { state: null } }) },
    { title: '[LG6] a missing turn', document: entry, plant: () => remove('turns', books.key)() },
    {
      ...{ title: '[LG6] a turn with another charge', document: entry },
      plant: () => change('turns', books.key, { $inc: { charged: 1n } })(),
    },
    {
      title: '[LG6] a turn that no entry resolves',
      document: () => `turns/${books.key}`,
      plant: () => remove('entries', books.key)(),
    },
    {
      ...{ title: '[LG6] a hold that is open and resolved', document: wallet, says: /resolved/ },
      plant: () => {
        const draws = { grant: 0n, bonus: 0n, earning: 0n, purchase: 0n };
        return onWallet({ $push: { holds: { key: books.key, draws, expiresAt: new Date() } } })();
      },
    },
    { title: '[LG4] a pocket that drifted', document: wallet, plant: onWallet({ $inc: { 'pockets.purchase': 1n } }) },
    {
      title: '[LG4] a negative pocket',
      document: wallet,
      plant: onWallet({ $set: { 'pockets.earning': -1n } }),
      says: /negative/,
    },
    { title: '[LG4] debt that nobody booked', document: wallet, plant: onWallet({ $set: { debt: 1n } }), says: /debt 1/ },
    {
      title: '[LG4] a missing entry',
      document: wallet,
      plant: () => remove('entries', books.key)(),
      says: /is not the journal's/,
    },
    {
      title: '[LG4] a raised pocket that repaid nothing',
      document: () => `wallets/${books.debtor.id}`,
      plant: raiseWithoutRepaying,
      says: /did not repay/,
    },
    {
      ...{ title: '[LG4] a balance that was told wrong', document: wallet, says: /left \d+ µcr/ },
      plant: onEntry({ $inc: { 'after.balance': 1n } }),
    },
    { title: '[LG4] entries out of order', document: wallet, plant: onEntry({ $set: { 'after.seq': 0 } }), says: /seq 0 after/ },
    {
      title: '[LG4] a time that went back',
      document: wallet,
      plant: onEntry({ $set: { at: new Date(0) } }),
      says: /seq \d+ after/,
    },
    { title: '[LG4] a wallet older than its entries', document: wallet, plant: onWallet({ $set: { seq: 1 } }), says: /behind/ },
    {
      title: '[LG4] a posting to nobody who would see it',
      document: entry,
      plant: onEntry({ $set: { parties: [] } }),
      says: /among/,
    },
    {
      title: '[LG4] a party without a wallet',
      document: entry,
      plant: () => remove('wallets', books.payer.id)(),
      says: /no wallet/,
    },
    {
      ...{ title: '[LG4] a repayment without a cause', document: () => 'entries/repay:gone', says: /does not exist/ },
      plant: insert({ _id: 'repay:gone', kind: 'repay', reverses: null }),
    },
    { title: '[LG4] a wallet closed by nothing', document: wallet, plant: onWallet({ $set: { closed: true } }), says: /without/ },
    {
      ...{ title: '[LG4] a wallet that is open again', document: () => `wallets/${books.leaver.id}`, says: /was closed/ },
      plant: () => change('wallets', books.leaver.id, { $set: { closed: false } })(),
    },
    {
      ...{ title: '[LG4] a closing that leaves credits', document: () => `wallets/${books.leaver.id}`, says: /behind/ },
      plant: () => shift(`close:${books.leaver.id}`)(),
    },
    {
      ...{
        title: '[LG4] a closing that says it leaves credits',
        document: () => `entries/close:${books.leaver.id}`,
        says: /not empty/,
      },
      plant: () => change('entries', `close:${books.leaver.id}`, { $set: { 'after.balance': 1n } })(),
    },
    { title: '[LG5] a missing accrual', document: creator, plant: () => remove('accruals', books.key)() },
    {
      ...{ title: '[LG5] an accrual of another amount', document: creator },
      plant: () => change('accruals', books.key, { $inc: { amount: 1n } })(),
    },
    {
      ...{ title: '[LG5] an accrual that its entry does not post', document: () => `accruals/${books.key}` },
      plant: () => change('accruals', books.key, { $set: { creatorId: 'somebody-else' } })(),
    },
    { title: '[LG5] earnings that drifted', document: creator, plant: onEarnings({ $inc: { accrued: 1n } }), says: /accrued/ },
    { title: '[RV2] what was earned, nowhere to be found', document: entry, plant: forgetEarnings, says: /neither/ },
    {
      title: '[RV2] a closed day that is not paid',
      document: rolled,
      plant: onEarnings({ $inc: { accrued: 1n } }),
      says: /closed/,
    },
    {
      ...{ title: '[RV2] more paid than accrued', document: rolled, says: /explain/ },
      plant: onEarnings({ $inc: { paid: 1_000_000_000n }, $set: { open: true } }),
    },
    {
      title: '[RV2] a payout that is missing',
      document: creator,
      plant: () => remove('entries', books.payout)(),
      says: /were paid/,
    },
    {
      ...{ title: '[RV2] a payout into another pocket', document: () => `entries/${books.payout}`, says: /something else/ },
      plant: () => account(books.payout, 0, `player:${SAMPLE_CREATOR_ID}:bonus`)(),
    },
    {
      ...{ title: '[RV2] a payout that takes', document: () => `entries/${books.payout}`, says: /pays -/ },
      plant: () => change('entries', books.payout, { $mul: { 'postings.0.amount': -1n, 'postings.1.amount': -1n } })(),
    },
    {
      ...{ title: '[RV2] a payout of another run day than its key', document: paidOut, says: /run day 2020-01-01, its key/ },
      plant: onPayout({ $set: { 'meta.runDay': '2020-01-01' } }),
    },
    {
      ...{ title: '[RV2] a payout of a day to come', document: paidOut, says: /no day until/ },
      plant: onPayout({ $set: { 'meta.matureDay': '2999-01-01' } }),
    },
    {
      ...{ title: '[RV2] a payout of no day', document: paidOut, says: /no day until/ },
      plant: onPayout({ $set: { 'meta.matureDay': 'always' } }),
    },
    {
      ...{ title: '[RV2] a payout before its day', document: paidOut, says: /before its run day/ },
      plant: onPayout({ $set: { at: new Date(0) } }),
    },
    {
      ...{ title: '[RV2] a payout that names another creator', document: paidOut, says: /something else/ },
      plant: () => onPayout({ $set: { 'meta.creatorId': books.payer.id } })(),
    },
    { title: '[RV2] a payout of no rows', document: paidOut, says: /pays 0 rows/, plant: onPayout({ $set: { 'meta.rows': 0 } }) },
    {
      ...{ title: '[RV2] forfeits of a creator who is still there', document: paidOut, says: /has not left/ },
      plant: onPayout({ $set: { 'meta.forfeited': true, 'postings.0.account': 'platform:forfeited' } }),
    },
    {
      ...{ title: '[LG5] earnings of another day', document: rolled, says: /the journal says \d+ µcr were earned/ },
      plant: () => change('entries', books.paidTurn, { $set: { at: new Date(0) } })(),
    },
    {
      ...{ title: '[LG5] a turn that earned in another world', document: rolled, says: /the journal says \d+ µcr were earned/ },
      plant: () => change('entries', books.paidTurn, { $set: { 'meta.worldId': 'elsewhere' } })(),
    },
    {
      ...{ title: '[LG5] earnings moved to another day', document: () => `${rolled().slice(0, -10)}2020-01-01` },
      plant: moveEarnings,
      says: /earned, accruals and earnings \d+/,
    },
    {
      ...{ title: '[RV2] earnings that say another day than their id', document: rolled, says: /on 2020-01-01/ },
      plant: onEarnings({ $set: { day: '2020-01-01' } }),
    },
    {
      ...{ title: '[LG5] an accrual of another world', document: () => `accruals/${books.key}`, says: /elsewhere/ },
      plant: () => change('accruals', books.key, { $set: { worldId: 'elsewhere' } })(),
    },
    {
      ...{ title: '[LG5] a reversal that accrues on another day', document: () => `accruals/${books.reversal}`, says: /2020/ },
      plant: () => change('accruals', books.reversal, { $set: { day: '2020-01-01' } })(),
    },
    {
      ...{ title: '[RV3] a reversal that tells another charge', document: reversal, says: /says charged/ },
      plant: onReversal({ $inc: { 'meta.charged': 1n } }),
    },
    {
      ...{ title: '[RV3] a reversal that tells another share', document: reversal, says: /says creatorShare/ },
      plant: onReversal({ $inc: { 'meta.creatorShare': 1n } }),
    },
    ...['worldId', 'creatorId', 'playerId', 'turnId'].map((what) => ({
      ...{ title: `[RV3] a reversal with another ${what}`, document: reversal, says: new RegExp(`says ${what} another`) },
      plant: onReversal({ $set: { [`meta.${what}`]: 'another' } }),
    })),
    {
      ...{
        title: '[RV3] a reversal of something else than a turn',
        document: () => 'entries/reverse:adjust',
        says: /reverses a pur/,
      },
      plant: () => insert({ _id: 'reverse:adjust', reverses: books.given })(),
    },
    {
      ...{ title: '[LG6] a turn of another world than its document', document: entry, says: /says otherwise/ },
      plant: onEntry({ $set: { 'meta.worldId': 'elsewhere' } }),
    },
    {
      ...{ title: '[LG6] a turn document with other usage', document: entry, says: /says otherwise/ },
      plant: () => change('turns', books.key, { $inc: { 'usage.output': 1 } })(),
    },
    {
      title: '[LG5] a turn of another creator',
      document: accrued,
      plant: onEntry({ $set: { 'meta.creatorId': 'x' } }),
      says: /its entry/,
    },
    {
      ...{ title: '[PR3] an overrun that the platform does not bear', document: entry, says: /platform bears/ },
      plant: onEntry({
        $push: { postings: { $each: [posting('platform:absorbed', -5n), posting('platform:revenue', 5n)] } } as object,
      }),
    },
    {
      ...{ title: '[RV1] a second share', document: entry, says: /gives a share to/ },
      plant: onEntry({ $push: { postings: { $each: [posting('creator:x', 5n), posting('platform:revenue', -5n)] } } as object }),
    },
    {
      ...{ title: '[LG1] a turn that others pay too', document: entry, says: /several players/ },
      plant: onEntry({
        $push: { postings: { $each: [posting('player:x:bonus', -5n), posting('platform:revenue', 5n)] } } as object,
      }),
    },
    {
      ...{ title: '[LG1] an adjustment out of sales', document: adjusted, says: /kind adjust does not move platform:sales/ },
      plant: () => rebook(books.adjustment, 'platform:grants', 'platform:sales')(),
    },
    {
      ...{ title: '[LG1] a purchase out of nothing sold', document: () => `entries/${books.given}`, says: /platform:revenue/ },
      plant: () => rebook(books.given, 'platform:sales', 'platform:revenue')(),
    },
    {
      ...{ title: '[LG1] a closing into revenue', document: () => `entries/close:${books.leaver.id}`, says: /platform:revenue/ },
      plant: () => rebook(`close:${books.leaver.id}`, 'platform:forfeited', 'platform:revenue')(),
    },
    {
      ...{ title: '[LG3] an adjustment without a reason', document: adjusted, says: /why/ },
      plant: () => change('entries', books.adjustment, { $set: { reason: ' ' } })(),
    },
    {
      ...{ title: '[LG3] an adjustment by nobody', document: adjusted, says: /who/ },
      plant: () => change('entries', books.adjustment, { $set: { by: '' } })(),
    },
    {
      title: '[LG3] a reversal without a reason',
      document: reversal,
      says: /why/,
      plant: onReversal({ $set: { reason: null } }),
    },
    {
      ...{ title: '[LG4] a place in the history that was taken away', document: wallet, says: /no seq and balance/ },
      plant: onEntry({ $set: { after: null } }),
    },
    ...[{ refunded: 0.5 }, { refunded: -1 }, { refunded: 1_001 }, { disputed: 1_001 }, { paid: 999 }, { packId: 'x' }].map(
      (meta) => ({
        ...{
          title: `[PY2] a claw-back with ${JSON.stringify(meta)}`,
          document: () => `entries/${books.taken}`,
          says: /tells of/,
        },
        plant: () =>
          change('entries', books.taken, {
            $set: Object.fromEntries(Object.entries(meta).map(([key, value]) => [`meta.${key}`, value])),
          })(),
      }),
    ),
    {
      ...{
        title: '[PY2] a claw-back of another refund',
        document: () => `entries/${books.taken}`,
        says: /something else than its 300/,
      },
      plant: () => change('entries', books.taken, { $set: { 'meta.refunded': 300 } })(),
    },
    {
      ...{ title: '[PY1] a purchase that tells another payment', document: () => `entries/${books.given}`, says: /tells of/ },
      plant: () => change('entries', books.given, { $set: { 'meta.paid': 1 } })(),
    },
    {
      title: '[PY1] a payment that gave nothing',
      document: purchase,
      plant: () => remove('entries', books.given)(),
      says: /nothing/,
    },
    {
      title: '[PY1] a purchase that gave something else',
      document: purchase,
      plant: () => shift(books.given)(),
      says: /were sold/,
    },
    {
      title: '[PY1] credits without a payment',
      document: purchase,
      plant: onPurchase({ $set: { state: 'open' } }),
      says: /is open and gave/,
    },
    { title: '[PY1] nothing paid', document: purchase, plant: onPurchase({ $set: { paid: 0 } }), says: /0 paid/ },
    {
      ...{ title: '[PY1] an entry of no purchase', document: () => `entries/${books.given}` },
      plant: () => remove('purchases', books.purchase.id)(),
    },
    {
      ...{ title: '[PY1] a purchase that gave twice', document: () => 'entries/stripe:session:again', says: /another one/ },
      plant: () =>
        insert({ _id: 'stripe:session:again', kind: 'purchase', reverses: null, meta: { purchaseId: books.purchase.id } })(),
    },
    {
      title: '[PY2] a refund that took nothing back',
      document: purchase,
      plant: onPurchase({ $inc: { refunded: 100 } }),
      says: /were due/,
    },
    {
      ...{ title: '[PY2] a claw-back that is missing', document: purchase, says: /the journal says/ },
      plant: () => remove('entries', books.taken)(),
    },
    { title: '[PY2] a negative refund', document: purchase, plant: onPurchase({ $set: { refunded: -1 } }), says: /refunded -1/ },
    {
      ...{ title: '[PY2] a claw-back of no purchase', document: () => `entries/${books.taken}` },
      plant: () => remove('purchases', books.purchase.id)(),
    },
    {
      ...{ title: '[PY1] a purchase of neither the guest nor the account', document: () => `entries/${books.linked.given}` },
      plant: () => collection('purchases').updateOne({ guestId: books.linked.guest.id }, { $set: { guestId: 'x' } }),
      says: /another one/,
    },
    {
      ...{ title: '[LK1] a link into another pocket', document: link, says: /of purchase, and 0 reach/ },
      plant: () => {
        const mine = (pocket: string) => `player:${books.linked.account.id}:${pocket}`;
        return rebook(books.linked.link, mine('purchase'), mine('earning'))();
      },
    },
    {
      ...{ title: '[LK1] a link that gives', document: link, says: /takes -/ },
      plant: () => change('entries', books.linked.link, { $mul: { 'postings.$[].amount': -1n } })(),
    },
    {
      ...{ title: '[LK1] a welcome grant that came along', document: link, says: /of grant, and 7 reach/ },
      plant: () => {
        const { guest, account: mine } = books.linked;
        const moved = [posting(`player:${guest.id}:grant`, -7n), posting(`player:${mine.id}:grant`, 7n)];
        return onLink({ $push: { postings: { $each: moved } } as object })();
      },
    },
    {
      ...{ title: '[LK1] debt that was lifted from the guest, and laid on nobody', document: link, says: /and 0 reach/ },
      plant: () => {
        const lifted = [posting(`receivable:${books.linked.guest.id}`, 7n), posting('platform:grants', -7n)];
        return onLink({ $push: { postings: { $each: lifted } } as object })();
      },
    },
    { title: '[LK1] a link that nobody else sees', document: link, plant: onLink({ $pop: { parties: 1 } }), says: /not between/ },
    {
      ...{ title: '[LK1] a link without the day’s free turns', document: link, says: /free turns/ },
      plant: onLink({ $set: { 'meta.free': null } }),
    },
    {
      ...{ title: '[LK1] free turns that follow once more', document: followed, says: /free turns/ },
      plant: () => change('entries', books.linked.followed, { $set: { 'meta.free': { day: '2020-01-01', used: 1 } } })(),
    },
    {
      ...{
        title: '[TN2] a link with more free turns',
        document: () => `wallets/${books.linked.account.id}`,
        says: /2 free turns/,
      },
      plant: onLink({ $inc: { 'meta.free.used': 1 } }),
    },
    {
      title: '[LG2] a link of another guest',
      document: link,
      plant: onLink({ $set: { 'meta.guestId': 'x' } }),
      says: /keyed by its/,
    },
    {
      ...{ title: '[LK1] a link to another account than the guest merged into', document: link, says: /is not merged into/ },
      plant: () => change('wallets', books.linked.guest.id, { $set: { mergedInto: books.payer.id } })(),
    },
    {
      ...{ title: '[LK1] a merged guest without a link', document: merged, says: /without an entry/ },
      plant: () => remove('entries', books.linked.link)(),
    },
    {
      ...{ title: '[LK1] a linked guest who is not merged', document: merged, says: /is linked/ },
      plant: () => change('wallets', books.linked.guest.id, { $set: { mergedInto: null } })(),
    },
    {
      ...{ title: '[LK2] credits that stay with a merged guest', document: merged, says: /belong to the account/ },
      plant: () => remove('entries', books.linked.followed)(),
    },
    {
      ...{ title: '[LK2] credits that follow from nothing', document: () => `${link()}:reverse:gone`, says: /no entry of/ },
      plant: async () => {
        const known = await test.database.entries.findOne({ _id: books.linked.followed });
        await remove('entries', books.linked.followed)();
        await insert({ ...known!, _id: `${books.linked.link}:reverse:gone` })();
      },
    },
    {
      ...{ title: '[LG1] a link of three', document: link, says: /several players/ },
      plant: onLink({
        $push: { postings: { $each: [posting('player:x:bonus', -5n), posting('platform:grants', 5n)] } } as object,
      }),
    },
  ];

  async function forgetEarnings(): Promise<void> {
    await test.database.accruals.deleteMany({});
    await test.database.earnings.deleteMany({});
  }

  it('[LG2] accepts turns whose id was sent in upper case', async () => {
    const { entries, turns, accruals } = test.database;
    const upper = books.free.replace(/[^:]+$/, (id) => id.toUpperCase());
    const faults = await faultsWith(async () => {
      for (const each of [entries, turns, accruals]) {
        const documents = each as typeof entries;
        const known = await documents.findOne({ _id: books.free });
        await documents.deleteOne({ _id: books.free });
        if (known) await documents.insertOne({ ...known, _id: upper });
      }
    });
    expect(faults).to.deep.equal([]);
  });

  for (const { title, document, plant, says = /./ } of CASES) {
    it(title, async () => {
      const faults = await faultsWith(plant);
      const [rule] = /\w+\d/.exec(title)!;
      const there = faults.filter((fault) => fault.rule === rule && fault.document === document());
      expect(there.map(({ fault }) => fault).join('\n'), JSON.stringify(faults, null, 1)).to.match(says);
    });
  }
});
