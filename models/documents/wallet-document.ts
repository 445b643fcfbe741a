/** The `wallets` collection: one document per player, written by single guarded updates and money transactions only. */
import { Schema } from 'mongoose';
import { NO_CAPS, NOTHING_SPENT, WARN_BELOW_USUALLY } from '#core/wallet/caps.ts';
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
    caps: { turn: BigInt, day: BigInt },
    spent: { day: String, amount },
    warnBelow: BigInt,
    movedAt: Date,
    cancels: [Date],
  },
  { collection: 'wallets', versionKey: false },
);
walletSchema.index({ 'holds.expiresAt': 1 });

const notNegative = { bsonType: 'long', minimum: 0 };
const notNegativeOrNull = { bsonType: ['long', 'null'], minimum: 0 };

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
      caps: { properties: { turn: notNegativeOrNull, day: notNegativeOrNull } },
      spent: { properties: { day: { bsonType: 'string' }, amount: notNegative } },
      warnBelow: notNegativeOrNull,
      holds: { bsonType: 'array', maxItems: HOLDS_PER_WALLET_MAX },
    },
  },
};

/** Wallets from before there were `movedAt`, `closed` and caps have none of them. */
export function walletOf({ _id, ...wallet }: WalletDocument): Wallet {
  const { movedAt = null, closed = false, ...known } = wallet as Partial<WalletDocument>;
  const { caps = NO_CAPS, spent = NOTHING_SPENT, warnBelow = WARN_BELOW_USUALLY } = known;
  return { ...wallet, playerId: _id, movedAt, closed, caps, spent, warnBelow };
}

export function walletDocument({ playerId, ...wallet }: Wallet): WalletDocument {
  return { _id: playerId, ...wallet };
}
