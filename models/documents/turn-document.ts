/** The `turns` collection: settled turns, and incomplete text marked so. */
import { Schema } from 'mongoose';
import type { Turn, TurnPart } from '#core/turns/turn.ts';

export type TurnDocument = Omit<Turn, 'key'> & { _id: string };

export const turnSchema = new Schema<TurnDocument>({ _id: String }, { collection: 'turns', versionKey: false, strict: false });
turnSchema.index({ journeyId: 1, n: -1 });
/** What follows a turn: its other tellings. */
turnSchema.index({ journeyId: 1, parentKey: 1, n: 1 });
/** What figures and calibration read; times without a narrator go through all narrators of this index. */
turnSchema.index({ narratorId: 1, at: -1 });

export function turnDocument({ key, ...turn }: Turn): TurnDocument {
  return { _id: key, ...turn };
}

/** Turns told before there were calls, estimates and undo have nothing of them, and their parts neither names nor costs. */
export function turnOf({ _id, ...turn }: TurnDocument): Turn {
  return { ...NOTHING_KNOWN, key: _id, ...turn, parts: turn.parts.map(partOf) };
}

type EarlyPart = Pick<TurnPart, 'kind' | 'id' | 'tokens' | 'why'> & Partial<TurnPart>;

function partOf(part: EarlyPart): TurnPart {
  return { call: 'narration', name: part.kind, cut: false, cost: 0n, ...part };
}

const NOTHING_KNOWN = {
  aside: false,
  onward: null,
  editedAt: null,
  original: null,
  calls: [],
  finish: null,
  vendorCost: 0n,
  summary: null,
  estimate: {
    ...{ low: 0n, likely: 0n, high: 0n, warm: false },
    ...{ promptTokens: 0, reusableTokens: 0, addedTokens: 0, passageTokensMax: 0 },
  },
} satisfies Partial<Turn>;
