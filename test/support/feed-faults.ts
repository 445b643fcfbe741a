/** Ways to disturb the journal's feed: a connection that drops, which the driver gets over, and failures that end its stream. */
import type { Document } from 'mongodb';
import type { Database } from '#models/database.ts';

/** The change streams on the journal that are open on the server. */
export async function feedCursors({ client, db }: Database): Promise<bigint[]> {
  const operations = await client
    .db('admin')
    .aggregate([{ $currentOp: { allUsers: true, idleCursors: true } }, { $match: { ns: `${db.databaseName}.entries` } }])
    .toArray();
  const cursors = operations.flatMap(({ cursor }) => (cursor as Document | undefined) ?? []);
  return cursors.filter(({ tailable }) => tailable === true).map(({ cursorId }) => cursorId as bigint);
}

/** The feed's next read loses its connection. */
export async function dropFeed(database: Database): Promise<void> {
  await failNextRead(database, { closeConnection: true });
}

/** Its cursor dies on the server. */
export async function killFeed(database: Database): Promise<void> {
  const cursors = await feedCursors(database);
  if (cursors.length === 0) throw new Error('there is no feed to kill');
  await database.db.command({ killCursors: 'entries', cursors });
}

/** The feed's next read fails with what cannot be resumed: its place has left the database's log. */
export async function breakFeed(database: Database): Promise<void> {
  await failNextRead(database, { errorCode: 286 });
}

async function failNextRead({ client, db }: Database, failure: Document): Promise<void> {
  const data = { failCommands: ['getMore'], namespace: `${db.databaseName}.entries`, ...failure };
  await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
}
