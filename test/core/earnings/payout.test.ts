/** When a creator's share is due, to the day, and what its entry moves. */
import { expect } from 'chai';
import { daysEarlier, nextPayoutAt, payoutEntry, payoutRun } from '#core/earnings/payout.ts';

describe('payouts', () => {
  it('[RV2] mature when the refund window of their day is over', () => {
    const days: [at: string, refundWindowDays: number, matureDay: string][] = [
      ['2026-11-23T00:00:00.000Z', 14, '2026-11-09'],
      ['2026-11-23T23:59:59.999Z', 14, '2026-11-09'],
      ['2026-11-24T00:00:00.000Z', 14, '2026-11-10'],
      ['2026-11-23T12:00:00.000Z', 0, '2026-11-23'],
      ['2028-03-01T00:05:00.000Z', 1, '2028-02-29'],
      ['2027-01-05T00:05:00.000Z', 365, '2026-01-05'],
    ];
    for (const [at, window, matureDay] of days) {
      expect(payoutRun(new Date(at), window)).to.deep.equal({ runDay: at.slice(0, 10), matureDay, at: new Date(at) });
    }
  });

  it('[RV2] come five minutes after midnight, by UTC', () => {
    const next = (at: string) => nextPayoutAt(new Date(at)).toISOString();
    expect(next('2026-12-31T23:59:00Z')).to.equal('2027-01-01T00:05:00.000Z');
    expect(next('2027-01-01T00:04:59Z')).to.equal('2027-01-01T00:05:00.000Z');
    expect(next('2027-01-01T00:05:00Z')).to.equal('2027-01-02T00:05:00.000Z');
    expect(daysEarlier('2027-01-01', 1)).to.equal('2026-12-31');
  });

  it('[RV2][LG1][LG2] move the sum from the creator account into the earning pocket, under the key of creator and run day', () => {
    const run = payoutRun(new Date('2026-11-23T00:05:00Z'), 14);
    const entry = payoutEntry('mira', { amount: 7n, rows: 2 }, run);
    expect(entry).to.deep.include({
      key: 'payout:mira:2026-11-23',
      kind: 'payout',
      parties: ['mira', 'creator:mira'],
      postings: [
        { account: 'player:mira:earning', amount: 7n },
        { account: 'creator:mira', amount: -7n },
      ],
      meta: { creatorId: 'mira', runDay: '2026-11-23', matureDay: '2026-11-09', rows: 2 },
    });
    expect(() => payoutEntry('mira', { amount: 0n, rows: 2 }, run)).to.throw(RangeError);
  });
});
