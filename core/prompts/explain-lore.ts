/** Why each lore entry is in a turn's prompt, or why not: for creators and players who wonder (context viewer). */
import type { LoreEntry, Lorebook } from '#core/worlds/world.ts';
import { WHY_CONSTANT, WHY_CONSTANT_CUT } from './constant-lore.ts';
import { chooseLore, matchedLore, whyMatched } from './match-lore.ts';
import { searchLore } from './search-lore.ts';
import type { LoreHit } from './search-lore.ts';
import type { ScannedText } from './word-index.ts';

export interface LoreTrace {
  /** How many entries the book has; `entries` may tell fewer. */
  readonly total: number;
  /** Those in the prompt, then those that almost were, then the others, each in the book's order. */
  readonly entries: readonly ExplainedEntry[];
}

export interface ExplainedEntry {
  readonly id: string;
  readonly name: string;
  /**
   * `in`: in the prompt. `cut`: called up, but there was no room. `near`: one of its keys was found and none of its second
   * ones. `out`: nothing called for it.
   */
  readonly state: 'in' | 'cut' | 'near' | 'out';
  /** In plain words: the key and the text that has it, or what is missing. */
  readonly why: string;
}

export interface LoreQuestion {
  readonly book: Lorebook;
  /** As `scannedTexts` gives them for the turn. */
  readonly texts: readonly ScannedText[];
  readonly tokensOf: (entry: LoreEntry) => number;
  /** The most tokens of keyed lore: `keyedLoreBudget`. */
  readonly budget: number;
  /** Ids of constant lore that was cut, where it is known. */
  readonly cutIds?: ReadonlySet<string>;
  /** The most entries to tell. */
  readonly limit: number;
}

type Explanation = Pick<ExplainedEntry, 'state' | 'why'>;

const ORDER = ['in', 'cut', 'near', 'out'] as const;
/** Of an entry's keys, so many are told. */
const KEYS_TOLD = 6;

export function explainLore(question: LoreQuestion): LoreTrace {
  const { book, texts, tokensOf, budget, limit } = question;
  const hits = new Map(searchLore(book, texts).map((hit) => [hit.entry, hit]));
  const matched = matchedLore([...hits.values()]);
  const called = new Set(matched.map(({ entry }) => entry));
  const kept = new Set(chooseLore(matched, tokensOf, budget).matches.map(({ entry }) => entry));

  const explain = (entry: LoreEntry): Explanation => {
    const hit = hits.get(entry);
    if (!hit) return unsearched(entry, question.cutIds) ?? notFound(entry, texts.length);
    if (!called.has(entry)) return { state: 'near', why: nearMiss(hit) };
    if (kept.has(entry)) return { state: 'in', why: whyMatched(hit) };
    return { state: 'cut', why: `${whyMatched(hit)}, but over the lore budget` };
  };
  const told = new Map<ExplainedEntry['state'], ExplainedEntry[]>(ORDER.map((state) => [state, []]));
  for (const entry of book.entries) {
    const { id, name } = entry;
    const { state, why } = explain(entry);
    const list = told.get(state);
    if (list && list.length < limit) list.push({ id, name, state, why });
  }
  return { total: book.entries.length, entries: ORDER.flatMap((state) => told.get(state) ?? []).slice(0, limit) };
}

function unsearched({ id, enabled, constant }: LoreEntry, cutIds?: ReadonlySet<string>): Explanation | null {
  if (!enabled) return { state: 'out', why: 'switched off' };
  if (constant !== true) return null;
  return cutIds?.has(id) === true
    ? { state: 'cut', why: `${WHY_CONSTANT}, but ${WHY_CONSTANT_CUT}` }
    : { state: 'in', why: WHY_CONSTANT };
}

function nearMiss({ entry, first }: LoreHit): string {
  const seconds = entry.secondary_keys ?? [];
  const missing = seconds.length === 0 ? 'it has no second keys' : `none of its second keys (${listed(seconds)})`;
  return `matched "${first.key}" in ${first.place}, but ${missing}`;
}

function notFound({ keys }: LoreEntry, texts: number): Explanation {
  if (keys.length === 0) return { state: 'out', why: 'it has no keys' };
  const where = texts === 1 ? 'the last text' : `the last ${texts} texts`;
  return { state: 'out', why: `none of its keys (${listed(keys)}) in ${where}` };
}

function listed(keys: readonly string[]): string {
  const told = keys.slice(0, KEYS_TOLD).join(', ');
  return keys.length > KEYS_TOLD ? `${told} and ${keys.length - KEYS_TOLD} more` : told;
}
