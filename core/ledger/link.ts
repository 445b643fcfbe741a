/** What takes a merged guest's credits and debt to the account they merged into, and the day's used free turns with them (LK1, LK2). */
import { mapPockets, POCKETS } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import type { Wallet } from '#core/wallet/wallet.ts';
import { GRANTS, playerAccount, receivableAccount } from './accounts.ts';
import { balancedPostings, linkKey, requestHash } from './entry.ts';
import type { Entry } from './entry.ts';

/** What the entry keeps beside its postings. */
export interface LinkMeta {
  readonly guestId: string;
  readonly accountId: string;
  /** The free turns that the guest had used, and of which day; null when only a later entry's credits are passed on. */
  readonly free: Wallet['free'] | null;
}

export type LinkEntry = Entry & { readonly kind: 'link'; readonly meta: LinkMeta };

export interface Link {
  readonly entry: LinkEntry;
  /** What the account's pockets are raised by. The guest's are empty then, and their debt is the account's. */
  readonly moved: Pockets;
  /** The account's free turns, with those of the guest. */
  readonly free: Wallet['free'];
}

/** The `cause`: the key of the guest's later entry that brought something; null for the link itself. */
export function linkOf(guest: Wallet, account: Wallet, { cause, at }: { cause: string | null; at: Date }): Link {
  if (guest.holds.length > 0) throw new Error(`[LK1] ${guest.playerId} is linked while ${guest.holds.length} turns run`);
  const [guestId, accountId] = [guest.playerId, account.playerId];
  // A guest who links has no second welcome: what is unspent of theirs goes back.
  const moved = { ...guest.pockets, grant: 0n };
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(guestId, pocket), amount: -guest.pockets[pocket] })),
    ...POCKETS.map((pocket) => ({ account: playerAccount(accountId, pocket), amount: moved[pocket] })),
    { account: GRANTS, amount: guest.pockets.grant },
    { account: receivableAccount(guestId), amount: guest.debt },
    { account: receivableAccount(accountId), amount: -guest.debt },
  ]);
  const key = linkKey(guestId, cause);
  const entry: LinkEntry = {
    ...{ key, kind: 'link', state: null, reason: null, by: accountId, hash: requestHash(key, accountId) },
    ...{ parties: [guestId, accountId], at, postings, reverses: null },
    meta: { guestId, accountId, free: cause === null ? guest.free : null },
  };
  return { entry, moved, free: cause === null ? freeTogether(account.free, guest.free) : account.free };
}

/** Used on the later of both days (TN2): maybe more than a day has, and then none is left. */
function freeTogether(one: Wallet['free'], other: Wallet['free']): Wallet['free'] {
  if (one.day !== other.day) return one.day > other.day ? one : other;
  return { day: one.day, used: one.used + other.used };
}

/** What the guest's pockets change by. */
export function givenUp({ pockets }: Pick<Wallet, 'pockets'>): Pockets {
  return mapPockets((pocket) => -pockets[pocket]);
}
