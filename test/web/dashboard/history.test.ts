/** The history's filters and words. */
import { expect } from 'chai';
import type { HistoryRow } from '#sdk/index.ts';
import { ENTRY_KINDS } from '#protocol/values.ts';
import { filtersOf, historyQueryOf, isFiltered, parametersOf, ROW_GROUPS } from '#web/dashboard/history/history-filter.ts';
import { receiptPathOf, rowReasonOf, rowTitleOf } from '#web/dashboard/history/history-words.ts';

const filtersIn = (query: string) => filtersOf(new URLSearchParams(query));

describe('the history’s filters', () => {
  it('are in the address, as they were', () => {
    const query = 'group=turns&world=drowned-light&model=hearth&paidBy=free&ended=released&from=2026-11-01&to=2026-11-28';
    expect(parametersOf(filtersIn(query)).toString()).to.equal(query);
    expect(isFiltered(filtersIn(query))).to.equal(true);
    expect(isFiltered(filtersIn(''))).to.equal(false);
    expect(parametersOf(filtersIn('')).toString()).to.equal('');
  });

  it('leave out what the address has wrong', () => {
    expect(isFiltered(filtersIn('group=toString&paidBy=gold&ended=badly&from=yesterday&to=2026-99-99&other=1'))).to.equal(false);
  });

  it('ask for days from midnight to midnight of the reader’s own, the last one included', () => {
    const { from, to, kind } = historyQueryOf(filtersIn('group=payments&from=2026-12-31&to=2026-12-31'));
    expect(kind).to.deep.equal(['purchase', 'claw-back', 'reinstate', 'repay']);
    expect(from).to.deep.equal(new Date(2026, 11, 31));
    expect(to).to.deep.equal(new Date(2027, 0, 1));
    expect(historyQueryOf(filtersIn(''))).to.deep.equal({});
  });

  it('have each kind of row in one group, but the one that ends a wallet', () => {
    const grouped = Object.values(ROW_GROUPS).flat();
    expect(new Set(grouped).size).to.equal(grouped.length);
    expect(ENTRY_KINDS.filter((kind) => !(grouped as readonly string[]).includes(kind))).to.deep.equal(['close']);
  });
});

describe('a row of the history', () => {
  const turn = { state: 'settled', journeyId: 'journey', n: 3 } as NonNullable<HistoryRow['turn']>;
  const rowOf = (part: Partial<HistoryRow>) => ({ kind: 'turn', reason: null, turn: null, ...part }) as HistoryRow;

  it('[TN4] says why a turn cost nothing, in words', () => {
    const released = rowOf({ reason: 'narrator-stalled', turn: { ...turn, state: 'released', n: null } });
    expect(rowReasonOf(released)).to.equal('The AI model went silent. Nothing was charged.');
    expect(rowTitleOf(released)).to.equal('turn-released');
    expect(rowTitleOf(rowOf({ turn: { ...turn, state: 'released' } }))).to.equal('turn-incomplete');
    expect(rowReasonOf(rowOf({ reason: 'of-a-later-server', turn: { ...turn, state: 'released' } }))).to.equal(
      'of-a-later-server',
    );
    expect(rowReasonOf(rowOf({ turn }))).to.equal(null);
    expect(rowReasonOf(rowOf({ kind: 'adjust', reason: 'thank you' }))).to.equal('thank you');
    expect(rowReasonOf(rowOf({ kind: 'purchase', reason: 'stripe' }))).to.equal(null);
  });

  it('leads to its turn in the journey', () => {
    expect(receiptPathOf(rowOf({ turn }))).to.equal('/journeys/journey?turn=3');
    expect(receiptPathOf(rowOf({ turn: { ...turn, n: null } }))).to.equal('/journeys/journey');
    expect(receiptPathOf(rowOf({ kind: 'grant' }))).to.equal(null);
  });
});
