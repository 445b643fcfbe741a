/** What journeys and worlds are called, for lists that know them by id only. */
import type { Database } from './database.ts';

export interface StoryNames {
  /** Looks up the titles of journeys and the names of worlds that are not known yet, all at once. */
  read(ids: { journeyIds: Iterable<string>; worldIds: Iterable<string> }): Promise<void>;
  journeyTitle(journeyId: string): string | null;
  worldName(worldId: string): string | null;
}

/** Far more than anybody plays; beyond it names are looked up again. */
const NAMES_MAX = 10_000;

/** Remembers what it has read, for one list from beginning to end. */
export function createStoryNames({ journeys, worlds }: Pick<Database, 'journeys' | 'worlds'>): StoryNames {
  const titles = new Map<string, string | null>();
  const names = new Map<string, string | null>();

  async function read({ journeyIds, worldIds }: { journeyIds: Iterable<string>; worldIds: Iterable<string> }): Promise<void> {
    const newJourneys = makeRoom(titles, journeyIds);
    const newWorlds = makeRoom(names, worldIds);
    const [foundJourneys, foundWorlds] = await Promise.all([
      journeys.find({ _id: { $in: newJourneys } }, { projection: { title: 1 } }).toArray(),
      worlds
        .find({ worldId: { $in: newWorlds } }, { projection: { worldId: 1, 'world.name': 1 } })
        .sort({ version: 1 })
        .toArray(),
    ]);
    for (const { _id, title } of foundJourneys) titles.set(_id, title);
    for (const { worldId, world } of foundWorlds) names.set(worldId, world.name); // the latest version's
  }

  return {
    read,
    journeyTitle: (journeyId) => titles.get(journeyId) ?? null,
    worldName: (worldId) => names.get(worldId) ?? null,
  };
}

/** The ids that are not known yet, from now on known as nameless. */
function makeRoom(known: Map<string, string | null>, ids: Iterable<string>): string[] {
  const wanted = new Set(ids);
  if (known.size + wanted.size > NAMES_MAX) known.clear();
  const unknown = [...wanted].filter((id) => !known.has(id));
  for (const id of unknown) known.set(id, null);
  return unknown;
}
