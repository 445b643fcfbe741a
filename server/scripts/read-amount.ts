/** How many credits an operator wrote. */
import { parseCredits } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { OperatorFault } from '../operator-fault.ts';

/** Never zero. */
export function readAmount(written: string): Microcredits {
  try {
    const amount = parseCredits(written);
    if (amount !== 0n) return amount;
  } catch {
    throw new OperatorFault(`--credits "${written}" is not an amount of credits such as 200 or -12.5.`);
  }
  throw new OperatorFault('--credits 0 would change nothing; give an amount such as 200 or -12.5.');
}
