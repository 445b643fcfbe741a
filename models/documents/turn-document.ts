/** The `turns` collection: settled turns, and incomplete text marked so. */
import { Schema } from 'mongoose';
import type { Turn } from '#core/turns/turn.ts';

export type TurnDocument = Omit<Turn, 'key'> & { _id: string };

export const turnSchema = new Schema<TurnDocument>({ _id: String }, { collection: 'turns', versionKey: false, strict: false });
turnSchema.index({ journeyId: 1, n: -1 });

export function turnDocument({ key, ...turn }: Turn): TurnDocument {
  return { _id: key, ...turn };
}

export function turnOf({ _id, ...turn }: TurnDocument): Turn {
  return { key: _id, ...turn };
}
