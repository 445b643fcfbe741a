/** What a guest is called in their journeys once they have an account: the account's name, wherever they had chosen none. */
import type { ClientSession } from 'mongodb';
import { GUEST_NAME } from '#core/players/player.ts';
import type { Database } from './database.ts';

/** A live room hears of it when they take their seat again, as of any other name. */
export async function nameInJourneys(
  { journeys }: Pick<Database, 'journeys'>,
  { playerId, name }: { readonly playerId: string; readonly name: string },
  session?: ClientSession,
): Promise<void> {
  const unnamed = { playerId, name: GUEST_NAME };
  await journeys.updateMany(
    { members: { $elemMatch: unnamed } },
    { $set: { 'members.$[mine].name': name } },
    { arrayFilters: [{ 'mine.playerId': playerId, 'mine.name': GUEST_NAME }], ...(session && { session }) },
  );
}
