/** A told turn opened up: what its AI read, why, and what each part cost; the context viewer's data. */
import type { TurnContext } from '#protocol/rest-contract.ts';
import { toWire } from '#core/money/microcredits.ts';
import { explainLore } from '#core/prompts/explain-lore.ts';
import { scannedTexts } from '#core/prompts/scanned-texts.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { World } from '#core/worlds/world.ts';

/** Of a large world, the entries that were in come first, then those that almost were. */
const LORE_ENTRIES_MAX = 500;
const CHARACTERS_PER_TOKEN = 4;

export interface TurnOpened {
  readonly turn: Turn;
  /** The turns before it, on its way. */
  readonly before: readonly Turn[];
  /** In the version that the journey plays. */
  readonly world: World;
  /** Amounts are the author's alone to see. */
  readonly forAuthor: boolean;
}

export function turnContextView({ turn, before, world, forAuthor }: TurnOpened): TurnContext {
  const { n, turnId, narratorId, served, funding, calls } = turn;
  const amount = (value: bigint) => (forAuthor ? toWire(value) : null);
  return {
    ...{ n, turnId, narratorId, served, funding },
    at: turn.at.toISOString(),
    charged: amount(turn.charged),
    wouldHaveCost: amount(turn.wouldHaveCost),
    calls: calls.map(({ call, usage, counted }) => ({ call, usage, counted })),
    parts: turn.parts.map(({ cost, ...part }) => ({ ...part, cost: amount(cost) })),
    lore: loreOf(turn, before, world),
  };
}

/** Found out again rather than kept: the world's version, the passages and the action do not change. What was kept wins. */
function loreOf(turn: Turn, before: readonly Turn[], world: World): TurnContext['lore'] {
  const kept = new Map(turn.parts.filter(({ kind }) => kind === 'lore').map((part) => [part.id, part]));
  const trace = explainLore({
    book: world.character_book,
    texts: scannedTexts(world, before, { text: turn.action }),
    tokensOf: ({ content }) => Math.ceil(content.length / CHARACTERS_PER_TOKEN),
    budget: world.character_book.token_budget,
    limit: LORE_ENTRIES_MAX,
  });
  const entries = trace.entries.map(({ id, name, state, why }) => {
    const part = kept.get(id);
    if (part) return { id, name, state: part.cut ? ('cut' as const) : ('in' as const), why: part.why };
    return state === 'in' ? { id, name, state: 'cut' as const, why: `${why}, but there was no room` } : { id, name, state, why };
  });
  return { total: trace.total, entries };
}
