/** The passages of a journey as far back as the reader went. */
import { startTransition, useCallback, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { PASSAGES_IN_STATE_MAX } from '#sdk/index.ts';
import type { PassageSnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { haveEarlier, withEarlier, withNewest } from './kept-passages.ts';

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
  const [start, setStart] = useState<string | null>(null);
  const passages = withNewest(known, state.passages);
  if (passages !== known) setKnown(passages);

  const earlier = useMutation({
    mutationFn: (first: PassageSnapshot) => session.passagesBefore(first.n, PAGE_PASSAGES),
    onSuccess: (page, first) => {
      // Drawn in small steps, so that scrolling never waits for it.
      startTransition(() => {
        // Meanwhile a gap may have come between the two.
        setKnown((shown) => (shown[0]?.turnId === first.turnId ? withEarlier(shown, page) : shown));
        if (page.length < PAGE_PASSAGES) setStart((page[0] ?? first).turnId);
      });
    },
  });
  const { mutate, isPending } = earlier;
  const first = passages[0];
  const hasEarlier = state.passages.length >= PASSAGES_IN_STATE_MAX && haveEarlier(passages, start);
  const loadEarlier = useCallback(() => {
    if (first && !isPending) mutate(first);
  }, [first, isPending, mutate]);
  return { passages, hasEarlier, isLoading: isPending, failure: earlier.error, loadEarlier };
}
