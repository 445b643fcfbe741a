/** What a first turn in a world will likely cost on the default AI: worked out once in a while, beside requests, for lists to show. */
import { setImmediate as nextTick } from 'node:timers/promises';
import { GameError } from '#protocol/errors.ts';
import type { Member } from '#core/journeys/journey.ts';
import { firstScene } from '#core/journeys/first-scene.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { Game } from '#core/turns/game.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import type { World } from '#core/worlds/world.ts';
import type { ListedWorld, WorldStore } from '#models/world-store.ts';

export interface FirstTurnPrices {
  /** As last worked out; null the first time, and while the AI is still loading. Asking has it worked out anew when it is old. */
  likely(world: Pick<ListedWorld, 'id' | 'version'>): Microcredits | null;
  /** Of a world at hand. */
  likelyOf(world: World): Microcredits | null;
}

/** Prices and what turns cost lately move slowly. */
const FRESH_MS = 5 * 60_000;
const KEPT_MAX = 10_000;

export function createFirstTurnPrices(game: Game, worlds: WorldStore): FirstTurnPrices {
  const known = new Map<string, { likely: Microcredits | null; priceVersion: number; at: number }>();
  const wanted = new Map<string, Pick<ListedWorld, 'id' | 'version'>>();
  let working = false;

  function likely(world: Pick<ListedWorld, 'id' | 'version'>): Microcredits | null {
    const found = known.get(keyOf(world));
    if (!isFresh(found)) {
      wanted.set(keyOf(world), world);
      if (!working) void work();
    }
    return found?.likely ?? null;
  }

  function likelyOf(world: World): Microcredits | null {
    const found = known.get(keyOf(world));
    return found && isFresh(found) ? found.likely : workOut(world);
  }

  function isFresh(found: { likely: Microcredits | null; priceVersion: number; at: number } | undefined): boolean {
    if (!found || found.likely === null) return false;
    const now = game.clock();
    return now.getTime() - found.at < FRESH_MS && found.priceVersion === game.prices.current(now).version;
  }

  /** World by world, so that others' text flows in between: a world's lore may be megabytes. */
  async function work(): Promise<void> {
    working = true;
    for (const [key, { id, version }] of wanted) {
      await nextTick();
      try {
        workOut(await worlds.find(id, version));
      } catch (failure) {
        game.log.debug({ failure, worldId: id }, 'a first turn could not be priced; it is when the list is asked for again');
      }
      wanted.delete(key);
    }
    working = false;
  }

  function workOut(world: World): Microcredits | null {
    const now = game.clock();
    if (known.size >= KEPT_MAX) known.clear();
    const found = { likely: firstTurnOf(world, game), priceVersion: game.prices.current(now).version, at: now.getTime() };
    known.set(keyOf(world), found);
    return found.likely;
  }

  return { likely, likelyOf };
}

function firstTurnOf(world: World, game: Game): Microcredits | null {
  const { entries, defaultId } = game.narrators;
  const entry = entries.find(({ narratorId }) => narratorId === defaultId);
  if (!entry) return null;
  const author: Member = { playerId: '', name: 'A player', about: '', narratorId: defaultId, settings: USUAL_SETTINGS };
  try {
    return quoteUnwritten({ scene: firstScene(world, author, game.clock()), author, entry }, 0, game).likely;
  } catch (failure) {
    if (failure instanceof GameError) return null; // the AI is still loading, or this world does not fit it
    throw failure;
  }
}

function keyOf({ id, version }: Pick<ListedWorld, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
