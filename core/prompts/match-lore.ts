/** Chooses the keyed lore that the latest passages call for, within the world's budget. */
import type { LoreEntry, Lorebook } from '#core/worlds/world.ts';
import type { CutPart } from './prompt.ts';
import { searchLore } from './search-lore.ts';
import type { LoreHit } from './search-lore.ts';
import type { ScannedText } from './word-index.ts';

export interface LoreMatch {
  readonly entry: LoreEntry;
  readonly tokens: number;
  readonly why: string;
}

/** What may enter a prompt, in whatever way it was called up. */
export interface LoreCandidate {
  readonly entry: LoreEntry;
}

export interface KeptLore {
  readonly kept: readonly LoreMatch[];
  readonly cut: readonly CutPart[];
}

type TokensOf = (entry: LoreEntry) => number;

/** A book may call up thousands of entries at once: so many that do not fit are looked at before the rest goes uncounted. */
const MISFITS_MAX = 200;
/** And so many are told one by one. */
const CUT_TOLD_MAX = 40;

/** Matches in the order they are placed, and what the budget cut. */
export function matchLore(
  book: Lorebook,
  texts: readonly ScannedText[],
  tokensOf: TokensOf,
  budget = book.token_budget,
): { matches: LoreMatch[]; cut: readonly CutPart[] } {
  return chooseLore(matchedLore(searchLore(book, texts)), tokensOf, budget);
}

export function chooseLore(
  hits: readonly LoreHit[],
  tokensOf: TokensOf,
  budget: number,
): { matches: LoreMatch[]; cut: readonly CutPart[] } {
  const { kept, cut } = keepWithin(hits, { tokensOf, budget, whyOf: whyMatched, reason: 'over the lore budget' });
  return { matches: [...kept].sort((a, b) => a.entry.insertion_order - b.entry.insertion_order), cut };
}

/** Those that match, in the order they are kept: what the newest text calls up first, then by priority. */
export function matchedLore(hits: readonly LoreHit[]): LoreHit[] {
  return hits
    .filter(({ entry, second }) => entry.selective !== true || second !== null)
    .sort((a, b) => a.first.age - b.first.age || byRank(a.entry, b.entry));
}

export function whyMatched({ first, second }: LoreHit): string {
  const also = second ? ` and "${second.key}" in ${second.place}` : '';
  return `matched "${first.key}" in ${first.place}${also}`;
}

/** Keeps candidates in their order. One that does not fit is skipped; smaller ones still get in. */
export function keepWithin<Candidate extends LoreCandidate>(
  candidates: readonly Candidate[],
  terms: { tokensOf: TokensOf; budget: number; whyOf: (candidate: Candidate) => string; reason: string },
): KeptLore {
  const kept: LoreMatch[] = [];
  const cut: CutPart[] = [];
  let left = terms.budget;
  let looked = 0;
  for (const candidate of candidates) {
    if (cut.length === MISFITS_MAX) break;
    looked += 1;
    const { entry } = candidate;
    const tokens = terms.tokensOf(entry);
    const why = terms.whyOf(candidate);
    if (tokens <= left) {
      left -= tokens;
      kept.push({ entry, tokens, why });
    } else {
      cut.push({ kind: 'lore', id: entry.id, name: entry.name, tokens, why: `${why}, but ${terms.reason}` });
    }
  }
  return { kept, cut: cutTold(cut, candidates.length - looked, terms.reason) };
}

/** The first one by one, the others together: a stored turn must not grow with the book. */
function cutTold(cut: readonly CutPart[], uncounted: number, reason: string): CutPart[] {
  const others = cut.slice(CUT_TOLD_MAX);
  const count = others.length + uncounted;
  if (count === 0) return [...cut];
  const tokens = others.reduce((sum, part) => sum + part.tokens, 0);
  const name = `${count} more lore ${count === 1 ? 'entry' : 'entries'}`;
  return [...cut.slice(0, CUT_TOLD_MAX), { kind: 'lore', id: null, name, tokens, why: `called up too, but ${reason}` }];
}

/** What is kept first. */
export function byRank(a: LoreEntry, b: LoreEntry): number {
  return keepRank(b) - keepRank(a);
}

function keepRank(entry: LoreEntry): number {
  return entry.priority ?? entry.insertion_order;
}
