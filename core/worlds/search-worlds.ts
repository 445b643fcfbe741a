/** Finds worlds by words in their name, tagline, tags and notes, best first. Neither case nor accents matter. */
import type { World } from './world.ts';

export type SearchedWorld = Pick<World, 'name' | 'tagline' | 'tags' | 'creator_notes'>;

export interface WorldSearch {
  /** Every word of it must be somewhere in the world's text, at least as the beginning of a word. */
  readonly text?: string | undefined;
  readonly tag?: string | undefined;
}

/** Where a word was found says how much the world is about it. */
const SCORES = { name: 40, nameBegun: 30, tag: 20, tagBegun: 12, tagline: 6, notes: 2 };
/** What is named just as was asked for comes first. */
const WHOLE_NAME = 1_000;

interface FoldedWorld {
  readonly name: string;
  readonly nameWords: readonly string[];
  readonly tags: readonly string[];
  readonly tagWords: readonly string[];
  readonly tagline: readonly string[];
  readonly notes: readonly string[];
}

/** Listed worlds never change, so each is folded once. */
const folded = new WeakMap<SearchedWorld, FoldedWorld>();

/** In the order they came in where they are equally good, and all of them for an empty search. */
export function searchWorlds<Searched extends SearchedWorld>(
  worlds: readonly Searched[],
  { text = '', tag }: WorldSearch,
): Searched[] {
  const wanted = wordsOf(text);
  const tagWanted = tag === undefined ? undefined : wordsOf(tag).join(' ');
  const tagged = worlds.filter((world) => tagWanted === undefined || foldedOf(world).tags.includes(tagWanted));
  if (wanted.length === 0) return text.trim() === '' ? tagged : [];
  return tagged
    .map((world) => ({ world, score: scoreOf(foldedOf(world), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ world }) => world);
}

/** 0 when one of the words is nowhere. */
function scoreOf(world: FoldedWorld, wanted: readonly string[]): number {
  const scores = wanted.map((word) => scoreOfWord(world, word));
  if (scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, world.name === wanted.join(' ') ? WHOLE_NAME : 0);
}

function scoreOfWord({ nameWords, tagWords, tagline, notes }: FoldedWorld, word: string): number {
  const begins = (candidate: string) => candidate.startsWith(word);
  if (nameWords.includes(word)) return SCORES.name;
  if (nameWords.some(begins)) return SCORES.nameBegun;
  if (tagWords.includes(word)) return SCORES.tag;
  if (tagWords.some(begins)) return SCORES.tagBegun;
  if (tagline.some(begins)) return SCORES.tagline;
  return notes.some(begins) ? SCORES.notes : 0;
}

function foldedOf(world: SearchedWorld): FoldedWorld {
  const known = folded.get(world);
  if (known) return known;
  const nameWords = wordsOf(world.name);
  const tags = world.tags.map((tag) => wordsOf(tag).join(' '));
  const fresh = {
    ...{ name: nameWords.join(' '), nameWords, tags, tagWords: world.tags.flatMap(wordsOf) },
    ...{ tagline: wordsOf(world.tagline), notes: wordsOf(world.creator_notes) },
  };
  folded.set(world, fresh);
  return fresh;
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
