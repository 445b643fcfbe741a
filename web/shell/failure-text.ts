/** A failure as a sentence for the player. */
import i18next from 'i18next';
import { ConnectionLost, GameError } from '#sdk/index.ts';

/** The catalogue of errors has a sentence for each code that says what to do next. */
export function failureText(failure: unknown): string {
  if (failure instanceof GameError) return failure.message;
  return i18next.t(failure instanceof ConnectionLost ? 'shell:failure.connection' : 'shell:failure.unexpected');
}
