/** Numbers as people type them, in the reader's locale or in the other usual writing: `10,5` and `10.5` are the same wherever one is. */

interface NumberMarks {
  /** The ten digits, from 0 to 9. */
  readonly digits: readonly string[];
  readonly decimal: string;
  /** Between thousands; a space may be any space. */
  readonly group: string;
}

const FRACTION_DIGITS_MAX = 6;
const SPACES = /[\s'’]/gu;

/** How a locale writes numbers; without one, the reader's. */
function numberMarks(locale?: string): NumberMarks {
  const parts = new Intl.NumberFormat(locale).formatToParts(-12_345_678.9);
  const markOf = (type: Intl.NumberFormatPartTypes, usual: string) => parts.find((part) => part.type === type)?.value ?? usual;
  const countdown = new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210);
  return { digits: Array.from(countdown).toReversed(), decimal: markOf('decimal', '.'), group: markOf('group', ',') };
}

/**
 * undefined for what is no number. A point or comma is what the locale has it for; where it cannot be that (`10.5` has no thousands) it is
 * what others have it for. Marks are never just left out, which would make an amount ten times as high.
 */
export function typedNumber(typed: string, locale?: string): number | undefined {
  const { digits, decimal, group } = numberMarks(locale);
  const inLatin = (mark: string) => (digits.includes(mark) ? String(digits.indexOf(mark)) : mark);
  const text = Array.from(typed.replace(SPACES, ''), inLatin).join('');
  if (!/\d/.test(text)) return undefined;
  const read = (point: string, comma: string) => {
    const [whole = '', fraction = '', ...rest] = text.split(point);
    const isWhole = /^\d*$/.test(whole) || isGrouped(whole, comma);
    return rest.length === 0 && isWhole && /^\d*$/.test(fraction)
      ? Number(`${whole.replaceAll(comma, '')}.${fraction}0`)
      : undefined;
  };
  const other = decimal === ',' ? '.' : ',';
  return read(decimal, group) ?? read(other, decimal);
}

/** Thousands, or lakhs and crores. A group never begins with 0: `0,500` is a half. */
function isGrouped(whole: string, mark: string): boolean {
  const [first = '', ...groups] = whole.split(mark);
  const last = groups.pop() ?? '';
  const isThousands = /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  const isLakhs = /^[1-9]\d?$/.test(first) && groups.every((group) => /^\d{2}$/.test(group));
  return (isThousands || isLakhs) && /^\d{3}$/.test(last);
}

/** As the locale writes it, which `typedNumber` reads as the same number. */
export function numberToType(value: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: FRACTION_DIGITS_MAX }).format(value);
}
