/** What the wallet and world-live rooms say. Clients only listen: each message has everything, and replaces the one before. */
import { z } from 'zod';
import { HistoryRowSchema } from './rest/wallet.ts';
import { amount, WalletSchema } from './values.ts';

export const WALLET_ENTRIES_SHOWN = 20;
/** How far back a world's live figures go: this minute and the 59 before it. */
export const WORLD_MINUTES_SHOWN = 60;

/** One's wallet as it is now. */
export const LiveWalletSchema = z.object({
  seq: z.int().describe('rises with every change of the wallet; a lower one is older'),
  wallet: WalletSchema,
  entries: z.array(HistoryRowSchema).describe(`the newest ${WALLET_ENTRIES_SHOWN} rows of the history, newest first`),
});
export type LiveWallet = z.infer<typeof LiveWalletSchema>;

const SumsSchema = z.object({
  turns: z.int().describe('settled turns, the free ones included'),
  spent: amount('what players paid for them; a turn that was taken back counts against the minute of that'),
  earned: amount('the share of it, likewise, of whom the world belongs to now: none of what journeys pay an earlier owner'),
});
const SumsByNarratorSchema = SumsSchema.extend({
  narrators: z.array(SumsSchema.extend({ narratorId: z.string() })).describe('the same by AI model, by its id'),
});

/** One world as it is played now. */
export const LiveWorldSchema = z.object({
  worldId: z.string(),
  at: z.iso.datetime().describe("the server's time: minutes that are missing below had nothing"),
  players: z.int().describe('connected to a journey in this world, each once'),
  journeys: z.int().describe('with somebody in them'),
  hour: SumsByNarratorSchema.describe(`the last ${WORLD_MINUTES_SHOWN} minutes together`),
  minutes: z.array(SumsByNarratorSchema.extend({ at: z.iso.datetime() })).describe('by their first moment, oldest first'),
});
export type LiveWorld = z.infer<typeof LiveWorldSchema>;
export type LiveSums = z.infer<typeof SumsByNarratorSchema>;

/** Messages of the rooms, by name. */
export interface LiveMessages {
  wallet: LiveWallet;
  world: LiveWorld;
}
