/** An amount with its unit: digits as the reader's locale writes them, the unit in the language of the words around it. */
import { wordsLanguage } from './words-language.ts';

interface UnitStyle {
  readonly unit: string;
  readonly unitDisplay: 'long' | 'short';
  readonly maximumFractionDigits: number;
}

export function unitText(amount: number, { unit, unitDisplay, maximumFractionDigits }: UnitStyle): string {
  const digits = new Intl.NumberFormat(undefined, { maximumFractionDigits }).format(amount);
  const words = new Intl.NumberFormat(wordsLanguage(), { style: 'unit', unit, unitDisplay, maximumFractionDigits });
  const parts = words.formatToParts(amount);
  const first = parts.findIndex(({ type }) => type === 'integer');
  return parts
    .map(({ type, value }, index) => (type === 'unit' || type === 'literal' ? value : index === first ? digits : ''))
    .join('');
}
