/** Journal entries as their players see them. */
import { expect } from 'chai';
import { HistoryRowSchema } from '#protocol/rest-contract.ts';
import type { HistoryRow } from '#protocol/rest-contract.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import { historyRowView } from '#core/turns/history-row.ts';

const entry = (overrides: Partial<BookedEntry>): BookedEntry => ({
  ...{ key: 'adjust:1', kind: 'adjust', state: null, reason: null, hash: 'hash', by: 'ana', parties: ['ana'] },
  ...{ at: new Date(0), postings: [], reverses: null, meta: {}, after: null },
  ...overrides,
});

const turn = (wouldHaveCost: bigint): BookedEntry =>
  entry({
    ...{ key: 'turn:journey:1', kind: 'turn', state: 'settled' },
    meta: {
      ...{ turnId: '1', journeyId: 'journey', narratorId: 'hearth', funding: 'free', ceiling: 100n, priceVersion: 7, n: 1 },
      ...{ charged: 0n, wouldHaveCost, usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 }, counted: false },
      ...{ worldId: 'coast', creatorId: 'creator', shareBasisPoints: 2_000, creatorShare: 0n },
    },
  });

const rowOf = (booked: BookedEntry): HistoryRow => HistoryRowSchema.parse(historyRowView(booked, 'ana'));

describe('a row of the history', () => {
  it('[PR3] shows no worth above the ceiling, though more was used', () => {
    const worth = (wouldHaveCost: bigint) => rowOf(turn(wouldHaveCost)).turn?.wouldHaveCost;
    expect([worth(99n), worth(100n), worth(140n)]).to.deep.equal([99, 100, 100]);
  });

  it('[TN8] shows of a free turn what it would have cost, and what that was reckoned from', () => {
    const row = rowOf(turn(42n));
    expect(row).to.include({ amount: 0, balance: null });
    expect(row.turn).to.deep.equal({
      ...{ state: 'settled', turnId: '1', journeyId: 'journey', worldId: 'coast', n: 1, narratorId: 'hearth', funding: 'free' },
      ...{ ceiling: 100, wouldHaveCost: 42, usage: { input: 1, cacheRead: 2, cacheWrite: 3, output: 4 }, counted: false },
      priceVersion: 7,
    });
  });

  it("counts the player's own pockets only, and says what they had together just after", () => {
    const postings = [
      { account: 'player:ana:bonus', amount: -3n },
      { account: 'player:ana:purchase', amount: -4n },
      { account: 'player:anabel:purchase', amount: 100n },
      { account: 'receivable:ana', amount: -93n },
    ];
    const row = rowOf(entry({ postings, after: { seq: 4, balance: 20n } }));
    expect([row.amount, row.balance]).to.deep.equal([-7, 20]);
  });

  it('[PY2][LG4] says what it changed the debt by, where the balance alone explains nothing', () => {
    const debtOf = (amount: bigint) => rowOf(entry({ postings: [{ account: 'receivable:ana', amount }] })).debt;
    expect([debtOf(-93n), debtOf(93n)]).to.deep.equal([93, -93]);
    expect(rowOf(entry({ postings: [{ account: 'receivable:anabel', amount: 5n }] })).debt).to.equal(0);
  });

  it('names the purchase, the cause and the run day of what is no turn', () => {
    const meta = { purchaseId: 'p', packId: 'big', sessionId: 'cs', currency: 'usd', paid: 1_000n, refunded: 250, disputed: 0 };
    expect(rowOf(entry({ kind: 'claw-back', key: 'purchase:p:2', meta })).purchase).to.deep.equal({
      ...{ purchaseId: 'p', packId: 'big', currency: 'usd', paid: 1_000, refunded: 250, disputed: 0 },
    });
    expect(rowOf(entry({ kind: 'purchase', key: 'stripe:session:cs', meta: { purchaseId: 'p' } })).purchase).to.deep.equal({
      ...{ purchaseId: 'p', packId: null, currency: null, paid: null, refunded: null, disputed: null },
    });
    expect(rowOf(entry({ kind: 'repay', key: 'repay:adjust:a b' })).cause).to.equal('adjust:a b');
    expect(rowOf(entry({ kind: 'payout', key: 'payout:ana:2026-11-23' })).runDay).to.equal('2026-11-23');
    expect(rowOf(entry({ kind: 'reverse', reverses: 'turn:j:t' })).reverses).to.equal('turn:j:t');
  });
});
