/** An operator's correction, with a reason and their name: goodwill goes to the bonus pocket, a deduction is taken in burn order. */
import { GameError } from '#protocol/errors.ts';
import { GRANTS, playerAccount } from './accounts.ts';
import { adjustmentKey, balancedPostings, requestHash, welcomeGrantKey } from './entry.ts';
import type { Entry } from './entry.ts';
import { credits, toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { burn, mapPockets, NO_CREDITS, POCKETS } from '#core/money/pockets.ts';
import type { Pockets } from '#core/money/pockets.ts';
import { availableIn, heldIn } from '#core/wallet/wallet.ts';
import type { Wallet } from '#core/wallet/wallet.ts';

export interface Adjustment {
  /** The operator's own id for it: sending it again changes nothing. */
  readonly id: string;
  readonly playerId: string;
  /** Above zero gives, below zero takes. */
  readonly amount: Microcredits;
  readonly reason: string;
  /** Who caused it: a player id (the operator's, where one acted), `script:USER`, or `system`. */
  readonly by: string;
  readonly at: Date;
}

/** A billion credits: far above any use, and far below where a JSON integer stops being exact. */
export const WALLET_MAX: Microcredits = credits(1_000_000_000);

/** The entry, and what each pocket changes by. Throws `ADJUSTMENT_TOO_LARGE` when more would be taken than is available,
 * `WALLET_FULL` when the wallet could not hold it, and `PLAYER_LEFT` when nobody is there to be given anything. */
export function adjustmentOf(adjustment: Adjustment, wallet: Wallet): { entry: Entry; change: Pockets } {
  const { id, amount, reason, by, at } = adjustment;
  const { playerId } = wallet; // a merged guest's adjustment is their account's (LK2)
  if (amount === 0n) throw new GameError('BAD_INPUT', { issues: [{ path: ['credits'], fault: 'must not be zero' }] });
  if (amount > 0n && wallet.closed) throw new GameError('PLAYER_LEFT');
  const available = availableIn(wallet);
  if (amount < 0n && available < -amount) throw new GameError('ADJUSTMENT_TOO_LARGE', { available: toWire(available) });
  if (amount > 0n && available + heldIn(wallet) + amount > WALLET_MAX)
    throw new GameError('WALLET_FULL', { most: toWire(WALLET_MAX) });
  const taken = amount < 0n ? burn(wallet.pockets, -amount) : NO_CREDITS;
  const change = amount < 0n ? mapPockets((pocket) => -taken[pocket]) : { ...NO_CREDITS, bonus: amount };
  const entry = journalEntry({ key: adjustmentKey(id), kind: 'adjust', playerId, change, by, at, reason });
  return { entry: { ...entry, hash: adjustmentHash(adjustment) }, change };
}

export function adjustmentHash({ playerId, amount, reason }: Pick<Adjustment, 'playerId' | 'amount' | 'reason'>): string {
  return requestHash(playerId, String(amount), reason);
}

/** What a new account is given, once. */
export function welcomeGrant(playerId: string, amount: Microcredits, at: Date): { entry: Entry; change: Pockets } {
  const change = { ...NO_CREDITS, grant: amount };
  const entry = journalEntry({
    key: welcomeGrantKey(playerId),
    kind: 'grant',
    playerId,
    change,
    by: 'system',
    at,
    reason: 'welcome',
  });
  return { entry, change };
}

function journalEntry(event: {
  key: string;
  kind: Entry['kind'];
  playerId: string;
  change: Pockets;
  by: string;
  at: Date;
  reason: string;
}): Entry {
  const { key, kind, playerId, change, by, at, reason } = event;
  const postings = balancedPostings([
    ...POCKETS.map((pocket) => ({ account: playerAccount(playerId, pocket), amount: change[pocket] })),
    { account: GRANTS, amount: -POCKETS.reduce((sum, pocket) => sum + change[pocket], 0n) },
  ]);
  const hash = requestHash(kind, playerId, ...postings.map(({ amount }) => String(amount)));
  return { key, kind, state: null, reason, hash, by, parties: [playerId], at, postings, reverses: null, meta: {} };
}
