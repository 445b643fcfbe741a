/** What a player has written in a journey and what became of it is not known yet: kept on their device, so that no word is lost. */
import type { Mode } from '#sdk/index.ts';

export interface Draft {
  readonly mode: Mode;
  readonly text: string;
  /** Sent, and without an outcome so far. */
  readonly sent: readonly SentAction[];
  /** What `text` begins with of words that came back: those of the next turn that comes to nothing go behind them. */
  readonly returned?: string;
}

export interface SentAction {
  readonly turnId: string;
  readonly mode: Mode;
  readonly text: string;
}

/** `localStorage` fits. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export const EMPTY_DRAFT: Draft = { mode: 'do', text: '', sent: [] };

export function readDraft(storage: DraftStorage, journeyId: string): Draft {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(journeyId)) ?? '{}') as Partial<Draft>;
    return { ...EMPTY_DRAFT, ...kept };
  } catch {
    return EMPTY_DRAFT;
  }
}

/** Storage may be full or forbidden: then the draft lives as long as the page. */
export function keepDraft(storage: DraftStorage, journeyId: string, draft: Draft): void {
  try {
    if (draft.text === '' && draft.sent.length === 0) storage.removeItem(keyOf(journeyId));
    else storage.setItem(keyOf(journeyId), JSON.stringify(draft));
  } catch {
    // As above.
  }
}

/** The text has left the box, and is kept until its turn has an outcome. */
export function sentFrom(draft: Draft, action: SentAction): Draft {
  const { mode, sent } = draft;
  return { mode, text: '', sent: [...sent, action] };
}

/** The turn was told: nothing needs to be kept. */
export function toldFrom(draft: Draft, turnId: string): Draft {
  const sent = draft.sent.filter((action) => action.turnId !== turnId);
  return sent.length === draft.sent.length ? draft : { ...draft, sent };
}

/** The turn came to nothing: its words go back into the box, above whatever was written since, and in the order they were sent. */
export function givenBack(draft: Draft, action: SentAction): Draft {
  const rest = toldFrom(draft, action.turnId);
  if (action.text === '' || rest.text === action.text) return rest;
  if (rest.text === '') return { ...rest, mode: action.mode, text: action.text, returned: action.text };
  const before = rest.returned !== undefined && rest.text.startsWith(rest.returned) ? rest.returned : '';
  const returned = before === '' ? action.text : `${before}\n${action.text}`;
  const since = rest.text.slice(before.length).replace(/^\n/, '');
  return { ...rest, text: since === '' ? returned : `${returned}\n${since}`, returned };
}

function keyOf(journeyId: string): string {
  return `imagina-draft ${journeyId}`;
}
