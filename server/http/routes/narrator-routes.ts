/** AI models over HTTP, and what a turn on each costs whoever asks. */
import type { IncomingHttpHeaders } from 'node:http';
import { GameError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import type { WalletView } from '#protocol/values.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Player } from '#core/players/player.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { Quote } from '#core/pricing/quote.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import type { TurnIntent } from '#core/turns/turn-intent.ts';
import { quoteView } from '#core/turns/views.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { narratorView } from '../rest-views.ts';
import { walletViewOf, walletViewOfNewGuest } from '../wallet-view-of.ts';

interface Wanted {
  readonly journeyId?: string | undefined;
  readonly worldId?: string | undefined;
}

interface Asked {
  /** None while the AI is still loading, or where it cannot take the world in. */
  readonly quoteOn: (entry: NarratorEntry) => Quote | null;
  readonly wallet: WalletView;
}

/** Why an AI may have no quote now. */
const UNQUOTED: ReadonlySet<string> = new Set<ErrorCode>(['NARRATOR_UNAVAILABLE', 'CONTEXT_TOO_SMALL']);

export function narratorRoutes({ api }: RestBase, parts: RestParts) {
  const { game, signIn, journeys, worlds, firstTurnPrices } = parts;

  /** The next turn in a journey, for one of its players. */
  const inJourney = async (journeyId: string, player: Player): Promise<Asked> => {
    await journeys.findFor(journeyId, player.id);
    // Its room knows best what each AI has read; without a room here, the database says most of it.
    const live = parts.liveJourneys.get(journeyId) ?? new LiveJourney(await journeys.read(journeyId, player.id));
    const scene = live.scene();
    const author = scene.members.find(({ playerId }) => playerId === player.id);
    const quoteOn = (entry: NarratorEntry) => (author ? quoteOrNull({ scene, author, entry }) : null);
    return { quoteOn, wallet: await walletViewOf(parts, player) };
  };

  const quoteOrNull = (intent: Omit<TurnIntent, 'action'>): Quote | null => {
    try {
      return quoteUnwritten(intent, 0, game);
    } catch (failure) {
      if (failure instanceof GameError && UNQUOTED.has(failure.code)) return null;
      throw failure;
    }
  };

  /** A first turn in a world: whoever is not signed in asks as the guest that playing would make of them. */
  const inWorld = async (worldId: string, player: Player | null): Promise<Asked> => {
    const quotes = await firstTurnPrices.quotesOf(await worlds.find(worldId));
    const wallet = player ? await walletViewOf(parts, player) : walletViewOfNewGuest(game);
    return { quoteOn: ({ narratorId }) => quotes.get(narratorId) ?? null, wallet };
  };

  const askedFor = async ({ journeyId, worldId }: Wanted, headers: IncomingHttpHeaders): Promise<Asked | null> => {
    const identified = async () => (await signIn.identify(headers)).player;
    if (journeyId !== undefined) return inJourney(journeyId, await identified());
    if (worldId !== undefined) return inWorld(worldId, headers.authorization ? await identified() : null);
    return null;
  };

  return {
    narrators: api.narrators.handler(async ({ input, context }) => {
      const asked = await askedFor(input, context.headers);
      const version = game.prices.current(game.clock());
      return game.narrators.entries.flatMap((entry) => {
        const prices = pricesOf(version, entry.narratorId);
        if (!prices) return [];
        const quote = asked?.quoteOn(entry);
        const shown = asked && quote ? quoteView(quote, asked.wallet) : null;
        return [narratorView(entry, prices, version.version, entry.narratorId === game.narrators.defaultId, shown)];
      });
    }),
  };
}
