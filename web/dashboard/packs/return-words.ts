/** Which words of the catalogue (`return.titles`, `return.texts`) say how a payment stands. */
import { GameError } from '#sdk/index.ts';
import type { CheckoutReturn } from '#sdk/index.ts';
import { isDecided } from './ask-again.ts';
import type { ReturnStage } from './ask-again.ts';

export function returnWordsOf(answer: CheckoutReturn | undefined, failure: unknown, stage: ReturnStage) {
  if (answer && isDecided(answer)) return answer.state === 'too-late' ? 'tooLate' : answer.state; // whatever failed since
  if (failure instanceof GameError && failure.code === 'PURCHASE_NOT_FOUND') return 'unknown';
  if (failure instanceof GameError && failure.code === 'PURCHASE_MISMATCH') return 'mismatch';
  if (failure !== null && failure !== undefined) return stage === 'waiting' ? 'unanswered' : 'gaveUp';
  if (answer?.state === 'pending') return 'pending';
  return answer && stage !== 'waiting' ? 'notPaid' : 'waiting';
}
