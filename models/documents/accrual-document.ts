/** The `accruals` collection: one row per turn that earned its creator something, until a roller claims it (LG5, RV2). */
import { Schema } from 'mongoose';
import type { Microcredits } from '#core/money/microcredits.ts';

export interface AccrualDocument {
  /** The turn's entry key. */
  _id: string;
  creatorId: string;
  worldId: string;
  day: string;
  amount: Microcredits;
}

export const accrualSchema = new Schema<AccrualDocument>(
  { _id: String, creatorId: String, worldId: String, day: String, amount: BigInt },
  { collection: 'accruals', versionKey: false },
);
accrualSchema.index({ creatorId: 1 });
