/** What the auditor can tell from a link's entry alone: all of it leaves the guest, and all of it reaches the account (LK1). */
import { POCKETS } from '#core/money/pockets.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { GRANTS, playerAccount, receivableAccount } from './accounts.ts';
import { linkCause, linkKey } from './entry.ts';
import type { LinkEntry } from './link.ts';

export function auditLink({ key, parties, postings, meta }: LinkEntry, check: Check): void {
  const { guestId, accountId, free } = meta;
  const cause = linkCause(key);
  const sumOf = (account: string): Microcredits =>
    postings.filter((posting) => posting.account === account).reduce((sum, { amount }) => sum + amount, 0n);
  check(key === linkKey(guestId, cause), 'LG2', `is not keyed by its guest ${guestId}`);
  check(parties.join() === [guestId, accountId].join() && guestId !== accountId, 'LK1', 'is not between a guest and an account');
  for (const pocket of POCKETS) {
    const left = -sumOf(playerAccount(guestId, pocket));
    const reached = sumOf(playerAccount(accountId, pocket));
    const due = pocket === 'grant' ? 0n : left;
    check(left >= 0n && reached === due, 'LK1', `takes ${left} µcr of ${pocket}, and ${reached} reach the account`);
  }
  const [unspent, returned] = [-sumOf(playerAccount(guestId, 'grant')), sumOf(GRANTS)];
  check(returned === unspent, 'LK1', `returns ${returned} µcr of the ${unspent} that were unspent of a welcome grant`);
  const [lifted, laid] = [sumOf(receivableAccount(guestId)), -sumOf(receivableAccount(accountId))];
  check(lifted >= 0n && laid === lifted, 'LK1', `lifts ${lifted} µcr of debt from the guest, and ${laid} reach the account`);
  check((free === null) === (cause !== null), 'LK1', 'passes on free turns where it must not, or not where it must');
}

export type Check = (holds: boolean, rule: string, fault: string) => void;
