/** Several names as one phrase, in the words of the page: `Ember and Hearth`. */
import { madeOnce } from './made-once.ts';
import { wordsLanguage } from './words-language.ts';

const list = madeOnce(() => new Intl.ListFormat(wordsLanguage(), { type: 'conjunction' }));

export function listText(names: readonly string[]): string {
  return list().format(names);
}
