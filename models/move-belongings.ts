/** Makes what a merged guest had their account's: purchases, journeys, turns (LK3). Each step is safe to repeat after a crash anywhere in it. */
import type { ClientSession } from 'mongodb';
import type { Database } from './database.ts';
import { nameInJourneys } from './name-in-journeys.ts';

export interface Merged {
  readonly guestId: string;
  readonly accountId: string;
}

export async function movePurchases(
  { purchases }: Database,
  { guestId, accountId }: Merged,
  session?: ClientSession,
): Promise<void> {
  const passed = { $set: { playerId: accountId, guestId } };
  await purchases.updateMany({ playerId: guestId }, passed, session ? { session } : {});
}

/** Of these journeys the guest's turns still run: they end as they began, and the journeys come later. */
export async function moveJourneys(database: Database, merged: Merged, running: readonly string[]): Promise<void> {
  const account = await database.players.findOne({ _id: merged.accountId }, { projection: { name: 1 } });
  if (account) await nameInJourneys(database, { playerId: merged.guestId, name: account.name });
  const theirs = { 'members.playerId': merged.guestId, _id: { $nin: [...running] } };
  for (;;) {
    const journey = await database.journeys.findOne(theirs, { projection: { _id: 1 } });
    if (!journey) return;
    await moveJourney(database, merged, journey._id);
  }
}

/** The member comes last, so that a crash leaves something to find. */
async function moveJourney({ journeys, turns }: Database, { guestId, accountId }: Merged, journeyId: string): Promise<void> {
  await turns.updateMany({ journeyId, authorId: guestId }, { $set: { authorId: accountId } });
  await turns.updateMany(
    { journeyId, 'parts.id': guestId },
    { $set: { 'parts.$[mine].id': accountId } },
    { arrayFilters: [{ 'mine.id': guestId }] },
  );
  await journeys.updateOne(
    { _id: journeyId, 'summaries.editedBy': guestId },
    { $set: { 'summaries.$[mine].editedBy': accountId } },
    { arrayFilters: [{ 'mine.editedBy': guestId }] },
  );
  // The fence: a live room, which has the guest in its memory, loses the journey and is opened anew.
  const member = { _id: journeyId, 'members.playerId': guestId };
  const { modifiedCount } = await journeys.updateOne(
    { $and: [member, { 'members.playerId': { $ne: accountId } }] },
    { $inc: { fence: 1 }, $set: { room: null, 'members.$[mine].playerId': accountId } },
    { arrayFilters: [{ 'mine.playerId': guestId }] },
  );
  if (modifiedCount > 0) return;
  // Both are in it: as whom the account plays, they stay.
  await journeys.updateOne(member, { $inc: { fence: 1 }, $set: { room: null }, $pull: { members: { playerId: guestId } } });
}
