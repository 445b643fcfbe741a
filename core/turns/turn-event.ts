/** What a turn tells while it happens. */
import type { PromptPart } from '#core/prompts/prompt.ts';
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import type { ResolvedTurn, Turn } from './turn.ts';

export type TurnEvent = TurnTold | TurnEnded;

export type TurnTold =
  | { readonly type: 'turn-held'; readonly hold: Hold; readonly wallet: Wallet }
  | { readonly type: 'text-delta'; readonly text: string };

export interface TurnEnded {
  readonly type: 'turn-ended';
  readonly resolved: ResolvedTurn;
  /** What the story shows of it: null when nothing was told, or when the key was resolved before. */
  readonly turn: Turn | null;
  /** The part of its prompt that the AI may still have; null where nothing is known of it. */
  readonly stable: readonly PromptPart[] | null;
  /** After which time a busy AI asked to be tried again; null unless it did. */
  readonly retryAfterMs: number | null;
}

export function turnEnded(resolved: ResolvedTurn, told: Partial<Pick<TurnEnded, 'turn' | 'stable'>> = {}): TurnEnded {
  return { type: 'turn-ended', resolved, turn: null, stable: null, retryAfterMs: null, ...told };
}
