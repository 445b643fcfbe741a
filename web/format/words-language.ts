/** The language that pages speak, for words that `Intl` makes: they stand in sentences of the catalogue. Digits and dates are the reader's. */
import i18next from 'i18next';

export function wordsLanguage(): string | undefined {
  return i18next.language;
}
