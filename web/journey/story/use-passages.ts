/** The passages of a journey as far back as the reader went. */
import { startTransition, useCallback, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { PASSAGES_IN_STATE_MAX } from '#sdk/index.ts';
import type { PassageSnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { withEarlier, withNewest } from './kept-passages.ts';

const PAGE_PASSAGES = 30;

export interface PassagesSoFar {
  /** Oldest first. */
  readonly passages: readonly PassageSnapshot[];
  readonly hasEarlier: boolean;
  readonly isLoading: boolean;
  readonly failure: unknown;
  readonly loadEarlier: () => void;
}

export function usePassages({ session, state }: LiveJourney): PassagesSoFar {
  const [known, setKnown] = useState(state.passages);
  const [reachedStart, setReachedStart] = useState(state.passages.length < PASSAGES_IN_STATE_MAX);
  const passages = withNewest(known, state.passages);
  if (passages !== known) setKnown(passages);

  const earlier = useMutation({
    mutationFn: (before: number) => session.passagesBefore(before, PAGE_PASSAGES),
    onSuccess: (page) => {
      // Drawn in small steps, so that scrolling never waits for it.
      startTransition(() => {
        setKnown((shown) => withEarlier(shown, page));
        setReachedStart(page.length < PAGE_PASSAGES);
      });
    },
  });
  const { mutate, isPending } = earlier;
  const firstN = passages[0]?.n;
  const hasEarlier = firstN !== undefined && !reachedStart;
  const loadEarlier = useCallback(() => {
    if (firstN !== undefined && !isPending) mutate(firstN);
  }, [firstN, isPending, mutate]);
  return { passages, hasEarlier, isLoading: isPending, failure: earlier.error, loadEarlier };
}
