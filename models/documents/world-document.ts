/** The `worlds` collection: published versions, immutable. */
import { Schema } from 'mongoose';
import type { World } from '#core/worlds/world.ts';

export interface WorldDocument {
  /** `WORLD@VERSION`. */
  _id: string;
  worldId: string;
  version: number;
  publishedAt: Date;
  world: World;
  /** Where an operator published it to give the world to somebody: from whom, by whom, and why. */
  handedOver?: { from: string; by: string; reason: string };
}

export const worldSchema = new Schema<WorldDocument>(
  { _id: String, worldId: String, version: Number, publishedAt: Date, world: Schema.Types.Mixed, handedOver: Schema.Types.Mixed },
  { collection: 'worlds', versionKey: false, minimize: false },
);
worldSchema.index({ worldId: 1, version: -1 }, { unique: true });
