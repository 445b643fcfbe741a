/** Finds which of very many words and phrases a text has, in time that grows with the text and not with their number. */
import { fold, mayStandAt, UNSPACED, WORDS } from './contains-words.ts';

/** One searched text and what to call it in the explanation. What was found in it is remembered as long as this object lives. */
export interface ScannedText {
  readonly text: string;
  readonly place: string;
}

export interface WordKey {
  readonly words: string;
  readonly caseSensitive: boolean;
}

/** One spelling, and the positions of the keys that are spelled so. */
interface Needle {
  readonly text: string;
  readonly keys: number[];
}

/** A needle is looked for where a piece of it is: `offset` characters before. */
interface Anchored {
  readonly needle: Needle;
  readonly offset: number;
}

export class WordIndex {
  readonly #tables: readonly NeedleTable[];
  readonly #found = new WeakMap<ScannedText, readonly (readonly number[])[]>();

  constructor(keys: readonly WordKey[]) {
    this.#tables = [false, true].map((caseSensitive) => new NeedleTable(keys, caseSensitive)).filter(({ size }) => size > 0);
  }

  /** The positions of the keys that the text has, in groups of one spelling. The answer is `containsWords`', key by key. */
  find(text: ScannedText): readonly (readonly number[])[] {
    const known = this.#found.get(text);
    if (known) return known;
    const found = this.#tables.flatMap((table) => table.find(text.text));
    this.#found.set(text, found);
    return found;
  }
}

/** The keys of one kind: those that mind their case, or those that do not. */
class NeedleTable {
  readonly #caseSensitive: boolean;
  readonly #needles = new Map<string, Needle>();
  /** Phrases by one of their words, which a text that has them has as a word too. */
  readonly #byWord = new Map<string, Anchored[]>();
  /** Needles without words, or that may stand inside of one, by two characters of theirs. */
  readonly #byPair = new Map<string, Anchored[]>();

  constructor(keys: readonly WordKey[], caseSensitive: boolean) {
    this.#caseSensitive = caseSensitive;
    keys.forEach((key, position) => {
      if (key.caseSensitive !== caseSensitive) return;
      const text = fold(key.words, caseSensitive);
      const needle = this.#needles.get(text);
      if (needle) needle.keys.push(position);
      else if (text !== '') this.#needles.set(text, { text, keys: [position] });
    });

    const phrases: [Needle, readonly string[]][] = [];
    const uses = new Map<string, number>();
    for (const needle of this.#needles.values()) {
      const words = wordsOf(needle.text);
      if (words.length === 0) this.#addByPair(needle);
      else if (words[0] !== needle.text) phrases.push([needle, words]);
    }
    for (const [, words] of phrases) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
    for (const [needle, words] of phrases) this.#addByWord(needle, words, uses);
  }

  get size(): number {
    return this.#needles.size;
  }

  find(text: string): number[][] {
    const folded = fold(text, this.#caseSensitive);
    const found = new Set<Needle>();
    const look = (anchored: readonly Anchored[] | undefined, at: number): void => {
      for (const { needle, offset } of anchored ?? []) {
        const from = at - offset;
        if (from >= 0 && folded.startsWith(needle.text, from) && mayStandAt(folded, from, needle.text)) found.add(needle);
      }
    };
    let end = 0;
    for (const word of folded.match(WORDS) ?? []) {
      const at = folded.indexOf(word, end);
      end = at + word.length;
      const needle = this.#needles.get(word);
      if (needle) found.add(needle);
      look(this.#byWord.get(word), at);
    }
    if (this.#byPair.size > 0) {
      for (const { index } of folded.matchAll(PAIR_STARTS)) {
        look(this.#byPair.get(folded.charAt(index)), index);
        look(this.#byPair.get(pairAt(folded, index)), index);
      }
    }
    return [...found].map(({ keys }) => keys);
  }

  #addByPair(needle: Needle): void {
    const offset = Math.max(0, needle.text.search(UNSPACED));
    add(this.#byPair, pairAt(needle.text, offset), { needle, offset });
  }

  /** By the rarest, so that a thousand keys which begin with `the` are not all looked at for each `the`. */
  #addByWord(needle: Needle, words: readonly string[], uses: ReadonlyMap<string, number>): void {
    const word = words.reduce((best, other) => ((uses.get(other) ?? 0) < (uses.get(best) ?? 0) ? other : best));
    let offset = 0;
    for (const before of words.slice(0, words.indexOf(word))) offset = needle.text.indexOf(before, offset) + before.length;
    add(this.#byWord, word, { needle, offset: needle.text.indexOf(word, offset) });
  }
}

/** Letters of scripts without spaces, and whatever is no letter at all. */
const PAIR_STARTS = new RegExp(`${UNSPACED.source}|[^\\p{L}\\p{M}\\p{N}_]`, 'gu');

/** None where the needle may stand inside of a word. */
function wordsOf(needle: string): readonly string[] {
  return UNSPACED.test(needle) ? [] : (needle.match(WORDS) ?? []);
}

function pairAt(text: string, at: number): string {
  return text.slice(at, at + 2);
}

function add(anchored: Map<string, Anchored[]>, piece: string, entry: Anchored): void {
  const known = anchored.get(piece);
  if (known) known.push(entry);
  else anchored.set(piece, [entry]);
}
