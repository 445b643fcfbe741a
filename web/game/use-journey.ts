/** A live journey for one page: joined when the page opens, left when it closes. */
import { useCallback, useEffect, useState } from 'react';
import type { JourneySession, JourneySnapshot, LinkStatus } from '#sdk/index.ts';
import { game } from './game.ts';

export interface LiveJourney {
  readonly session: JourneySession;
  readonly state: JourneySnapshot;
  readonly status: LinkStatus;
}

export interface JourneyOnPage {
  /** null until it is live. It stays as it was last when the session ends. */
  readonly journey: LiveJourney | null;
  /** Why it is not live, or no longer; null while it is, or is on its way. */
  readonly failure: unknown;
  /** Joins once more after a failure. */
  readonly rejoin: () => void;
}

export function useJourney(journeyId: string): JourneyOnPage {
  const [journey, setJourney] = useState<LiveJourney | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [joins, setJoins] = useState(0);
  useEffect(() => {
    let left = false;
    let joined: JourneySession | null = null;
    const follow = (session: JourneySession) => {
      joined = session;
      if (left) return void session.leave();
      const show = () => {
        if (!left) setJourney({ session, state: session.state, status: session.status });
      };
      session.on('state', show);
      session.on('status', show);
      session.on('error', (reason) => {
        // What a room merely complains of is told where it was asked.
        if (session.status === 'closed') setFailure(reason);
      });
      show();
    };
    game.joinJourney(journeyId).then(follow, (reason: unknown) => {
      if (!left) setFailure(reason);
    });
    return () => {
      left = true;
      void joined?.leave();
      setFailure(null);
    };
  }, [journeyId, joins]);
  const rejoin = useCallback(() => setJoins((times) => times + 1), []);
  return { journey: journey?.session.journeyId === journeyId ? journey : null, failure, rejoin };
}
