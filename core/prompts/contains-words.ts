/** Whether a text has a word or phrase: whole words, except for scripts that write without spaces. */

export function containsWords(text: string, words: string, caseSensitive = false): boolean {
  return foldedContains(fold(text, caseSensitive), fold(words, caseSensitive));
}

function foldedContains(haystack: string, needle: string): boolean {
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    if (mayStandAt(haystack, at, needle)) return true;
  }
  return false;
}

/** Whether a needle that is found at a place is no part of a longer word there. Both are folded. */
export function mayStandAt(haystack: string, at: number, needle: string): boolean {
  if (UNSPACED.test(needle)) return true;
  return !LETTER.test(letterBefore(haystack, at)) && !LETTER.test(letterAt(haystack, at + needle.length));
}

/** A text as it is compared. Halves of letters become marks, so that every letter is whole. */
export function fold(text: string, caseSensitive = false): string {
  const normal = ASCII.test(text) ? text : text.normalize('NFKC').toWellFormed();
  return caseSensitive ? normal : normal.toLowerCase();
}

/** The words of a folded text: a mark goes on with the letter before it. */
export const WORDS = /[\p{L}\p{M}\p{N}_]+/gu;
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const LETTER = /[\p{L}\p{M}\p{N}_]/u;
const ASCII = /^[\x00-\x7f]*$/;

function letterBefore(text: string, at: number): string {
  const isSecondHalf = /[\uDC00-\uDFFF]/.test(text.charAt(at - 1));
  return text.slice(Math.max(0, at - (isSecondHalf ? 2 : 1)), at);
}

function letterAt(text: string, at: number): string {
  const codePoint = text.codePointAt(at);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}
