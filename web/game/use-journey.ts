/** A live journey for one page: joined when the page opens, left when it closes. */
import { useEffect, useState } from 'react';
import type { JourneySession, JourneySnapshot, LinkStatus } from '#sdk/index.ts';
import { game } from './game.ts';

export interface LiveJourney {
  readonly session: JourneySession;
  readonly state: JourneySnapshot;
  readonly status: LinkStatus;
}

/** `journey` is null until it is live; `failure` says why it is not, or no longer. */
export function useJourney(journeyId: string): { journey: LiveJourney | null; failure: unknown } {
  const [journey, setJourney] = useState<LiveJourney | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    let joined: JourneySession | null = null;
    const follow = (session: JourneySession) => {
      joined = session;
      if (left) return void session.leave();
      const show = () => setJourney({ session, state: session.state, status: session.status });
      session.on('state', show);
      session.on('status', show);
      session.on('error', setFailure);
      show();
    };
    game.joinJourney(journeyId).then(follow, (reason: unknown) => {
      if (!left) setFailure(reason);
    });
    return () => {
      left = true;
      void joined?.leave();
      setJourney(null);
      setFailure(null);
    };
  }, [journeyId]);
  return { journey, failure };
}
