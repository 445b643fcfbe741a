/** How a held turn ends: settled at its real cost, or released whole. */
import type { ReleaseReason } from '#protocol/errors.ts';
import { isVisible } from '#protocol/values.ts';
import type { TokenUsage } from '#protocol/values.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import { costByCause, partsWithoutCost } from '#core/pricing/cost-by-cause.ts';
import { isAccepted, pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import { totalUsage, turnCost } from '#core/pricing/turn-cost.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import { applyPatches } from '#core/worlds/trackers.ts';
import type { Game } from './game.ts';
import type { CallUsage, NarrationResult } from './narrator.ts';
import type { TurnPlan } from './plan-turn.ts';
import { settlementOf, worthOf } from './settlement.ts';
import type { Turn } from './turn.ts';
import type { TurnAction } from './turn-action.ts';
import { turnEnded } from './turn-event.ts';
import type { TurnEnded } from './turn-event.ts';

/** A turn between its hold and its end. */
export interface HeldTurn {
  readonly action: TurnAction;
  readonly plan: TurnPlan;
  readonly hold: Hold;
  /** What was told so far. */
  passage: string;
  /** Set before the store is asked to end it: from then on, only the journal knows how it stands. */
  resolving: boolean;
}

/** TN3, TN4: what is free whatever it cost the platform. */
export function reasonNotToCharge({ hold, passage }: HeldTurn, result: NarrationResult, game: Game): ReleaseReason | null {
  const { accepts } = heldPrices(hold, game);
  const served = result.served ?? (result.finish === 'stopped' ? accepts[0] : undefined);
  if (served === undefined || !isAccepted(served, accepts)) {
    const { key, narratorId } = hold;
    game.log.warn({ key, narratorId, served, accepts }, 'another AI answered than the price book accepts; the turn is released');
    return 'narrator-swapped';
  }
  if (result.finish === 'refused') return 'refused';
  if (passage.trim() === '') return result.finish === 'stopped' ? 'cancelled' : 'empty';
  return null;
}

export async function settleTurn(held: HeldTurn, result: NarrationResult, game: Game): Promise<TurnEnded> {
  const { hold, plan } = held;
  const { world, sheet: sheetBefore } = held.action.scene;
  const { shareBasisPoints } = game.terms;
  const prices = heldPrices(hold, game);
  const { finish, served } = result;
  const calls = result.calls.map((call) => withWhatWasRemembered(call, plan, prices));
  const usage = totalUsage(calls);
  const settlement = settlementOf(hold, { cost: turnCost(usage, prices), creatorId: world.ownerId, shareBasisPoints });
  const { charged, wouldHaveCost } = settlement;
  if (wouldHaveCost > hold.ceiling) logOverrun(held, usage, wouldHaveCost, game);
  const { sheet, changes } = applyPatches(plan.prompt.trackers, sheetBefore, result.patches);
  const turn: Turn = {
    ...turnOf(held, game),
    ...{ usage, calls, finish, served, charged, wouldHaveCost, sheet, changes },
    counted: calls.some(({ counted }) => counted),
    vendorCost: turnCost(usage, prices.vendor),
    parts: costByCause(plan.prompt, calls, prices, worthOf({ wouldHaveCost, ceiling: hold.ceiling })),
    summary: summaryOf(held, result, game),
  };
  held.resolving = true;
  const resolved = await game.turns.settle({
    hold,
    settlement,
    turn,
    creatorId: world.ownerId,
    worldId: world.id,
    shareBasisPoints,
    head: held.action.scene.head,
  });
  if (resolved.state === 'settled') game.calibrations.learn(turn);
  const stable = plan.prompt.parts.slice(0, plan.prompt.stableCount);
  return turnEnded(resolved, { turn: resolved.state === 'settled' ? turn : null, stable });
}

/**
 * PR4: nobody told what a counted call had of the AI's cache, so it is taken to have had what the quote took it to have: in doubt
 * for the player.
 */
function withWhatWasRemembered(call: CallUsage, { quote }: TurnPlan, { input, cacheRead }: NarratorPrices): CallUsage {
  if (!call.counted || call.call !== 'narration' || cacheRead >= input) return call;
  const remembered = Math.min(call.usage.input, quote.reusableTokens);
  return { ...call, usage: { ...call.usage, input: call.usage.input - remembered, cacheRead: remembered } };
}

/** PR3: the player pays the ceiling; the operator should know that the estimate, or the vendor, was wrong. */
function logOverrun({ hold }: HeldTurn, usage: TokenUsage, cost: Microcredits, game: Game): void {
  const { key, narratorId, ceiling } = hold;
  const fields = { key, narratorId, usage, cost: String(cost), ceiling: String(ceiling) };
  game.log.warn(fields, 'a turn used more than its ceiling; what is above it is absorbed');
}

function summaryOf({ action, plan }: HeldTurn, { summary }: NarrationResult, game: Game): Summary | null {
  const task = plan.prompt.summary;
  if (task === null || summary === null || !isVisible(summary)) return null;
  const { fromN, toN, toKey } = task;
  const { narratorId } = action.entry;
  return { id: action.turnId, fromN, toN, toKey, text: summary.trim(), narratorId, editedBy: null, at: game.clock() };
}

/** Text that was told stays, marked incomplete: after what it follows, or aside where what it was to replace stands. */
export async function releaseTurn(held: HeldTurn, reason: ReleaseReason, game: Game): Promise<TurnEnded> {
  const { hold, passage } = held;
  const aside = held.action.retryOf !== undefined;
  const incomplete = passage.trim() === '' ? null : { ...turnOf(held, game), incomplete: true, aside };
  held.resolving = true;
  const resolved = await game.turns.release({ hold, reason, at: game.clock(), incomplete });
  return turnEnded(resolved, { turn: resolved.state === 'released' && resolved.n !== null ? incomplete : null });
}

/** PR1: those of the version that the hold was priced with. */
function heldPrices({ priceVersion, narratorId }: Hold, game: Game): NarratorPrices {
  const prices = pricesOf(game.prices.version(priceVersion), narratorId);
  if (!prices) throw new Error(`price version ${priceVersion} has no ${narratorId}`);
  return prices;
}

function turnOf({ action, plan, hold, passage }: HeldTurn, game: Game): Turn {
  const { scene } = action;
  return {
    key: hold.key,
    turnId: action.turnId,
    journeyId: scene.journeyId,
    worldId: scene.world.id,
    n: scene.nextN,
    parentKey: scene.history.at(-1)?.key ?? null,
    aside: false,
    onward: null,
    authorId: action.player.id,
    authorName: action.author.name,
    mode: action.mode,
    action: action.text,
    passage: passage.trimEnd(),
    incomplete: false,
    narratorId: hold.narratorId,
    served: null,
    usage: null,
    counted: false,
    calls: [],
    finish: null,
    priceVersion: hold.priceVersion,
    funding: hold.funding,
    ceiling: hold.ceiling,
    charged: 0n,
    wouldHaveCost: 0n,
    vendorCost: 0n,
    estimate: plan.estimate,
    parts: partsWithoutCost(plan.prompt),
    summary: null,
    changes: [],
    sheet: scene.sheet,
    at: game.clock(),
    editedAt: null,
    original: null,
  };
}
