/** Whether and when to ask once more what became of a payment. Plain arithmetic. */
import { GameError } from '#sdk/index.ts';
import type { CheckoutReturn } from '#sdk/index.ts';

const SOON_MS = 2_000;
const LATER_MS = 10_000;
/** So long the payment service may take to say that a payment went through; whoever left its page without paying is told then. */
const SOON_FOR_MS = 60_000;
const LATER_FOR_MS = 15 * 60_000;

/** `over`: there is nothing more to hear. `waiting`: not said yet. `gaveUp`: it was asked for long enough. */
export type ReturnStage = 'over' | 'waiting' | 'gaveUp';

export function stageOf(answer: CheckoutReturn | undefined, failure: unknown, waitedMs: number): ReturnStage {
  if (answer && isDecided(answer)) return 'over';
  if (failure instanceof GameError && failure.code !== 'PAYMENTS_UNAVAILABLE') return 'over';
  // A bank takes days; the page says so at once, and looks on for as long as anybody might.
  if (answer?.state === 'open' && waitedMs >= SOON_FOR_MS) return 'gaveUp';
  return waitedMs < LATER_FOR_MS ? 'waiting' : 'gaveUp';
}

export type DecidedState = Exclude<CheckoutReturn['state'], 'open' | 'pending'>;

export function isDecided(answer: CheckoutReturn): answer is CheckoutReturn & { readonly state: DecidedState } {
  return answer.state !== 'open' && answer.state !== 'pending';
}

/** null: no more. */
export function askAgainMs(stage: ReturnStage, waitedMs: number): number | null {
  if (stage !== 'waiting') return null;
  return waitedMs < SOON_FOR_MS ? SOON_MS : LATER_MS;
}
