/** A player's own settings in a journey: read from what they wrote, and shown. */
// In a project of your own: from '@imagina/client-sdk'.
import type { MeSnapshot, NarratorView } from '../index.ts';

type Settings = MeSnapshot['settings'];

export const SETTINGS_HELP = `  /settings passage 120     how long passages may get, in tokens
  /settings context 3000    how much the AI may read, in tokens
  /settings memory TEXT     what the AI must remember in your turns
  /settings style TEXT      how it is to write them
  /settings summaries off   do not sum up the oldest turns: the AI forgets them (on: for a price)
  /settings NAME usual      takes one back`;

/** What `passage 120` or `style dry and short` changes; null when it cannot be understood. */
export function settingsFrom(line: string): Partial<Settings> | null {
  const [, name, value = ''] = /^(\w+)\s+(.+)$/s.exec(line) ?? [];
  const usual = value === 'usual';
  switch (name) {
    case 'passage':
      return usual || isWhole(value) ? { passageTokens: usual ? null : Number(value) } : null;
    case 'context':
      return usual || isWhole(value) ? { promptTokens: usual ? null : Number(value) } : null;
    case 'memory':
      return { memoryNote: usual ? '' : value };
    case 'style':
      return { authorNote: usual ? '' : value };
    case 'summaries':
      return usual || value === 'on' || value === 'off' ? { summaries: value !== 'off' } : null;
    default:
      return null;
  }
}

/** `narrator` is the AI the player chose: it says what is usual. */
export function settingsText(settings: Settings, narrator: NarratorView | undefined): string {
  const { passageTokens, promptTokens, memoryNote, authorNote, summaries } = settings;
  const tokens = (own: number | null, usual = 0, most = 0): string =>
    `${own === null ? `as usual, ${usual}` : own} tokens (with ${narrator?.name ?? 'this AI'} at most ${most})`;
  return [
    `  passage    ${tokens(passageTokens, narrator?.passageTokens, narrator?.passageTokensMax)}`,
    `  context    ${tokens(promptTokens, narrator?.promptTokens, narrator?.promptTokensMax)}`,
    `  memory     ${memoryNote || '—'}`,
    `  style      ${authorNote || '—'}`,
    `  summaries  ${summaries ? 'on' : 'off'}`,
  ].join('\n');
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text);
}
