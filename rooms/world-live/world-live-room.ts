/** The world-live room: what is played in one world now, and what it brought in by the minute, for its owner and operators. */
import type { JourneyCount } from '#core/live/journey-count.ts';
import type { LoadedFigures, OwnedWorld } from '#core/live/journal-feed.ts';
import { LiveRoom } from '../live-room.ts';
import type { LiveRoomParts } from '../live-room.ts';
import { PacedWork } from '../paced-work.ts';
import type { JourneyCensus } from './journey-census.ts';
import { FollowedFigures } from './followed-figures.ts';

export const WORLD_LIVE_ROOM = 'world-live';

export interface WorldLiveRoomParts extends LiveRoomParts {
  /** Between two messages, and between two looks at which minutes are over. */
  readonly paceMs: number;
  readonly census: JourneyCensus;
  /** A world's figures since a time, with what its owner earned. */
  readonly loadFigures: (world: OwnedWorld, since: Date) => Promise<LoadedFigures>;
  /** Whose a world is now. Throws WORLD_NOT_FOUND. */
  readonly ownerOf: (worldId: string) => Promise<string>;
  /** Whether a player may see a world's figures, as things stand now. */
  readonly mayWatch: (playerId: string, worldId: string) => Promise<boolean>;
}

/** For as long as the world is one owner's: under another, everybody is sent to a room of that one's earnings. */
export abstract class WorldLiveRoom extends LiveRoom<'world', WorldLiveRoomParts> {
  protected override readonly subject = 'world';

  #count: JourneyCount | null = null;

  override async onCreate({ worldId }: { worldId: string }): Promise<void> {
    const { feed, census, clock, log, paceMs, loadFigures, ownerOf, mayWatch } = this.parts;
    const ownerId = await ownerOf(worldId);
    const world: OwnedWorld = { worldId, ownerId };
    this.metadata = world;
    this.begin(async (playerId) => (await ownerOf(worldId)) === ownerId && mayWatch(playerId, worldId));
    const telling = new PacedWork(() => this.#tellFigures(worldId, figures), {
      ...{ pauseMs: paceMs, name: "telling a world's figures", log },
    });
    const onChange = (): void => {
      if (this.#count && figures.isLoaded) telling.ask();
    };
    const load = (since: Date) => loadFigures(world, since);
    const figures = new FollowedFigures({ ownerId, clock, log, paceMs, onChange, load });
    this.atEnd(() => telling.end());
    this.atEnd(() => figures.end());
    this.atEnd(await feed.listen({ worldId }, figures));
    figures.start();
    this.atEnd(census.watch(worldId, (count) => this.#onCount(count, onChange)));
    this.clock.setInterval(() => figures.forgetOld(), paceMs);
  }

  #onCount(count: JourneyCount, onChange: () => void): void {
    const known = this.#count;
    if (known?.journeys === count.journeys && known.players === count.players) return;
    this.#count = count;
    onChange();
  }

  #tellFigures(worldId: string, figures: FollowedFigures): void {
    const shown = figures.view();
    if (shown && this.#count) this.tell({ worldId, ...this.#count, ...shown });
  }
}
