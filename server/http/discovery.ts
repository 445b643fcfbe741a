/** Worlds as players come upon them: found by words, with who plays them now, what was told in them and what a first turn costs. */
import type { JourneyRow, WorldDetail, WorldSummary } from '#protocol/rest-contract.ts';
import type { Journey } from '#core/journeys/journey.ts';
import { NOBODY } from '#core/live/journey-count.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { firstWords } from '#core/turns/first-words.ts';
import { coverOf } from '#core/worlds/cover.ts';
import { searchWorlds } from '#core/worlds/search-worlds.ts';
import type { JourneyRecords } from '#models/journey-store.ts';
import type { PlayerStore } from '#models/player-store.ts';
import type { WorldTally } from '#models/world-tally.ts';
import type { ListedWorld, WorldStore } from '#models/world-store.ts';
import type { Census, JourneyCensus } from '#rooms/world-live/journey-census.ts';
import type { FirstTurnPrices } from './first-turn-prices.ts';
import { journeyView, worldDetail } from './rest-views.ts';

export interface WorldsAsk {
  readonly q?: string | undefined;
  readonly tag?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface Discovery {
  /** Best first; where nothing is searched for: most played now, then most told. */
  worlds(ask: WorldsAsk): Promise<WorldSummary[]>;
  /** Throws WORLD_NOT_FOUND. */
  world(worldId: string): Promise<WorldDetail>;
  /** A player's journeys with what a list of them shows. */
  journeys(playerId: string, limit: number): Promise<JourneyRow[]>;
}

export interface DiscoveryParts {
  readonly worlds: WorldStore;
  readonly players: PlayerStore;
  readonly journeys: JourneyRecords;
  readonly worldTally: WorldTally;
  readonly census: JourneyCensus;
  readonly firstTurnPrices: FirstTurnPrices;
}

/** Of the newest passage, in a list of journeys. */
const PASSAGE_CHARACTERS = 140;

export function createDiscovery(parts: DiscoveryParts): Discovery {
  const { players, journeys, worldTally, census, firstTurnPrices } = parts;

  async function worlds({ q, tag, limit, offset }: WorldsAsk): Promise<WorldSummary[]> {
    const [listed, now, told] = await Promise.all([parts.worlds.list(), census.now(), worldTally.turnsTold()]);
    const played = [...listed].sort(
      (a, b) =>
        countOf(now, b.id).players - countOf(now, a.id).players ||
        (told.get(b.id) ?? 0) - (told.get(a.id) ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );
    const found = searchWorlds(played, { text: q, tag }).slice(offset, offset + limit);
    const names = await players.names([...new Set(found.map(({ ownerId }) => ownerId))]);
    return found.map((world) => summaryOf(world, { now, told, names, likely: firstTurnPrices.likely(world) }));
  }

  async function world(worldId: string): Promise<WorldDetail> {
    const found = await parts.worlds.find(worldId);
    const [now, told, names, everPlayed] = await Promise.all([
      ...([census.now(), worldTally.turnsTold(), players.names([found.ownerId])] as const),
      ...([worldTally.players(worldId), firstTurnPrices.quotesOf(found)] as const),
    ]);
    const summary = summaryOf(found, { now, told, names, likely: firstTurnPrices.likely(found) });
    return { ...summary, ...worldDetail(found), players: everPlayed };
  }

  async function journeyRows(playerId: string, limit: number): Promise<JourneyRow[]> {
    const found = await journeys.list(playerId, limit);
    const heads = found.flatMap(({ head }) => head ?? []);
    const [listed, now, passages] = await Promise.all([parts.worlds.list(), census.now(), journeys.passagesOf(heads)]);
    const byId = new Map(listed.map((listedWorld) => [listedWorld.id, listedWorld]));
    return found.map((journey) => rowOf(journey, { now, passages, world: byId.get(journey.worldId) }));
  }

  return { worlds, world, journeys: journeyRows };
}

interface WorldFacts {
  readonly now: Census;
  readonly told: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, string>;
  readonly likely: Microcredits | null;
}

function summaryOf(world: ListedWorld, { now, told, names, likely }: WorldFacts): WorldSummary {
  const { id: worldId, version, name, tagline, tags, ownerId: creatorId } = world;
  const { players: playersNow, journeys: journeysNow } = countOf(now, worldId);
  return {
    ...{ worldId, version, name, tagline, tags: [...tags], cover: coverOf(world) },
    ...{ creatorId, creatorName: names.get(creatorId) ?? '' },
    ...{ playersNow, journeysNow, turnsTold: told.get(worldId) ?? 0 },
    likelyCost: likely === null ? null : toWire(likely),
  };
}

interface JourneyFacts {
  readonly now: Census;
  readonly passages: ReadonlyMap<string, string>;
  readonly world: ListedWorld | undefined;
}

function rowOf(journey: Journey, { now, passages, world }: JourneyFacts): JourneyRow {
  const passage = journey.head === null ? undefined : passages.get(journey.head);
  return {
    ...journeyView(journey),
    worldName: world?.name ?? journey.title,
    cover: world ? coverOf(world) : null,
    lastPassage: passage === undefined ? null : firstWords(passage, PASSAGE_CHARACTERS),
    playersNow: now.playersByJourney.get(journey.id) ?? 0,
  };
}

function countOf(now: Census, worldId: string) {
  return now.byWorld.get(worldId) ?? NOBODY;
}
