/** The draft of one journey, as the composer shows and keeps it. */
import { useCallback, useState } from 'react';
import { keepDraft, readDraft } from './draft.ts';
import type { Draft } from './draft.ts';

export type ChangeDraft = (change: (draft: Draft) => Draft) => void;

export function useDraft(journeyId: string): { draft: Draft; changeDraft: ChangeDraft } {
  const [draft, setDraft] = useState(() => readDraft(window.localStorage, journeyId));
  const changeDraft = useCallback<ChangeDraft>(
    (change) => {
      setDraft((before) => {
        const next = change(before);
        keepDraft(window.localStorage, journeyId, next);
        return next;
      });
    },
    [journeyId],
  );
  return { draft, changeDraft };
}
