/** Keys that choose a mode while writing. */
import { MODES } from '#sdk/index.ts';
import type { Mode } from '#sdk/index.ts';

interface PressedKey {
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** Where Alt writes letters, as on Macs, Ctrl stands in for it. */
export function modeOfKey({ code, altKey, ctrlKey, metaKey, shiftKey }: PressedKey, isMac: boolean): Mode | undefined {
  const isHeld = isMac ? ctrlKey && !altKey : altKey && !ctrlKey;
  if (!isHeld || metaKey || shiftKey) return undefined;
  return MODES[['Digit1', 'Digit2', 'Digit3', 'Digit4'].indexOf(code)];
}
