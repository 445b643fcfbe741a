/** How each cause looks in the context viewer: a color of the theme that stands out from the page, and a pattern, so that color is not alone. */
import type { Cause } from './causes.ts';

/** A color's `filled` shade: 8 by day, 4 by night, as `theme.ts` says. */
export const CAUSE_COLORS: Readonly<Record<Cause, string>> = {
  world: 'blue',
  lore: 'grape',
  characters: 'teal',
  summaries: 'cyan',
  history: 'indigo',
  notes: 'pink',
  trackers: 'green',
  action: 'red',
  'summing-up': 'violet',
  other: 'gray',
  passage: 'ember',
  changes: 'green',
  summary: 'violet',
};

export type Pattern = 'plain' | 'stripes' | 'dots' | 'bars';

/** Those that stand beside each other have different ones. */
export const CAUSE_PATTERNS: Readonly<Record<Cause, Pattern>> = {
  world: 'plain',
  lore: 'stripes',
  characters: 'dots',
  summaries: 'bars',
  history: 'plain',
  notes: 'stripes',
  trackers: 'dots',
  action: 'bars',
  'summing-up': 'stripes',
  other: 'plain',
  passage: 'plain',
  changes: 'bars',
  summary: 'dots',
};
