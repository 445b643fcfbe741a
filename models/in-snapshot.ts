/** A consistent view of its own for each batch: one for everything would outlive the server's history window. */
import type { ClientSession } from 'mongodb';
import type { Database } from './database.ts';

export async function inSnapshot<T>({ client }: Database, read: (session: ClientSession) => Promise<T>): Promise<T> {
  await using session = client.startSession({ snapshot: true });
  return await read(session);
}
