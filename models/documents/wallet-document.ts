/** The `wallets` collection: one document per player, written by single guarded updates and money transactions only. */
import { Schema } from 'mongoose';
import { HOLDS_PER_WALLET_MAX } from '#core/wallet/place-hold.ts';
import type { Wallet } from '#core/wallet/wallet.ts';

export type WalletDocument = Omit<Wallet, 'playerId'> & { _id: string };

const amount = { type: BigInt, required: true } as const;
const pockets = { grant: amount, bonus: amount, earning: amount, purchase: amount };

export const walletSchema = new Schema<WalletDocument>(
  {
    _id: String,
    pockets,
    debt: amount,
    free: { day: String, used: Number },
    seq: Number,
    mergedInto: { type: String, default: null },
    closed: { type: Boolean, default: false },
    holds: [
      {
        _id: false,
        key: String,
        hash: String,
        by: String,
        journeyId: String,
        fence: Number,
        of: [String],
        funding: String,
        day: String,
        ceiling: amount,
        draws: pockets,
        priceVersion: Number,
        narratorId: String,
        expiresAt: Date,
      },
    ],
    movedAt: Date,
    cancels: [Date],
  },
  { collection: 'wallets', versionKey: false },
);
walletSchema.index({ 'holds.expiresAt': 1 });

const notNegative = { bsonType: 'long', minimum: 0 };

/** LG4, held by the database too: no write can leave a negative pocket or debt, or a seventeenth hold. */
export const walletValidator = {
  $jsonSchema: {
    required: ['pockets', 'debt', 'free', 'seq', 'holds'],
    properties: {
      pockets: {
        required: ['grant', 'bonus', 'earning', 'purchase'],
        properties: { grant: notNegative, bonus: notNegative, earning: notNegative, purchase: notNegative },
      },
      debt: notNegative,
      free: { properties: { used: { bsonType: 'int', minimum: 0 } } },
      holds: { bsonType: 'array', maxItems: HOLDS_PER_WALLET_MAX },
    },
  },
};

/** Wallets from before there were `movedAt` and `closed` have neither. */
export function walletOf({ _id, ...wallet }: WalletDocument): Wallet {
  const { movedAt = null, closed = false } = wallet as Partial<WalletDocument>;
  return { ...wallet, playerId: _id, movedAt, closed };
}
