/** What became of the credits of a paid purchase, in words for the player (PY1, PY2, LG4). */
import { creditsText } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';

export interface PaidCredits {
  /** Bonus included. */
  readonly given: Microcredits;
  /** How much of them repaid debt the moment that they came. */
  readonly repaid: Microcredits;
  /** What refunds and disputes have taken back by now. */
  readonly takenBack: Microcredits;
  /** What the player owes now, whatever it came from. */
  readonly debt: Microcredits;
}

/** `5,000 credits came in; all of them repaid what you owed. You still owe 5,500 credits.` */
export function paidWords(paid: PaidCredits): string {
  const { takenBack, debt } = paid;
  const lost = takenBack > 0n ? ` ${creditsText(takenBack)} were taken back, since the payment was refunded or is disputed.` : '';
  const owed = debt > 0n ? ` You still owe ${creditsText(debt)} credits.` : '';
  return `${cameIn(paid)}${lost}${owed} You can close this page${debt > 0n ? '' : ' and go on playing'}.`;
}

function cameIn({ given, repaid }: PaidCredits): string {
  const credits = `${creditsText(given)} credits`;
  if (repaid === 0n) return `${credits} were added to your wallet.`;
  if (repaid === given) return `${credits} came in; all of them repaid what you owed.`;
  return `${credits} came in; ${creditsText(repaid)} of them repaid what you owed, ${creditsText(given - repaid)} were added to your wallet.`;
}
