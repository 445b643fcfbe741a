/** The `players` collection: our own ids, which wallets and journeys belong to. */
import { Schema } from 'mongoose';
import type { Player } from '#core/players/player.ts';

export type PlayerDocument = Omit<Player, 'id'> & {
  _id: string;
  /** The sign-in user of better-auth; null for the seeded creator. */
  userId: string | null;
};

export const playerSchema = new Schema<PlayerDocument>(
  { _id: String, userId: { type: String, default: null }, kind: String, role: String, name: String, createdAt: Date },
  { collection: 'players', versionKey: false },
);
playerSchema.index({ userId: 1 }, { unique: true, partialFilterExpression: { userId: { $type: 'string' } } });

export function playerOf({ _id, userId: _userId, ...player }: PlayerDocument): Player {
  return { id: _id, ...player };
}
