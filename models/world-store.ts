/** Published worlds: every version is immutable, the newest one is what new journeys start on. */
import { GameError } from '#protocol/errors.ts';
import type { World } from '#core/worlds/world.ts';
import type { Database } from './database.ts';
import type { WorldDocument } from './documents/world-document.ts';

/** What lists show of a world: without its lore, which may be megabytes. */
export type ListedWorld = Pick<World, (typeof LISTED_FIELDS)[number]>;

const LISTED_FIELDS = ['id', 'version', 'ownerId', 'name', 'tagline', 'tags', 'cover', 'creator_notes'] as const;

export interface WorldStore {
  /** The newest version of every world, by name. */
  list(): Promise<ListedWorld[]>;
  /** One version; default the newest. Throws WORLD_NOT_FOUND. */
  find(worldId: string, version?: number): Promise<World>;
  /** Publishes a new version unless the newest one says the same. */
  publish(world: Omit<World, 'version'>, at: Date): Promise<World>;
  /** Publishes the newest version once more, as another owner's; unchanged where it is theirs already. Throws WORLD_NOT_FOUND. */
  handOver(worldId: string, order: HandOver, at: Date): Promise<World>;
  /** Whom the newest version belongs to; null for a world that is not there. */
  ownerOf(worldId: string): Promise<string | null>;
}

export interface HandOver {
  /** A player's id. */
  readonly to: string;
  /** The operator's player id, or `script:USER`. */
  readonly by: string;
  readonly reason: string;
}

const KEPT_IN_MEMORY = 200;

export function createWorldStore({ worlds }: Database): WorldStore {
  const kept = new Map<string, World>();
  /** By the document's id. */
  let listed = new Map<string, ListedWorld>();

  /** A version never changes: its document is read once, and then only the index that says which versions are the newest. */
  async function list(): Promise<ListedWorld[]> {
    const newest = await worlds
      .aggregate<{ _id: string; version: number }>([
        { $sort: { worldId: 1, version: -1 } },
        { $group: { _id: '$worldId', version: { $first: '$version' } } },
      ])
      .toArray();
    const ids = new Set(newest.map(({ _id, version }) => documentId(_id, version)));
    const known = [...listed].filter(([id]) => ids.has(id));
    const unknown = [...ids].filter((id) => !listed.has(id));
    listed = new Map([...known, ...(unknown.length === 0 ? [] : await readListed(unknown))]);
    return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async function readListed(ids: readonly string[]): Promise<(readonly [string, ListedWorld])[]> {
    const projection = Object.fromEntries(LISTED_FIELDS.map((field) => [`world.${field}`, 1]));
    const documents = worlds.find({ _id: { $in: [...ids] } }).project<{ _id: string; world: ListedWorld }>(projection);
    return (await documents.toArray()).map(({ _id, world }) => [_id, world] as const);
  }

  async function find(worldId: string, version?: number): Promise<World> {
    const id = version === undefined ? await newestId(worldId) : documentId(worldId, version);
    const known = id === undefined ? undefined : kept.get(id);
    if (known) return known;
    const document = id === undefined ? null : await worlds.findOne({ _id: id });
    if (!document) throw new GameError('WORLD_NOT_FOUND');
    // Always the same object for a version: what was found out about a world, such as its lore's index, hangs on it.
    const world = kept.get(document._id) ?? document.world;
    if (kept.size >= KEPT_IN_MEMORY) kept.clear();
    kept.set(document._id, world);
    return world;
  }

  /** From the index alone: the document itself may be megabytes, and is mostly kept already. */
  async function newestId(worldId: string): Promise<string | undefined> {
    const newest = worlds.find({ worldId }).sort({ version: -1 }).limit(1);
    const [found] = await newest.project<{ version: number }>({ _id: 0, version: 1 }).toArray();
    return found && documentId(worldId, found.version);
  }

  async function newestOf(worldId: string): Promise<WorldDocument | undefined> {
    const [newest] = await worlds.find({ worldId }).sort({ version: -1 }).limit(1).toArray();
    return newest;
  }

  async function handOver(worldId: string, { to, by, reason }: HandOver, at: Date): Promise<World> {
    const newest = await newestOf(worldId);
    if (!newest) throw new GameError('WORLD_NOT_FOUND');
    const { ownerId: from, version } = newest.world;
    if (from === to) return newest.world;
    const world = { ...newest.world, ownerId: to, version: version + 1 };
    const document = { _id: documentId(worldId, world.version), worldId, version: world.version, publishedAt: at, world };
    await worlds.insertOne({ ...document, handedOver: { from, by, reason } });
    return world;
  }

  async function ownerOf(worldId: string): Promise<string | null> {
    const newest = worlds.find({ worldId }).sort({ version: -1 }).limit(1);
    const [found] = await newest.project<{ world: Pick<World, 'ownerId'> }>({ 'world.ownerId': 1 }).toArray();
    return found?.world.ownerId ?? null;
  }

  async function publish(draft: Omit<World, 'version'>, at: Date): Promise<World> {
    const newest = await newestOf(draft.id);
    const version = (newest?.version ?? 0) + 1;
    if (newest && JSON.stringify(newest.world) === JSON.stringify({ ...draft, version: newest.version })) return newest.world;
    const world = { ...draft, version };
    await worlds.insertOne({ _id: documentId(draft.id, version), worldId: draft.id, version, publishedAt: at, world });
    return world;
  }

  return { list, find, publish, handOver, ownerOf };
}

function documentId(worldId: string, version: number): string {
  return `${worldId}@${version}`;
}
