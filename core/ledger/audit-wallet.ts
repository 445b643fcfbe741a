/** One wallet against its journal, entry by entry: what it should have by now, and what it has (LG4, LG6, TN2, TN10, LK1, LK2). */
import { mapPockets, POCKETS, totalOf } from '#core/money/pockets.ts';
import type { Pocket } from '#core/money/pockets.ts';
import { smaller } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import { NOTHING_SPENT, spentAfter } from '#core/wallet/caps.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import { playerAccount, receivableAccount } from './accounts.ts';
import type { AuditFault } from './audit-entry.ts';
import { linkKey, repaymentKey } from './entry.ts';
import type { BookedEntry } from './entry.ts';
import type { LinkMeta } from './link.ts';

/** What is read of an entry. */
export type WalletEntry = Pick<BookedEntry, 'key' | 'kind' | 'state' | 'at' | 'by' | 'postings' | 'after'> & {
  readonly meta: Partial<Pick<TurnMeta, 'funding' | 'day' | 'charged'> & LinkMeta>;
};

/** Takes the wallet's entries one after the other, by time and then by the wallet's `seq`; keeps nothing of them but sums. */
export class WalletAudit {
  readonly #wallet: Wallet;
  readonly #report: (fault: AuditFault) => void;
  readonly #countsCharges: boolean;
  readonly #sums: Record<Pocket, Microcredits>;
  readonly #pocketOf: ReadonlyMap<string, Pocket>;
  #receivable = 0n;
  #lastSeq = -1;
  /** Of the latest entry from before places were kept: among those of one moment, nobody can tell when it came. */
  #unplacedAt = 0;
  #freeTurns = 0;
  /** Free turns of entries from before the day was kept: they may have been of the wallet's day. */
  #freeTurnsUnknown = false;
  /** What turns were charged on the latest day that any was. */
  #spent = NOTHING_SPENT;
  #closed = false;
  #linked = false;
  /** What must come next, since a pocket was raised while there was debt. */
  #repayment: { readonly key: string; readonly amount: Microcredits; readonly maybeMore: boolean } | null = null;

  /** `countsCharges`: false for a wallet from before it did, which no turn was charged to since. */
  constructor(wallet: Wallet, report: (fault: AuditFault) => void, { countsCharges = true } = {}) {
    this.#wallet = wallet;
    this.#report = report;
    this.#countsCharges = countsCharges;
    this.#sums = { ...mapPockets(() => 0n) };
    this.#pocketOf = new Map(POCKETS.map((pocket) => [playerAccount(wallet.playerId, pocket), pocket]));
  }

  add(entry: WalletEntry): void {
    this.#checkRepaid(entry);
    const owed = -this.#receivable;
    let raised = 0n;
    let moved = false;
    for (const { account, amount } of entry.postings) {
      const pocket = this.#pocketOf.get(account);
      if (pocket) this.#sums[pocket] += amount;
      moved ||= pocket !== undefined;
      if (pocket && amount > 0n) raised += amount;
      if (account === receivableAccount(this.#wallet.playerId)) this.#receivable += amount;
    }
    const isLink = entry.kind === 'link';
    // A link may bring debt to an account that has credits: they repay it too.
    const due = isLink ? -this.#receivable : owed;
    if (entry.after && due > 0n && raised > 0n)
      this.#repayment = { key: repaymentKey(entry.key), amount: smaller(due, raised), maybeMore: isLink };
    if (entry.after) this.#addToHistory(entry, entry.after);
    else this.#addUnplaced(entry, moved);
    if (isLink) this.#addLink(entry);
    if (entry.kind === 'turn' && entry.state === 'settled' && entry.meta.funding === 'free') this.#addFreeTurn(entry);
    if (entry.kind === 'turn' && entry.by === this.#wallet.playerId) this.#addCharge(entry);
    if (entry.kind === 'close') this.#addClosing(entry.key);
  }

  /** After the last entry. Overdue holds are no fault: no rule is broken while no server runs that would release them. */
  finish(isResolved: (hold: Hold) => boolean): void {
    const { pockets, holds, debt, seq, closed } = this.#wallet;
    for (const pocket of POCKETS) {
      const held = holds.reduce((sum, { draws }) => sum + draws[pocket], 0n);
      const sum = this.#sums[pocket];
      const fault = `${pocket}: pocket ${pockets[pocket]} + held ${held} is not the journal's ${sum}`;
      this.#check(pockets[pocket] + held === sum, 'LG4', fault);
      this.#check(pockets[pocket] >= 0n, 'LG4', `${pocket} is negative`);
    }
    this.#check(debt === -this.#receivable && debt >= 0n, 'LG4', `debt ${debt} is not the journal's ${-this.#receivable}`);
    this.#checkRepaid(null);
    this.#check(this.#lastSeq <= seq, 'LG4', `seq ${seq} is behind the journal's ${this.#lastSeq}`);
    this.#checkLinked();
    this.#check(closed === this.#closed, 'LG4', closed ? 'is closed without an entry' : 'was closed and is not');
    for (const hold of holds) this.#check(!isResolved(hold), 'LG6', `holds ${hold.key}, which is resolved`);
    this.#checkFreeTurns();
    this.#checkSpent();
  }

  /** Of a link, which two wallets have in common, the balance is the account's; the guest's is empty. */
  #addToHistory({ key, at, meta }: WalletEntry, { seq, balance }: { seq: number; balance: Microcredits }): void {
    const sum = totalOf(this.#sums);
    const isRight = (meta.guestId === this.#wallet.playerId ? 0n : balance) === sum || at.getTime() === this.#unplacedAt;
    this.#check(isRight, 'LG4', `${key} left ${balance} µcr, the journal says ${sum}`);
    this.#check(seq > this.#lastSeq, 'LG4', `${key} has seq ${seq} after ${this.#lastSeq}`);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
  }

  /** Entries from before places were kept come first; one that moved nothing of this wallet, such as a payout to nobody, needs none. */
  #addUnplaced({ key, at }: WalletEntry, moved: boolean): void {
    this.#check(!moved || this.#lastSeq < 0, 'LG4', `${key} has no seq and balance, after entries that have`);
    this.#unplacedAt = at.getTime();
  }

  #checkRepaid(next: WalletEntry | null): void {
    if (!this.#repayment) return;
    const { key, amount, maybeMore } = this.#repayment;
    const account = receivableAccount(this.#wallet.playerId);
    const isRepaid =
      next?.key === key &&
      next.postings.some(
        (posting) => posting.account === account && (posting.amount === amount || (maybeMore && posting.amount > amount)),
      );
    this.#check(isRepaid, 'LG4', `${key} did not repay ${amount} µcr of the debt`);
    this.#repayment = null;
  }

  #addFreeTurn({ meta: { day }, at }: WalletEntry): void {
    const { free } = this.#wallet;
    if (day === free.day) this.#freeTurns += 1;
    else if (day === undefined && utcDay(at) >= free.day) this.#freeTurnsUnknown = true;
  }

  /** TN2: what a guest used of the wallet's day counts as used. */
  #addLink({ key, meta: { guestId, free } }: WalletEntry): void {
    const { playerId, free: used } = this.#wallet;
    if (guestId === playerId) this.#linked ||= key === linkKey(playerId, null);
    else if (free?.day === used.day) this.#freeTurns += free.used;
  }

  /** LK1, LK2: a merged guest is linked once no turn of theirs runs, and from then on nothing stays with them. */
  #checkLinked(): void {
    const { mergedInto, holds } = this.#wallet;
    const isDue = mergedInto !== null && holds.length === 0;
    this.#check(isDue === this.#linked, 'LK1', isDue ? 'is merged without an entry' : 'is linked, and not merged or still held');
    const isEmpty = totalOf(this.#sums) === 0n && this.#receivable === 0n;
    this.#check(!this.#linked || isEmpty, 'LK2', 'has credits or debt, which belong to the account it merged into');
  }

  #addCharge({ meta: { charged = 0n }, at }: WalletEntry): void {
    if (charged > 0n) this.#spent = spentAfter(this.#spent, utcDay(at), charged);
  }

  /** TN10: what caps are held to. */
  #checkSpent(): void {
    const { day, amount } = this.#wallet.spent;
    const isRight = day === this.#spent.day && amount === this.#spent.amount;
    this.#check(
      isRight || !this.#countsCharges,
      'TN10',
      `spent ${amount} µcr on ${day}, the journal says ${this.#spent.amount} on ${this.#spent.day}`,
    );
  }

  #addClosing(key: string): void {
    this.#closed = true;
    this.#check(totalOf(this.#sums) === 0n && this.#receivable === 0n, 'LG4', `${key} leaves credits or debt behind`);
  }

  /** TN2: a free turn of the day is used by a hold that is open, or by a turn that was settled. */
  #checkFreeTurns(): void {
    const { free, holds } = this.#wallet;
    const held = holds.filter(({ funding, day }) => funding === 'free' && day === free.day).length;
    const isRight = this.#freeTurnsUnknown || free.used === this.#freeTurns + held;
    this.#check(
      isRight,
      'TN2',
      `${free.used} free turns of ${free.day} are used, of ${this.#freeTurns} settled and ${held} held`,
    );
  }

  #check(holds: boolean, rule: string, fault: string): void {
    if (!holds) this.#report({ rule, document: `wallets/${this.#wallet.playerId}`, fault });
  }
}
