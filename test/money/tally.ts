/** What must never happen to money, counted: every test of this folder ends with all of it at 0. */

export interface Tally {
  /** Answered, but not in the journal. */
  lost: number;
  /** In the journal, but nobody asked for it. */
  phantom: number;
  /** Booked other than exactly once: a balance that is not the sum of what was answered. */
  doubled: number;
  /** Pockets or debts below zero. */
  negative: number;
  /** Σ of all postings, in microcredits. */
  sum: bigint;
}

export const noTally = (): Tally => ({ lost: 0, phantom: 0, doubled: 0, negative: 0, sum: 0n });

export function tallyText({ lost, phantom, doubled, negative, sum }: Tally): string {
  return `lost ${lost}, phantom ${phantom}, doubled ${doubled}, negative ${negative}, sum ${sum}`;
}
