/** A played turn's entry again and again, as if its player had gone on playing it: books that are long, and right. */
import { randomUUID } from 'node:crypto';
import type { Player } from '#core/players/player.ts';
import type { TurnMeta } from '#core/turns/turn-entry.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import { earningsId } from '#models/documents/earnings-document.ts';
import type { TestGame } from '../support/test-game.ts';

const ENTRIES_PER_INSERT = 5_000;

/** The player has just played the turn, paid from the bonus pocket, and has enough left for all the others. */
export async function writeLongJournal(test: TestGame, player: Player, key: string, count: number): Promise<void> {
  const { entries, turns, wallets, earnings } = test.database;
  const entry = await entries.findOne({ _id: key });
  const turn = await turns.findOne({ _id: key });
  if (!entry?.after || !turn) throw new Error(`${key} is not a settled turn`);
  const { after, at } = entry;
  const { charged, creatorShare, creatorId, worldId } = entry.meta as TurnMeta;
  for (let written = 0; written < count; written += ENTRIES_PER_INSERT) {
    const numbers = Array.from({ length: Math.min(ENTRIES_PER_INSERT, count - written) }, (_, index) => written + index + 1);
    const keys = numbers.map(() => `turn:${turn.journeyId}:${randomUUID()}`);
    await entries.insertMany(
      numbers.map((number, index) => ({
        ...{ ...entry, _id: keys[index]! },
        after: { seq: after.seq + number, balance: after.balance - charged * BigInt(number) },
      })),
      { ordered: false },
    );
    await turns.insertMany(
      keys.map((_id) => ({ ...turn, _id, passage: '', parts: [] })),
      { ordered: false },
    );
  }
  const charges = charged * BigInt(count);
  await wallets.updateOne({ _id: player.id }, { $inc: { 'pockets.bonus': -charges, 'spent.amount': charges, seq: count } });
  const row = { creatorId: creatorId!, worldId: worldId!, day: utcDay(at) };
  await earnings.insertOne({ _id: earningsId(row), ...row, accrued: creatorShare * BigInt(count), paid: 0n, open: true });
}
