/** medici as its README has it under "ACID checks of an account balance": the yardstick that Node and MongoDB people know. */
import { Book, initModels, mongoTransaction } from 'medici';
import mongoose from 'mongoose';

const START = 1_000_000_000;

export interface Medici {
  /** Takes 30 out of a wallet, never below zero. */
  withdraw(walletId: string): Promise<void>;
  close(): Promise<void>;
}

/** It knows only mongoose's default connection, which nothing else here uses. */
export async function openMedici(uri: string, walletIds: readonly string[]): Promise<Medici> {
  await mongoose.connect(uri, { maxPoolSize: 64 });
  await initModels();
  const mainLedger = new Book('mainLedger');
  for (const id of walletIds) {
    await mainLedger.entry('Deposit by User').debit('Assets', START).credit(`Accounts:${id}`, START).commit();
  }

  async function withdraw(walletId: string, amount = 30): Promise<void> {
    await mongoTransaction(async (session) => {
      await mainLedger
        .entry('Withdraw by User')
        .credit('Assets', amount)
        .debit(`Accounts:${walletId}`, amount)
        .commit({ session });
      const balanceAfter = await mainLedger.balance({ account: `Accounts:${walletId}` }, { session });
      if (balanceAfter.balance < 0) throw new Error('Not enough balance in wallet.');
      await mainLedger.writelockAccounts([`Accounts:${walletId}`], { session });
    });
  }

  return {
    withdraw: (walletId) => withdraw(walletId),
    async close() {
      await mongoose.connection.dropDatabase();
      await mongoose.connection.close();
    },
  };
}
