/** A journey that nobody plays, for turns that go to the stores alone. */
import type { Database } from '#models/database.ts';

export async function insertBareJourney({ journeys }: Database, _id: string, at = new Date()): Promise<void> {
  await journeys.insertOne({
    ...{ _id, worldId: 'world', worldVersion: 1, title: '', fence: 1, room: null, head: null, onward: null, n: 0 },
    ...{ members: [], summaries: [], invite: '', createdAt: at, updatedAt: at },
  });
}
