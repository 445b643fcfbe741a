/** The `accruals` collection: one row per turn that earned its creator something, or was reversed, until a roller claims it (LG5, RV2). */
import { Schema } from 'mongoose';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';

export interface AccrualDocument {
  /** The key of the entry that posts it. */
  _id: string;
  creatorId: string;
  worldId: string;
  /** Of the turn's entry, on the row of its reversal too. */
  day: UtcDay;
  /** Below zero on a reversal's row (RV3). */
  amount: Microcredits;
}

export const accrualSchema = new Schema<AccrualDocument>(
  { _id: String, creatorId: String, worldId: String, day: String, amount: BigInt },
  { collection: 'accruals', versionKey: false },
);
accrualSchema.index({ creatorId: 1 });
