/** What a first turn in a world costs on each AI, whoever asks: worked out once in a while, so that anybody may ask at any rate. */
import { setImmediate as nextTick } from 'node:timers/promises';
import { GameError } from '#protocol/errors.ts';
import type { Member } from '#core/journeys/journey.ts';
import { firstScene } from '#core/journeys/first-scene.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { GUEST_NAME } from '#core/players/player.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { Quote } from '#core/pricing/quote.ts';
import type { Game } from '#core/turns/game.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import type { World } from '#core/worlds/world.ts';
import type { ListedWorld, WorldStore } from '#models/world-store.ts';

/** By AI: null where the world is more than it can take in, nothing while it is still loading. */
export type FirstTurnQuotes = ReadonlyMap<string, Quote | null>;

export interface FirstTurnPrices {
  /** For a player with a guest's name, nothing said about whom they play, and usual settings: a longer name may add a few tokens. */
  quotesOf(world: World): Promise<FirstTurnQuotes>;
  /**
   * What is likely on the default AI, for lists: as last worked out; null the first time, and while the AI is still loading. Asking has
   * it worked out anew, beside the request, when it is old.
   */
  likely(world: Pick<ListedWorld, 'id' | 'version'>): Microcredits | null;
}

interface Priced {
  readonly quotes: FirstTurnQuotes;
  readonly priceVersion: number;
  readonly at: number;
}

/** Prices and what turns cost lately move slowly. */
const FRESH_MS = 5 * 60_000;
const KEPT_MAX = 10_000;

export function createFirstTurnPrices(game: Game, worlds: WorldStore): FirstTurnPrices {
  const { entries, defaultId } = game.narrators;
  const newPlayer: Member = { playerId: '', name: GUEST_NAME, about: '', narratorId: defaultId, settings: USUAL_SETTINGS };
  const known = new Map<string, Priced>();
  const underWay = new Map<string, Promise<FirstTurnQuotes>>();
  const wanted = new Map<string, Pick<ListedWorld, 'id' | 'version'>>();
  let working = false;

  function likely(world: Pick<ListedWorld, 'id' | 'version'>): Microcredits | null {
    if (!freshOf(world)?.quotes.has(defaultId)) {
      wanted.set(keyOf(world), world);
      if (!working) void work();
    }
    return known.get(keyOf(world))?.quotes.get(defaultId)?.likely ?? null;
  }

  /** World by world, so that others' text flows in between: a world's lore may be megabytes. */
  async function work(): Promise<void> {
    working = true;
    for (const [key, { id, version }] of wanted) {
      await nextTick();
      try {
        await quotesOf(await worlds.find(id, version));
      } catch (failure) {
        game.log.debug({ failure, worldId: id }, 'a first turn could not be priced; it is when the list is asked for again');
      }
      wanted.delete(key);
    }
    working = false;
  }

  /** However many ask at once, it is worked out once. */
  async function quotesOf(world: World): Promise<FirstTurnQuotes> {
    const key = keyOf(world);
    const quotes = underWay.get(key) ?? workOut(world).finally(() => underWay.delete(key));
    underWay.set(key, quotes);
    return quotes;
  }

  /** AI by AI; of one that was still loading, what is missing. */
  async function workOut(world: World): Promise<FirstTurnQuotes> {
    const now = game.clock();
    const fresh = freshOf(world);
    const version = game.prices.current(now);
    const missing = entries.filter(({ narratorId }) => pricesOf(version, narratorId) && !fresh?.quotes.has(narratorId));
    if (fresh && missing.length === 0) return fresh.quotes;
    const scene = firstScene(world, newPlayer, now);
    const quotes = new Map(fresh?.quotes);
    for (const entry of missing) {
      await nextTick();
      try {
        quotes.set(entry.narratorId, withoutPrompt(quoteUnwritten({ scene, author: newPlayer, entry }, 0, game)));
      } catch (failure) {
        const code = failure instanceof GameError ? failure.code : null;
        if (code === 'CONTEXT_TOO_SMALL') quotes.set(entry.narratorId, null);
        else if (code !== 'NARRATOR_UNAVAILABLE') throw failure;
      }
    }
    if (known.size >= KEPT_MAX) known.clear();
    known.set(keyOf(world), { quotes, priceVersion: version.version, at: fresh?.at ?? now.getTime() });
    return quotes;
  }

  function freshOf(world: Pick<ListedWorld, 'id' | 'version'>): Priced | undefined {
    const priced = known.get(keyOf(world));
    const now = game.clock();
    const isFresh = priced && now.getTime() - priced.at < FRESH_MS && priced.priceVersion === game.prices.current(now).version;
    return isFresh ? priced : undefined;
  }

  return { likely, quotesOf };
}

/** Kept for long, so without what it was made of: what is left of it where credits are few is worked out now. */
function withoutPrompt(quote: Quote): Quote {
  const leaner = quote.leaner && withoutPrompt(quote.leaner());
  return { ...quote, leaner: leaner && (() => leaner) };
}

function keyOf({ id, version }: Pick<ListedWorld, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
