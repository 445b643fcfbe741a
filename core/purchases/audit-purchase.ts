/** One purchase against the journal: what it gave, and what was taken back of it (PY1, PY2). */
import { GRANTS, playerAccount, SALES } from '#core/ledger/accounts.ts';
import { samePostings } from '#core/ledger/audit-entry.ts';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import { balancedPostings } from '#core/ledger/entry.ts';
import type { Entry } from '#core/ledger/entry.ts';
import { ownersOf } from './purchase.ts';
import type { PurchaseMeta } from './purchase-entries.ts';
import type { PackCredits, Purchase } from './purchase.ts';

/** `given`: the entry under its checkout session's key; `changes`: its claw-backs and reinstatements. */
export function auditPurchase(purchase: Purchase, given: Entry | null, changes: readonly Entry[]): AuditFault[] {
  const { id, pack, state, paid, refunded, disputed, clawed } = purchase;
  const faults: AuditFault[] = [];
  const check = (holds: boolean, rule: string, fault: string) => {
    if (!holds) faults.push({ rule, document: `purchases/${id}`, fault });
  };
  const isPaid = state === 'paid';
  check(isPaid === (given !== null), 'PY1', isPaid ? 'is paid and gave nothing' : `is ${state} and gave credits`);
  check(isPaid === paid > 0, 'PY1', `is ${state} with ${paid} paid`);
  const asSold = given === null || ownersOf(purchase).some((owner) => samePostings(given.postings, givenFor(purchase, owner)));
  check(asSold, 'PY1', `gave something else than the ${pack.credits} + ${pack.bonus} µcr that were sold`);
  check(Math.min(refunded, disputed) >= 0, 'PY2', `refunded ${refunded}, disputed ${disputed}`);

  const due = clawedOf(purchase);
  const told = ({ credits, bonus }: PackCredits) => `${credits} + ${bonus} µcr`;
  check(same(clawed, due), 'PY2', `${told(clawed)} are taken back where ${told(due)} were due`);
  const booked = { credits: sumOn(SALES, changes), bonus: sumOn(GRANTS, changes) };
  if (given) faults.push(...auditMeta(purchase, given, 'PY1'));
  faults.push(...auditChanges(purchase, changes));
  check(same(booked, clawed), 'PY2', `${told(clawed)} are taken back, the journal says ${told(booked)}`);
  return faults;
}

/** Each change, in its order, brought what is taken back in all to what was due by the refunds and disputes that it tells of. */
function auditChanges(purchase: Purchase, changes: readonly Entry[]): AuditFault[] {
  const inOrder = changes.toSorted((a, b) => seqOf(a) - seqOf(b));
  return inOrder.flatMap((entry, index) => {
    const faults = auditMeta(purchase, entry, 'PY2');
    if (faults.length > 0) return faults;
    const { refunded, disputed } = entry.meta as PurchaseMeta;
    const due = clawedOf({ ...purchase, refunded, disputed });
    const until = inOrder.slice(0, index + 1);
    const isDue = sumOn(SALES, until) === due.credits && sumOn(GRANTS, until) === due.bonus;
    return isDue
      ? []
      : [faultOf(entry, 'PY2', `took back something else than its ${refunded} + ${disputed} of ${purchase.paid}`)];
  });
}

function auditMeta(purchase: Purchase, entry: Entry, rule: string): AuditFault[] {
  const { paid, refunded, disputed, currency, packId, sessionId } = entry.meta as PurchaseMeta;
  const isWithin = (amount: number, most: number) => Number.isSafeInteger(amount) && amount >= 0 && amount <= most;
  const { pack } = purchase;
  const isRight =
    paid === purchase.paid &&
    isWithin(refunded, Math.max(paid, purchase.refunded)) &&
    isWithin(disputed, Math.max(paid, purchase.disputed)) &&
    currency === pack.currency &&
    packId === pack.id &&
    sessionId === purchase.sessionId;
  return isRight
    ? []
    : [faultOf(entry, rule, `tells of ${refunded} + ${disputed} of ${paid} ${currency}, which its purchase does not`)];
}

function faultOf({ key }: Entry, rule: string, fault: string): AuditFault {
  return { rule, document: `entries/${key}`, fault };
}

function seqOf({ key }: Entry): number {
  return Number(key.slice(key.lastIndexOf(':') + 1));
}

function givenFor({ pack: { credits, bonus } }: Purchase, playerId: string): Entry['postings'] {
  return balancedPostings([
    { account: playerAccount(playerId, 'purchase'), amount: credits },
    { account: playerAccount(playerId, 'bonus'), amount: bonus },
    { account: SALES, amount: -credits },
    { account: GRANTS, amount: -bonus },
  ]);
}

/** PY2: floor(given × min(paid, refunded + disputed) / paid). */
function clawedOf({ pack, paid, refunded, disputed }: Purchase): PackCredits {
  if (paid <= 0) return { credits: 0n, bonus: 0n };
  const back = BigInt(Math.max(0, Math.min(paid, refunded + disputed)));
  return { credits: (pack.credits * back) / BigInt(paid), bonus: (pack.bonus * back) / BigInt(paid) };
}

function sumOn(account: string, entries: readonly Entry[]): bigint {
  const postings = entries.flatMap((entry) => entry.postings.filter((posting) => posting.account === account));
  return postings.reduce((sum, { amount }) => sum + amount, 0n);
}

function same(some: PackCredits, others: PackCredits): boolean {
  return some.credits === others.credits && some.bonus === others.bonus;
}
