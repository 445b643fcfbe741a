/** The texts in which a turn looks for keys: the action, then the latest passages, newest first. */
import type { Turn } from '#core/turns/turn.ts';
import type { World } from '#core/worlds/world.ts';
import { once } from './prompt-parts.ts';
import type { ScannedText } from './word-index.ts';

/** As many as the world says, the action included; before an action is written, the passages are as many as beside one. */
export function scannedTexts(world: World, history: readonly Turn[], action: { readonly text: string } | null): ScannedText[] {
  const passages = Math.max(0, Math.floor(world.character_book.scan_depth) - 1);
  const latest = passages === 0 ? [] : history.slice(-passages).map(passageText).reverse();
  return [
    ...(action ? [{ text: action.text, place: 'the action' }] : []),
    ...latest,
    ...(latest.length < passages ? [openingText(world)] : []),
  ];
}

const passageText = once(({ n, passage }: Turn): ScannedText => ({ text: passage, place: `turn ${n}` }));
const openingText = once(({ first_mes }: World): ScannedText => ({ text: first_mes, place: 'the opening' }));
