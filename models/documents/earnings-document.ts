/** The `earnings` collection: what a creator's world earned on one day, rolled up from accruals, and how much of it is paid (LG5, RV2). */
import { Schema } from 'mongoose';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';

export interface EarningsDocument {
  /** `creator/world/day`. */
  _id: string;
  creatorId: string;
  worldId: string;
  day: UtcDay;
  /** Of all claimed accruals; falls when a turn is reversed (RV3). */
  accrued: Microcredits;
  /** Of `accrued`, as the latest payout found it. */
  paid: Microcredits;
  /** Whether anything accrued since that payout. */
  open: boolean;
}

export const earningsSchema = new Schema<EarningsDocument>(
  { _id: String, creatorId: String, worldId: String, day: String, accrued: BigInt, paid: BigInt, open: Boolean },
  { collection: 'earnings', versionKey: false },
);
/** What a creator looks at. */
earningsSchema.index({ creatorId: 1, day: -1 });
/** What a payout looks at; rows that are paid leave this index, so it stays small. */
earningsSchema.index({ creatorId: 1, day: 1 }, { name: 'open', partialFilterExpression: { open: true } });

export function earningsId({ creatorId, worldId, day }: Pick<EarningsDocument, 'creatorId' | 'worldId' | 'day'>): string {
  return `${creatorId}/${worldId}/${day}`;
}
