/** Which words of the catalogue (`return.titles`, `return.texts`) say how a payment stands. */
import { GameError } from '#sdk/index.ts';
import type { CheckoutReturn } from '#sdk/index.ts';
import type { ReturnStage } from './ask-again.ts';

export function returnWordsOf(answer: CheckoutReturn | undefined, failure: unknown, stage: ReturnStage) {
  if (failure instanceof GameError && failure.code === 'PURCHASE_NOT_FOUND') return 'unknown';
  if (failure instanceof GameError && failure.code === 'PURCHASE_MISMATCH') return 'mismatch';
  if (failure !== null && failure !== undefined) return stage === 'waiting' ? 'unanswered' : 'gaveUp';
  if (!answer) return 'waiting';
  if (answer.state === 'open') return stage === 'waiting' ? 'waiting' : 'notPaid';
  return answer.state === 'too-late' ? 'tooLate' : answer.state;
}
