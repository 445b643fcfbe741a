/** Where sentences end, and how much a text repeats another: plain functions on text. */

// A mark after a letter, digit or closing sign, not a list's "1." and not "Mr."; quotes and brackets after it belong to it.
const SENTENCE_END = /(?<!\b(?:Mr|Mrs|Ms|Dr|St))(?<!(?:^|\n)\s*\d{1,2})[.!?…]+[*"'”’)\]]*(?=\s|$)/g;

/** The places right behind each whole sentence. A mark at the very end only counts when the text is `whole`: "…" may become "…?". */
export function sentenceEnds(text: string, whole: boolean): number[] {
  const ends = Array.from(text.matchAll(SENTENCE_END), (match) => match.index + match[0].length);
  return whole || ends.at(-1) !== text.length ? ends : ends.slice(0, -1);
}

export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
}

const RUN_WORDS = 3;

/** The part of the text's runs of three words that the other text has too, 0–1; 0 for a text too short to tell. */
export function repeatedPart(text: string, other: string): number {
  const runs = wordRuns(text);
  if (runs.length < 2) return 0;
  const known = new Set(wordRuns(other));
  return runs.filter((run) => known.has(run)).length / runs.length;
}

/** Whether the text goes round in circles: its last three words stood twice before in its last forty. */
export function loops(text: string): boolean {
  const runs = wordRuns(text).slice(-40);
  const last = runs.at(-1);
  return last !== undefined && runs.filter((run) => run === last).length >= 3;
}

function wordRuns(text: string): string[] {
  const words = wordsOf(text);
  return words.slice(RUN_WORDS - 1).map((_, index) => words.slice(index, index + RUN_WORDS).join(' '));
}
