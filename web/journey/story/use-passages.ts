/** The passages of a journey as far back as the reader went. */
import { useCallback, useEffect, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { PASSAGES_IN_STATE_MAX } from '#sdk/index.ts';
import type { PassageSnapshot, StoryChange } from '#sdk/index.ts';
import { game } from '../../game/game.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { haveEarlier, withEdited, withNewest, withSomeArrived } from './kept-passages.ts';
import type { ArrivedPassages } from './kept-passages.ts';

/** Fetched at once. */
const PAGE_PASSAGES = 30;
/** Drawn at once, so that scrolling never waits for it. */
const PASSAGES_A_FRAME = 3;

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
  const [arrived, setArrived] = useState<ArrivedPassages | null>(null);
  const [start, setStart] = useState<string | null>(null);
  const passages = withNewest(known, state.passages);
  if (passages !== known) setKnown(passages);

  useEffect(() => {
    if (!arrived) return undefined;
    const frame = requestAnimationFrame(() => {
      const [next, rest] = withSomeArrived(passages, arrived, PASSAGES_A_FRAME);
      setKnown(next);
      setArrived(rest);
    });
    return () => cancelAnimationFrame(frame);
  }, [passages, arrived]);

  // The live journey shows the edits of its own passages only.
  useEffect(() => {
    const { journeyId } = session;
    const show = ({ what, n }: StoryChange) => {
      if (what !== 'edit' || session.state.passages.some((shown) => shown.n === n)) return;
      const showEdited = (edited: PassageSnapshot) => setKnown((shown) => withEdited(shown, edited));
      void game.api.journeys.passage({ journeyId, n }).then(showEdited, () => undefined); // the next visit shows it
    };
    return session.on('story', show);
  }, [session]);

  const { mutate, isPending, error } = useMutation({
    mutationFn: (first: PassageSnapshot) => session.passagesBefore(first.n, PAGE_PASSAGES),
    onSuccess: (page, first) => {
      if (page.length > 0) setArrived({ passages: page, above: first.turnId });
      if (page.length < PAGE_PASSAGES) setStart((page[0] ?? first).turnId);
    },
  });
  const first = passages[0];
  const isLoading = isPending || arrived !== null;
  const hasEarlier = state.passages.length >= PASSAGES_IN_STATE_MAX && haveEarlier(passages, start);
  const loadEarlier = useCallback(() => {
    if (first && !isLoading) mutate(first);
  }, [first, isLoading, mutate]);
  return { passages, hasEarlier, isLoading, failure: error, loadEarlier };
}
