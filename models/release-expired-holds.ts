/** Releases holds whose turn never ended: the sweeper's work, safe to run anywhere and any time (LG6). */
import type { TurnStore } from '#core/turns/turn-store.ts';
import type { Database } from './database.ts';

const WALLETS_PER_SWEEP = 500;

/** How many holds were released as expired. */
export async function releaseExpiredHolds(database: Database, turns: TurnStore, now: Date): Promise<number> {
  const overdue = await database.wallets
    .find({ 'holds.expiresAt': { $lte: now } }, { projection: { holds: 1 } })
    .limit(WALLETS_PER_SWEEP)
    .toArray();
  const holds = overdue.flatMap((wallet) => wallet.holds).filter((hold) => hold.expiresAt <= now);
  let released = 0;
  for (const hold of holds) {
    const resolved = await turns.release({ hold, reason: 'expired', at: now, incomplete: null });
    if (resolved.state === 'released' && resolved.reason === 'expired') released += 1;
  }
  return released;
}
