/** Which keyed lore entries have a key in the searched texts, and where: told per entry, found by an index of the whole book. */
import type { LoreEntry, Lorebook } from '#core/worlds/world.ts';
import { WordIndex } from './word-index.ts';
import type { ScannedText, WordKey } from './word-index.ts';

export interface FoundKey {
  readonly key: string;
  readonly place: string;
  /** 0: in the newest text; higher: further back. */
  readonly age: number;
}

/** An entry with one of its keys in the texts. */
export interface LoreHit {
  readonly entry: LoreEntry;
  readonly first: FoundKey;
  /** Of a selective entry; null where none of its second keys was found, so that it does not match. */
  readonly second: FoundKey | null;
}

/** In the book's order. The newest text counts, and in it the first key. */
export function searchLore(book: Lorebook, texts: readonly ScannedText[]): LoreHit[] {
  const index = indexOf(book);
  const found = texts.map((text) => index.words.find(text));
  const first = new Map<number, Hit>();
  const second = new Map<number, Hit>();
  found.forEach((groups, age) => {
    for (const positions of groups) {
      for (const position of positions) {
        const owner = index.owners[position];
        if (!owner) continue;
        const hits = owner.isSecond ? second : first;
        const known = hits.get(owner.entry);
        if (!known || (known.age === age && owner.place < known.place)) hits.set(owner.entry, { age, place: owner.place });
      }
    }
  });
  return [...first]
    .sort(([a], [b]) => a - b)
    .flatMap(([position, hit]) => {
      const entry = book.entries[position];
      if (!entry) return [];
      const other = second.get(position);
      return [{ entry, first: told(hit, entry.keys, texts), second: other ? told(other, entry.secondary_keys, texts) : null }];
    });
}

interface Hit {
  /** Of the text. */
  readonly age: number;
  /** Among the entry's keys. */
  readonly place: number;
}

function told({ age, place }: Hit, keys: readonly string[] = [], texts: readonly ScannedText[]): FoundKey {
  return { key: keys[place] ?? '', place: texts[age]?.place ?? '', age };
}

interface LoreIndex {
  readonly words: WordIndex;
  /** Whose key it is, by the key's position in `words`. */
  readonly owners: readonly KeyOwner[];
}

interface KeyOwner {
  readonly entry: number;
  readonly isSecond: boolean;
  readonly place: number;
}

const indexes = new WeakMap<Lorebook, LoreIndex>();

function indexOf(book: Lorebook): LoreIndex {
  const known = indexes.get(book);
  if (known) return known;
  const keys: WordKey[] = [];
  const owners: KeyOwner[] = [];
  book.entries.forEach((entry, position) => {
    if (!entry.enabled || entry.constant === true) return;
    const caseSensitive = entry.case_sensitive === true;
    const own = (words: string, place: number, isSecond: boolean): void => {
      keys.push({ words, caseSensitive });
      owners.push({ entry: position, isSecond, place });
    };
    entry.keys.forEach((words, place) => {
      own(words, place, false);
    });
    if (entry.selective !== true) return;
    entry.secondary_keys?.forEach((words, place) => {
      own(words, place, true);
    });
  });
  const index = { words: new WordIndex(keys), owners };
  indexes.set(book, index);
  return index;
}
