/** How a held turn ends: settled at its real cost, or released whole. */
import type { ReleaseReason } from '#protocol/errors.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import type { NarratorPrices } from '#core/pricing/price-book.ts';
import { turnCost } from '#core/pricing/turn-cost.ts';
import type { Prompt } from '#core/prompts/prompt.ts';
import type { Hold } from '#core/wallet/wallet.ts';
import { applyPatches } from '#core/worlds/trackers.ts';
import type { Game } from './game.ts';
import type { NarrationResult } from './narrator.ts';
import { settlementOf } from './settlement.ts';
import type { Turn } from './turn.ts';
import type { TurnAction } from './turn-action.ts';
import type { TurnEvent } from './turn-event.ts';

/** A turn between its hold and its end. */
export interface HeldTurn {
  readonly action: TurnAction;
  readonly prompt: Prompt;
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
  if (served === undefined || !accepts.includes(served)) return 'narrator-swapped';
  if (result.finish === 'refused') return 'refused';
  if (passage.trim() === '') return result.finish === 'stopped' ? 'cancelled' : 'empty';
  return null;
}

export async function settleTurn(held: HeldTurn, result: NarrationResult, game: Game): Promise<TurnEvent> {
  const { hold, prompt } = held;
  const { world, sheet: sheetBefore } = held.action.scene;
  const { shareBasisPoints } = game.terms;
  const cost = turnCost(result.usage, heldPrices(hold, game));
  const settlement = settlementOf(hold, { cost, creatorId: world.ownerId, shareBasisPoints });
  const { sheet, changes } = applyPatches(prompt.trackers, sheetBefore, result.patches);
  const { usage, counted, served } = result;
  const { charged, wouldHaveCost } = settlement;
  const turn: Turn = { ...turnOf(held, game), usage, counted, served, charged, wouldHaveCost, sheet, changes };
  held.resolving = true;
  const resolved = await game.turns.settle({
    hold,
    settlement,
    turn,
    creatorId: world.ownerId,
    worldId: world.id,
    shareBasisPoints,
  });
  return { type: 'turn-ended', resolved, turn: resolved.state === 'settled' ? turn : null };
}

/** Text that was told stays, marked incomplete. */
export async function releaseTurn(held: HeldTurn, reason: ReleaseReason, game: Game): Promise<TurnEvent> {
  const { hold, passage } = held;
  const incomplete = passage.trim() === '' ? null : { ...turnOf(held, game), incomplete: true };
  held.resolving = true;
  const resolved = await game.turns.release({ hold, reason, at: game.clock(), incomplete });
  return { type: 'turn-ended', resolved, turn: resolved.state === 'released' && resolved.n !== null ? incomplete : null };
}

/** PR1: those of the version that the hold was priced with. */
function heldPrices({ priceVersion, narratorId }: Hold, game: Game): NarratorPrices {
  const prices = pricesOf(game.prices.version(priceVersion), narratorId);
  if (!prices) throw new Error(`price version ${priceVersion} has no ${narratorId}`);
  return prices;
}

function turnOf({ action, prompt, hold, passage }: HeldTurn, game: Game): Turn {
  const { scene } = action;
  return {
    key: hold.key,
    turnId: action.turnId,
    journeyId: scene.journeyId,
    n: scene.nextN,
    parentKey: scene.history.at(-1)?.key ?? null,
    authorId: action.player.id,
    authorName: action.authorName,
    mode: action.mode,
    action: action.text,
    passage: passage.trimEnd(),
    incomplete: false,
    narratorId: hold.narratorId,
    served: null,
    usage: null,
    counted: false,
    priceVersion: hold.priceVersion,
    funding: hold.funding,
    ceiling: hold.ceiling,
    charged: 0n,
    wouldHaveCost: 0n,
    parts: [
      ...prompt.parts.map(({ kind, id, tokens, why }) => ({ kind, id, tokens, why, cut: false })),
      ...prompt.cut.map((part) => ({ ...part, cut: true })),
    ],
    changes: [],
    sheet: scene.sheet,
    at: game.clock(),
  };
}
