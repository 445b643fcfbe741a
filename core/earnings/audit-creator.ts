/** One creator's accruals and earnings against the journal (LG5, RV2). */
import { creatorAccount } from '#core/ledger/accounts.ts';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { Microcredits } from '#core/money/microcredits.ts';

/** All that is kept of one creator, added up. */
export interface CreatorSums {
  /** On the creator's account in the journal. */
  readonly posted: Microcredits;
  /** What payouts took from that account. */
  readonly paidOut: Microcredits;
  /** Accruals that no roller has claimed. */
  readonly unclaimed: Microcredits;
  /** Of all earnings. */
  readonly accrued: Microcredits;
  readonly paid: Microcredits;
}

/** What the journal says of a world on one day: a reversal counts on the day of its turn (RV3). */
export interface JournalDay {
  readonly earned: Microcredits;
  /** Above zero. */
  readonly reversed: Microcredits;
}

/** What a world earned on one day, as its document has it. */
export interface EarningsRow {
  readonly document: string;
  readonly accrued: Microcredits;
  readonly paid: Microcredits;
  readonly open: boolean;
}

export function auditCreator(creatorId: string, { posted, paidOut, unclaimed, accrued, paid }: CreatorSums): AuditFault[] {
  const document = creatorAccount(creatorId);
  const [told, kept] = [posted + paidOut, unclaimed + accrued];
  return [
    ...(told === kept ? [] : [fault('LG5', document, `the journal says ${told} µcr accrued, accruals and earnings ${kept}`)]),
    ...(paidOut === paid ? [] : [fault('RV2', document, `the journal says ${paidOut} µcr were paid, the earnings ${paid}`)]),
  ];
}

/** LG5: what a world earned on a day by the journal, and by the day's earnings with the accruals to come. */
export function auditDay(
  { document, accrued, paid, open }: EarningsRow,
  journal: JournalDay,
  unclaimed: Microcredits,
): AuditFault[] {
  const isEven = open || accrued === paid;
  const [told, kept] = [journal.earned - journal.reversed, accrued + unclaimed];
  // What reversals take back after a payout leaves more paid than accrued, and never more than was earned.
  const isExplained = paid <= accrued || paid <= journal.earned;
  return [
    ...(isEven ? [] : [fault('RV2', document, `is closed with ${accrued} accrued and ${paid} paid`)]),
    ...(isExplained ? [] : [fault('RV2', document, `has ${paid} paid of ${accrued}, which no reversals explain`)]),
    ...(told === kept ? [] : [fault('LG5', document, `the journal says ${told} µcr were earned, accruals and earnings ${kept}`)]),
  ];
}

function fault(rule: string, document: string, text: string): AuditFault {
  return { rule, document, fault: text };
}
