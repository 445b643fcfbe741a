/** Published worlds: every version is immutable, the newest one is what new journeys start on. */
import { GameError } from '#protocol/errors.ts';
import type { World } from '#core/worlds/world.ts';
import type { Database } from './database.ts';

export interface WorldStore {
  /** The newest version of every world, by name. */
  list(): Promise<World[]>;
  /** One version; default the newest. Throws WORLD_NOT_FOUND. */
  find(worldId: string, version?: number): Promise<World>;
  /** Publishes a new version unless the newest one says the same. */
  publish(world: Omit<World, 'version'>, at: Date): Promise<World>;
}

const KEPT_IN_MEMORY = 200;

export function createWorldStore({ worlds }: Database): WorldStore {
  const kept = new Map<string, World>();

  async function list(): Promise<World[]> {
    const newest = await worlds
      .aggregate<{ world: World }>([
        { $sort: { worldId: 1, version: -1 } },
        { $group: { _id: '$worldId', world: { $first: '$world' } } },
        { $sort: { 'world.name': 1 } },
      ])
      .toArray();
    return newest.map(({ world }) => world);
  }

  async function find(worldId: string, version?: number): Promise<World> {
    const id = `${worldId}@${version}`;
    const known = version === undefined ? undefined : kept.get(id);
    if (known) return known;
    const [document] = await worlds
      .find(version === undefined ? { worldId } : { _id: id })
      .sort({ version: -1 })
      .limit(1)
      .toArray();
    if (!document) throw new GameError('WORLD_NOT_FOUND');
    // Always the same object for a version: what was found out about a world, such as its lore's index, hangs on it.
    const world = kept.get(document._id) ?? document.world;
    if (kept.size >= KEPT_IN_MEMORY) kept.clear();
    kept.set(document._id, world);
    return world;
  }

  async function publish(draft: Omit<World, 'version'>, at: Date): Promise<World> {
    const [newest] = await worlds.find({ worldId: draft.id }).sort({ version: -1 }).limit(1).toArray();
    const version = (newest?.version ?? 0) + 1;
    if (newest && JSON.stringify(newest.world) === JSON.stringify({ ...draft, version: newest.version })) return newest.world;
    const world = { ...draft, version };
    await worlds.insertOne({ _id: `${draft.id}@${version}`, worldId: draft.id, version, publishedAt: at, world });
    return world;
  }

  return { list, find, publish };
}
