/** Documents in the REST contract's words. */
import type { JourneyView, MarginView, NarratorView, PassageView } from '#protocol/rest-contract.ts';
import type { WorldDetail, WorldSummary } from '#protocol/rest-contract.ts';
import type { QuoteView } from '#protocol/values.ts';
import type { Journey } from '#core/journeys/journey.ts';
import { toWire } from '#core/money/microcredits.ts';
import { priceText } from '#core/pricing/price-book.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Passage } from '#core/journeys/passages.ts';
import { visibleChanges } from '#core/worlds/trackers.ts';
import type { TrackerValue } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Margin } from '#models/turn-figures.ts';

/** What only one world by itself is shown with. */
export function worldDetail(world: World): Omit<WorldDetail, keyof WorldSummary | 'players'> {
  return {
    creatorNotes: world.creator_notes,
    opening: world.first_mes,
    suggestions: [...world.suggestions],
    characters: world.characters.map(({ name, description }) => ({ name, description })),
    trackers: world.trackers.filter(({ display }) => display !== 'hidden').map(({ key, label, kind }) => ({ key, label, kind })),
  };
}

export function journeyView(journey: Journey): JourneyView {
  const { id: journeyId, worldId, worldVersion, title, n: turns, members, invite } = journey;
  const players = members.map(({ playerId, name, about }) => ({ playerId, name, about }));
  const times = { createdAt: journey.createdAt.toISOString(), updatedAt: journey.updatedAt.toISOString() };
  return { journeyId, worldId, worldVersion, title, turns, players, invite, ...times };
}

export function passageView({ turn, alternatives }: Passage, { trackers }: World): PassageView {
  const { n, turnId, authorId: playerId, authorName: name, mode, action, passage: text, incomplete, narratorId, funding } = turn;
  return {
    ...{ n, turnId, playerId, name, mode, action, text, incomplete, narratorId, funding },
    at: turn.at.toISOString(),
    alternatives: alternatives.length,
    alternative: 1 + alternatives.indexOf(turnId),
    edited: turn.editedAt !== null,
    changes: visibleChanges(trackers, turn.changes).map(({ key, before, after }) => ({
      key,
      before: valueView(before),
      after: valueView(after),
    })),
  };
}

function valueView(value: TrackerValue): number | string | string[] {
  return typeof value === 'object' ? [...value] : value;
}

export function narratorView(
  entry: NarratorEntry,
  prices: NarratorPrices,
  priceVersion: number,
  isDefault: boolean,
  quote: QuoteView | null,
): NarratorView {
  const { narratorId, name, description, vendor, promptTokens, promptTokensMax, passageTokens, passageTokensMax } = entry;
  const { tier, freeEligible, contextTokens, cacheLifetimeMs } = prices;
  const shown = {
    input: priceText(prices.input),
    cacheRead: priceText(prices.cacheRead),
    cacheWrite: priceText(prices.cacheWrite),
    output: priceText(prices.output),
  };
  return {
    narratorId,
    name,
    description,
    vendor,
    tier,
    freeEligible,
    isDefault,
    ...{ promptTokens, promptTokensMax, passageTokens, passageTokensMax, contextTokens, cacheLifetimeMs },
    prices: shown,
    priceVersion,
    quote,
  };
}

export function marginView({ id, turns, freeTurns, ...amounts }: Margin): MarginView {
  const { charged, wouldHaveCost, vendorCost, margin, freeVendorCost } = amounts;
  return {
    ...{ id, turns, freeTurns },
    charged: toWire(charged),
    wouldHaveCost: toWire(wouldHaveCost),
    vendorCost: toWire(vendorCost),
    margin: toWire(margin),
    freeVendorCost: toWire(freeVendorCost),
  };
}
