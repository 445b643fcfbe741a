/** What a turn tells while it happens. */
import type { Hold, Wallet } from '#core/wallet/wallet.ts';
import type { ResolvedTurn, Turn } from './turn.ts';

export type TurnEvent =
  | { readonly type: 'turn-held'; readonly hold: Hold; readonly wallet: Wallet }
  | { readonly type: 'text-delta'; readonly text: string }
  /** `turn` is what the story shows of it: null when nothing was told, or when the key was resolved before. */
  | { readonly type: 'turn-ended'; readonly resolved: ResolvedTurn; readonly turn: Turn | null };
