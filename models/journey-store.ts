/** Journeys: created, joined, claimed by one live room at a time, loaded, given up. */
import { randomBytes } from 'node:crypto';
import { GameError } from '#protocol/errors.ts';
import { PLAYERS_PER_JOURNEY_MAX } from '#protocol/values.ts';
import type { Journey, Member, OpenJourney, RoomAddress } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { TurnSettings } from '#core/journeys/turn-settings.ts';
import type { JourneyStore } from '#core/journeys/journey-store.ts';
import { newJourney } from '#core/journeys/new-journey.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { TurnStore } from '#core/turns/turn-store.ts';
import type { World } from '#core/worlds/world.ts';
import type { Database } from './database.ts';
import { journeyOf } from './documents/journey-document.ts';
import { turnOf } from './documents/turn-document.ts';
import type { ProcessRegistry } from './process-registry.ts';
import { createStoryStore } from './story-store.ts';
import type { StoryStore } from './story-store.ts';
import type { WalletStore } from './wallet-store.ts';
import type { WorldStore } from './world-store.ts';

/** How far back lore looks for its keys, at most. */
const TURNS_SCANNED_MAX = 100;
const CLAIM_ATTEMPTS_MAX = 20;
/** Enough for a line or two in a list. */
const BEGINNING_CHARACTERS = 400;

/** Beside what a room needs, what the HTTP API needs. */
export interface JourneyRecords extends JourneyStore {
  create(world: World, creator: Member, at: Date): Promise<Journey>;
  /** The journey, for one of its members; JOURNEY_NOT_FOUND for everyone else. */
  findFor(journeyId: string, playerId: string): Promise<Journey>;
  list(playerId: string, limit: number): Promise<Journey[]>;
  /** The journey as it stands, without claiming it, for one of its members. */
  read(journeyId: string, playerId: string): Promise<OpenJourney>;
  /** The id of the room the journey is in, if it is in one. */
  roomId(journeyId: string): Promise<string | undefined>;
  /** Adds or renames a member. Whoever is not yet one needs the invite. */
  join(journeyId: string, member: Member, invite: string | undefined): Promise<Journey>;
  /** A turn that has text, the turns it followed, and the world as it was told in; for members. Throws TURN_NOT_FOUND. */
  turnWithin(journeyId: string, playerId: string, n: number): Promise<{ turn: Turn; before: Turn[]; world: World }>;
  passages: StoryStore['passages'];
  passage: StoryStore['passage'];
  /** How passages begin, by the keys of their turns. */
  passagesOf(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Takes the journeys of dead processes away from them and releases their holds; how many processes were buried. */
  buryDeadProcesses(): Promise<number>;
}

export interface JourneyStoreParts {
  readonly database: Database;
  readonly processes: ProcessRegistry;
  readonly turns: TurnStore;
  readonly walletStore: WalletStore;
  readonly worlds: WorldStore;
  /** Whether a room of this process still runs. */
  readonly isRoomHere: (roomId: string) => boolean;
  readonly clock: () => Date;
}

export function createJourneyStore(parts: JourneyStoreParts): JourneyRecords {
  const { database, processes, turns, walletStore, worlds, clock } = parts;
  const { journeys } = database;
  const story = createStoryStore(database);

  async function claim(journeyId: string, room: RoomAddress): Promise<OpenJourney> {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS_MAX; attempt++) {
      const seen = await journeys.findOne({ _id: journeyId });
      if (!seen) throw new GameError('JOURNEY_NOT_FOUND');
      if (seen.room) await endFormerRoom(seen.room, room);
      const claimed = await journeys.findOneAndUpdate(
        { _id: journeyId, fence: seen.fence },
        { $set: { room }, $inc: { fence: 1 } },
        { returnDocument: 'after' },
      );
      if (!claimed) continue;
      await releaseHoldsBelow(journeyOf(claimed));
      return load(journeyOf(claimed));
    }
    throw new GameError('JOURNEY_MOVED');
  }

  async function endFormerRoom(former: RoomAddress, room: RoomAddress): Promise<void> {
    if (former.processId === processes.processId) {
      if (former.roomId !== room.roomId && parts.isRoomHere(former.roomId)) throw new GameError('JOURNEY_MOVED');
      return;
    }
    const { alive, row } = await processes.look(former.processId);
    if (alive) throw new GameError('JOURNEY_ELSEWHERE');
    if (row) await processes.endTransactions(row);
  }

  /** What a former room left on hold goes back at once: its fence can never settle again. */
  async function releaseHoldsBelow(journey: Journey): Promise<void> {
    const members = journey.members.map(({ playerId }) => playerId);
    const wallets = await database.wallets.find({ _id: { $in: members }, 'holds.journeyId': journey.id }).toArray();
    const stale = wallets
      .flatMap(({ holds }) => holds)
      .filter((hold) => hold.journeyId === journey.id && hold.fence < journey.fence);
    for (const hold of stale) await turns.release({ hold, reason: 'interrupted', at: clock(), incomplete: null });
  }

  async function load(journey: Journey): Promise<OpenJourney> {
    const world = await worlds.find(journey.worldId, journey.worldVersion);
    return { journey, world, ...(await story.load(journey.id, journey.head)) };
  }

  async function storyOf(journeyId: string): Promise<Pick<OpenJourney, 'history' | 'incomplete' | 'alternatives'>> {
    const journey = await journeys.findOne({ _id: journeyId }, { projection: { head: 1 } });
    return story.load(journeyId, journey?.head ?? null);
  }

  async function leave(journeyId: string, fence: number): Promise<void> {
    await journeys.updateOne({ _id: journeyId, fence }, { $set: { room: null } });
  }

  async function isOwned({ id, fence }: { id: string; fence: number }): Promise<boolean> {
    return (await journeys.countDocuments({ _id: id, fence }, { limit: 1 })) === 1;
  }

  async function chooseNarrator(
    { id, fence }: { id: string; fence: number },
    playerId: string,
    narratorId: string,
  ): Promise<void> {
    const chosen = await journeys.updateOne(
      { _id: id, fence, 'members.playerId': playerId },
      { $set: { 'members.$.narratorId': narratorId } },
    );
    if (chosen.matchedCount === 0) throw new GameError('JOURNEY_MOVED');
  }

  async function changeSettings({ id, fence }: { id: string; fence: number }, playerId: string, settings: TurnSettings) {
    const changed = await journeys.updateOne(
      { _id: id, fence, 'members.playerId': playerId },
      { $set: { 'members.$.settings': settings } },
    );
    if (changed.matchedCount === 0) throw new GameError('JOURNEY_MOVED');
  }

  async function editSummary(
    { id, fence }: { id: string; fence: number },
    summary: Pick<Summary, 'id' | 'text' | 'editedBy'>,
  ): Promise<void> {
    const edited = await journeys.updateOne(
      { _id: id, fence, 'summaries.id': summary.id },
      { $set: { 'summaries.$.text': summary.text, 'summaries.$.editedBy': summary.editedBy } },
    );
    if (edited.matchedCount === 0) throw new GameError('JOURNEY_MOVED');
  }

  async function member(journeyId: string, playerId: string): Promise<Member | null> {
    const journey = await journeys.findOne({ _id: journeyId, 'members.playerId': playerId });
    return journey ? (journeyOf(journey).members.find((candidate) => candidate.playerId === playerId) ?? null) : null;
  }

  async function recentTurns(journeyId: string, playerId: string, count: number): Promise<Turn[]> {
    const found = await database.turns.find({ journeyId, authorId: playerId }).sort({ n: -1 }).limit(count).toArray();
    return found.map(turnOf).reverse();
  }

  async function create(world: World, founder: Member, at: Date): Promise<Journey> {
    const { id, ...journey } = newJourney({ id: randomId(), invite: randomId() }, world, founder, at);
    await journeys.insertOne({ _id: id, ...journey });
    return { id, ...journey };
  }

  async function findFor(journeyId: string, playerId: string): Promise<Journey> {
    const journey = await journeys.findOne({ _id: journeyId, 'members.playerId': playerId });
    if (!journey) throw new GameError('JOURNEY_NOT_FOUND');
    return journeyOf(journey);
  }

  async function roomId(journeyId: string): Promise<string | undefined> {
    return (await journeys.findOne({ _id: journeyId }, { projection: { room: 1 } }))?.room?.roomId;
  }

  async function list(playerId: string, limit: number): Promise<Journey[]> {
    const found = await journeys
      .find({ 'members.playerId': playerId }, { projection: { summaries: 0 } })
      .sort({ updatedAt: -1 })
      .limit(limit)
      .toArray();
    return found.map(journeyOf);
  }

  async function join(journeyId: string, joining: Member, invite: string | undefined): Promise<Journey> {
    const { playerId, name, about } = joining;
    const renamed = await journeys.findOneAndUpdate(
      { _id: journeyId, 'members.playerId': playerId },
      { $set: { 'members.$.name': name, 'members.$.about': about } },
      { returnDocument: 'after' },
    );
    if (renamed) return journeyOf(renamed);
    if (invite === undefined) throw new GameError('JOURNEY_NOT_FOUND');
    const joined = await journeys.findOneAndUpdate(
      {
        _id: journeyId,
        invite,
        'members.playerId': { $ne: playerId },
        [`members.${PLAYERS_PER_JOURNEY_MAX - 1}`]: { $exists: false },
      },
      { $push: { members: joining } },
      { returnDocument: 'after' },
    );
    if (joined) return journeyOf(joined);
    const journey = await journeys.findOne({ _id: journeyId, invite });
    if (journey?.members.some((known) => known.playerId === playerId)) return journeyOf(journey);
    throw new GameError(journey ? 'JOURNEY_FULL' : 'JOURNEY_NOT_FOUND');
  }

  async function passagesOf(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await database.turns
      .find({ _id: { $in: [...keys] } })
      .project<{ _id: string; passage: string }>({ passage: { $substrCP: ['$passage', 0, BEGINNING_CHARACTERS] } })
      .toArray();
    return new Map(found.map(({ _id, passage }) => [_id, passage]));
  }

  async function turnWithin(journeyId: string, playerId: string, n: number) {
    const { worldId, worldVersion } = await findFor(journeyId, playerId);
    const document = await database.turns.findOne({ journeyId, n });
    if (!document) throw new GameError('TURN_NOT_FOUND');
    const turn = turnOf(document);
    const world = await worlds.find(worldId, worldVersion);
    return { turn, before: await story.wayBefore(turn, TURNS_SCANNED_MAX), world };
  }

  async function buryDeadProcesses(): Promise<number> {
    const dead = await processes.deadProcesses();
    for (const row of dead) {
      await processes.endTransactions(row);
      for (const { _id, fence } of await journeys.find({ 'room.processId': row._id }).toArray()) {
        const freed = await journeys.findOneAndUpdate(
          { _id, fence },
          { $set: { room: null }, $inc: { fence: 1 } },
          { returnDocument: 'after' },
        );
        if (freed) await releaseHoldsBelow(journeyOf(freed));
      }
      await database.processes.deleteOne({ _id: row._id, aliveUntil: row.aliveUntil });
    }
    return dead.length;
  }

  return {
    ...{
      claim,
      leave,
      isOwned,
      chooseNarrator,
      changeSettings,
      editSummary,
      moveHead: story.moveHead,
      editTurn: story.editTurn,
      turn: story.turn,
      alternatives: story.alternatives,
      story: storyOf,
      member,
      recentTurns,
      wallet: (playerId: string) => walletStore.find(playerId),
    },
    ...{ create, findFor, list, join, passagesOf, turnWithin, buryDeadProcesses, roomId },
    ...{ passages: story.passages, passage: story.passage },
    read: async (journeyId, playerId) => load(await findFor(journeyId, playerId)),
  };
}

/** 22 characters that nobody guesses. */
function randomId(): string {
  return randomBytes(16).toString('base64url');
}
