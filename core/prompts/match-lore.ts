/** Finds the keyed lore that the latest passages call for, within the world's budget. */
import type { LoreEntry, Lorebook } from '#core/worlds/world.ts';
import type { CutPart } from './prompt.ts';

export interface LoreMatch {
  readonly entry: LoreEntry;
  readonly tokens: number;
  readonly why: string;
  /** 0: matched in the newest text; higher: further back. */
  readonly age: number;
}

/** One searched text and what to call it in the explanation. */
export interface ScannedText {
  readonly text: string;
  readonly place: string;
}

/** Matches in the order they are placed, and what the budget cut. What the newest text calls up is kept first, then by priority. An entry that does not fit is skipped; smaller ones still get in. */
export function matchLore(
  book: Lorebook,
  texts: readonly ScannedText[],
  tokensOf: (entry: LoreEntry) => number,
): { matches: LoreMatch[]; cut: CutPart[] } {
  const candidates = book.entries
    .filter((entry) => entry.enabled && entry.constant !== true)
    .flatMap((entry) => {
      const match = findMatch(entry, texts);
      return match === null ? [] : [{ entry, tokens: tokensOf(entry), ...match }];
    })
    .sort((a, b) => a.age - b.age || keepRank(b.entry) - keepRank(a.entry));

  const matches: LoreMatch[] = [];
  const cut: CutPart[] = [];
  let left = book.token_budget;
  for (const candidate of candidates) {
    if (candidate.tokens <= left) {
      left -= candidate.tokens;
      matches.push(candidate);
    } else {
      cut.push({
        kind: 'lore',
        id: candidate.entry.id,
        tokens: candidate.tokens,
        why: `${candidate.why}, but over the lore budget`,
      });
    }
  }
  return { matches: matches.sort((a, b) => a.entry.insertion_order - b.entry.insertion_order), cut };
}

function keepRank(entry: LoreEntry): number {
  return entry.priority ?? entry.insertion_order;
}

function findMatch(entry: LoreEntry, texts: readonly ScannedText[]): { why: string; age: number } | null {
  const first = findKey(entry.keys, texts, entry.case_sensitive === true);
  if (first === null) return null;
  if (entry.selective !== true) return { why: `matched "${first.key}" in ${first.place}`, age: first.age };
  const second = findKey(entry.secondary_keys ?? [], texts, entry.case_sensitive === true);
  return second && { why: `matched "${first.key}" in ${first.place} and "${second.key}" in ${second.place}`, age: first.age };
}

interface FoundKey {
  readonly key: string;
  readonly place: string;
  readonly age: number;
}

function findKey(keys: readonly string[], texts: readonly ScannedText[], caseSensitive: boolean): FoundKey | null {
  for (const [age, { text, place }] of texts.entries()) {
    const key = keys.find((candidate) => containsWords(text, candidate, caseSensitive));
    if (key !== undefined) return { key, place, age };
  }
  return null;
}

/** Whether a text has a word or phrase: whole words, except for scripts that write without spaces. */
export function containsWords(text: string, words: string, caseSensitive = false): boolean {
  const haystack = fold(text, caseSensitive);
  const needle = fold(words, caseSensitive);
  if (needle === '') return false;
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack.charAt(at - 1);
    const after = haystack.charAt(at + needle.length);
    if (UNSPACED.test(needle) || !(LETTER.test(before) || LETTER.test(after))) return true;
  }
  return false;
}

const LETTER = /[\p{L}\p{M}\p{N}_]/u; // A mark goes on with the letter before it.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function fold(text: string, caseSensitive: boolean): string {
  const normal = text.normalize('NFKC');
  return caseSensitive ? normal : normal.toLowerCase();
}
