/** The `players` collection: our own ids, which wallets and journeys belong to. */
import { Schema } from 'mongoose';
import type { Player } from '#core/players/player.ts';

export type PlayerDocument = Omit<Player, 'id'> & {
  _id: string;
  /** The sign-in user of better-auth; null for the seeded creator. */
  userId: string | null;
  /** The sign-in user of the guest that they were before their account: worth nothing any more. */
  guestUserId?: string;
  /** They left, and not all of what was theirs is deleted yet. */
  erasing?: true;
  /** A guest who merged, and not all of what was theirs is the account's yet. */
  linking?: true;
  /** The guests who merged into this account. */
  guests?: string[];
};

export const playerSchema = new Schema<PlayerDocument>(
  {
    _id: String,
    userId: { type: String, default: null },
    kind: String,
    role: String,
    name: String,
    createdAt: Date,
    leftAt: { type: Date, default: null },
    erasing: Boolean,
    guestUserId: String,
    mergedInto: { type: String, default: null },
    linking: Boolean,
    guests: { type: [String], default: undefined },
  },
  { collection: 'players', versionKey: false },
);
playerSchema.index({ userId: 1 }, { unique: true, partialFilterExpression: { userId: { $type: 'string' } } });
playerSchema.index({ erasing: 1 }, { sparse: true });
playerSchema.index({ guestUserId: 1 }, { sparse: true });
playerSchema.index({ linking: 1 }, { sparse: true });

/** Players from before anybody could leave or link have neither `leftAt` nor `mergedInto`. */
export function playerOf({
  _id,
  userId: _user,
  erasing: _erasing,
  linking: _linking,
  guests: _guests,
  guestUserId: _guestUser,
  ...player
}: PlayerDocument): Player {
  const { leftAt = null, mergedInto = null } = player as Partial<Player>;
  return { ...player, id: _id, leftAt, mergedInto };
}
