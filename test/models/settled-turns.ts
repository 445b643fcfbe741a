/** Settled turns made by hand, for figures: what a test is about in the foreground, the rest as a turn has it. */
import { randomUUID } from 'node:crypto';
import type { TurnEntry } from '#core/turns/turn-entry.ts';
import type { Turn, TurnPart } from '#core/turns/turn.ts';
import type { Database } from '#models/database.ts';
import { entryDocument } from '#models/documents/entry-document.ts';
import { turnDocument } from '#models/documents/turn-document.ts';

export const NOON = new Date('2026-11-23T12:00:00Z');

export function settledTurn(overrides: Partial<Turn> = {}): Turn {
  const turnId = randomUUID();
  const usage = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 100 };
  const charged = overrides.charged ?? 20_000_000n;
  const wouldHaveCost = overrides.wouldHaveCost ?? charged;
  return {
    ...{
      key: `turn:journey:${turnId}`,
      turnId,
      journeyId: 'journey',
      worldId: 'sea',
      n: 1,
      parentKey: null,
      aside: false,
      onward: null,
    },
    ...{ authorId: 'ana', authorName: 'Ana', mode: 'do', action: 'I look around.', passage: 'The wind turns.' },
    ...{
      incomplete: false,
      narratorId: 'hearth',
      served: 'scripted',
      usage,
      counted: false,
      finish: 'complete',
      priceVersion: 1,
    },
    calls: [{ call: 'narration', usage, counted: false }],
    ...{ funding: 'credits', ceiling: 1_000_000_000n, charged, wouldHaveCost, vendorCost: 0n },
    estimate: {
      ...{ low: wouldHaveCost, likely: wouldHaveCost, high: wouldHaveCost, warm: false },
      ...{ promptTokens: 1_000, reusableTokens: 0, addedTokens: 0, passageTokensMax: 700 },
    },
    ...{ parts: [], summary: null, changes: [], sheet: {}, at: NOON, editedAt: null, original: null },
    ...overrides,
  };
}

export function part(overrides: Partial<TurnPart> = {}): TurnPart {
  return {
    call: 'narration',
    kind: 'lore',
    id: 'bell',
    name: 'The bell',
    tokens: 10,
    why: '',
    cut: false,
    cost: 1n,
    ...overrides,
  };
}

/** As settling a turn writes them, as far as figures read. */
export async function insertTurns({ turns, entries }: Database, settled: readonly Turn[]): Promise<void> {
  if (settled.length === 0) return;
  await turns.insertMany(settled.map(turnDocument));
  await entries.insertMany(settled.map((turn) => entryDocument({ ...entryOfTurn(turn), after: null })));
}

function entryOfTurn(turn: Turn): TurnEntry {
  const { key, turnId, journeyId, narratorId, authorId, funding, ceiling, priceVersion, n, charged, worldId, at } = turn;
  return {
    ...{ key, kind: 'turn', state: turn.incomplete ? 'released' : 'settled', reason: null, hash: 'hash', by: authorId },
    ...{ parties: [authorId, 'ben', 'creator:mira'], at, postings: [], reverses: null },
    meta: {
      ...{ turnId, journeyId, narratorId, funding, ceiling, priceVersion, n, charged, wouldHaveCost: turn.wouldHaveCost },
      ...{ usage: turn.usage, counted: turn.counted, worldId, creatorId: 'mira', shareBasisPoints: 0, creatorShare: 0n },
    },
  };
}
