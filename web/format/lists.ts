/** Several names as one phrase, in the reader's language: `Ember and Hearth`. */
import { madeOnce } from './made-once.ts';

const list = madeOnce(() => new Intl.ListFormat(undefined, { type: 'conjunction' }));

export function listText(names: readonly string[]): string {
  return list().format(names);
}
