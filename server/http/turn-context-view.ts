/** A told turn opened up: what its AI read, why, and what each part cost; the context viewer's data. */
import type { TurnContext } from '#protocol/rest-contract.ts';
import { toWire } from '#core/money/microcredits.ts';
import { keyedLoreBudget } from '#core/prompts/assemble-prompt.ts';
import { explainLore } from '#core/prompts/explain-lore.ts';
import { scannedTexts } from '#core/prompts/scanned-texts.ts';
import { toldWords, turnAsOf } from '#core/journeys/edit-turn.ts';
import { worthOf } from '#core/turns/settlement.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { World } from '#core/worlds/world.ts';

/** Of a large world, the entries that were in come first, then those that almost were. */
const LORE_ENTRIES_MAX = 500;
const STATES = ['in', 'cut', 'near', 'out'];
const CHARACTERS_PER_TOKEN = 4;

export interface TurnOpened {
  readonly turn: Turn;
  /** The turns before it, on its way. */
  readonly before: readonly Turn[];
  /** In the version that the journey plays. */
  readonly world: World;
  /** Amounts, and the usage they could be reckoned from, are the author's alone to see. */
  readonly forAuthor: boolean;
}

export function turnContextView({ turn, before, world, forAuthor }: TurnOpened): TurnContext {
  const { n, turnId, narratorId, served, funding, calls } = turn;
  const amount = (value: bigint) => (forAuthor ? toWire(value) : null);
  return {
    ...{ n, turnId, narratorId, served, funding },
    at: turn.at.toISOString(),
    charged: amount(turn.charged),
    wouldHaveCost: amount(worthOf(turn)),
    calls: calls.map(({ call, usage, counted }) => ({ call, usage: forAuthor ? usage : null, counted })),
    parts: turn.parts.map(({ cost, ...part }) => ({ ...part, cost: amount(cost) })),
    lore: loreOf(
      { ...turn, ...toldWords(turn) },
      before.map((earlier) => turnAsOf(earlier, turn.at)),
      world,
    ),
    told: turn.original && { action: turn.original.action, text: turn.original.passage },
  };
}

/** Found out again rather than kept: the world's version, and the passages and the action as they then were, do not change. What was kept wins. */
function loreOf(turn: Turn, before: readonly Turn[], world: World): TurnContext['lore'] {
  const parts = turn.parts.filter(({ kind }) => kind === 'lore');
  const kept = new Map(parts.map((part) => [part.id, part]));
  const trace = explainLore({
    book: world.character_book,
    texts: scannedTexts(world, before, { text: turn.action }),
    tokensOf: ({ content }) => Math.ceil(content.length / CHARACTERS_PER_TOKEN),
    budget: loreBudget(turn, world),
    cutIds: new Set(parts.flatMap(({ id, cut }) => (cut && id !== null ? [id] : []))),
    limit: LORE_ENTRIES_MAX,
  });
  const entries = trace.entries.map(({ id, name, state, why }) => {
    const part = kept.get(id);
    if (part) return { id, name, state: part.cut ? ('cut' as const) : ('in' as const), why: part.why };
    return state === 'in' ? { id, name, state: 'cut' as const, why: `${why}, but there was no room` } : { id, name, state, why };
  });
  return { total: trace.total, entries: entries.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)) };
}

/** As for the prompt it had, which is all that is kept of the limit it was made for; turns from before there were estimates go by the world. */
function loreBudget({ estimate }: Turn, { character_book: book }: World): number {
  const promptTokens = estimate.promptTokens + estimate.addedTokens;
  return promptTokens > 0 ? keyedLoreBudget(book, promptTokens) : book.token_budget;
}
