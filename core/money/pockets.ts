/** A wallet's four pockets, by where the credits came from, in the order they are spent. */
import { smaller } from './microcredits.ts';
import type { Microcredits } from './microcredits.ts';

/** Burn order: what was given is spent before what was earned, and that before what was bought. */
export const POCKETS = ['grant', 'bonus', 'earning', 'purchase'] as const;
export type Pocket = (typeof POCKETS)[number];
export type Pockets = Readonly<Record<Pocket, Microcredits>>;

export const NO_CREDITS: Pockets = { grant: 0n, bonus: 0n, earning: 0n, purchase: 0n };

export function totalOf(pockets: Pockets): Microcredits {
  return POCKETS.reduce((sum, pocket) => sum + pockets[pocket], 0n);
}

/** Takes an amount out of the pockets in burn order; says how much from each. The pockets must cover it. */
export function burn(pockets: Pockets, amount: Microcredits): Pockets {
  let left = amount;
  const taken = { ...NO_CREDITS };
  for (const pocket of POCKETS) {
    taken[pocket] = smaller(pockets[pocket], left);
    left -= taken[pocket];
  }
  if (left !== 0n || amount < 0n) throw new RangeError(`${amount} µcr cannot be taken from ${totalOf(pockets)} µcr`);
  return taken;
}

export function subtractPockets(a: Pockets, b: Pockets): Pockets {
  return mapPockets((pocket) => a[pocket] - b[pocket]);
}

export function mapPockets(amountOf: (pocket: Pocket) => Microcredits): Pockets {
  return { grant: amountOf('grant'), bonus: amountOf('bonus'), earning: amountOf('earning'), purchase: amountOf('purchase') };
}
