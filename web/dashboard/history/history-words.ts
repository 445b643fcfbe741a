/** What one row of the history says, as a key of the catalogue and what to fill in; plain of React, so that it is tested as it is. */
import type { HistoryRow } from '#sdk/index.ts';
import { releaseReasonText } from '../../costs/release-reason.ts';

/** What happened, in the catalogue's `history.rows`. */
export function rowTitleOf({ kind, turn }: HistoryRow) {
  if (kind !== 'turn' || turn === null) return kind;
  if (turn.state === 'released') return turn.n === null ? 'turn-released' : 'turn-incomplete';
  return 'turn';
}

/** Why: of a released turn in words for its player, else as whoever booked it wrote it. null where there is nothing to say. */
export function rowReasonOf({ kind, turn, reason }: HistoryRow): string | null {
  if (reason === null) return null;
  if (kind === 'turn' && turn?.state === 'released') return releaseReasonText(reason);
  return kind === 'adjust' || kind === 'reverse' ? reason : null;
}

/** Where the turn is in its journey; null for rows that belong to none, or to a turn that left no text. */
export function receiptPathOf({ turn }: HistoryRow): string | null {
  if (turn === null) return null;
  return turn.n === null ? `/journeys/${turn.journeyId}` : `/journeys/${turn.journeyId}?turn=${turn.n}`;
}
