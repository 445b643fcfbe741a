/** A live journey: joined when its page opens, left when it closes. */
import type { JourneySession, JourneySnapshot, LinkStatus } from '#sdk/index.ts';
import { game } from './game.ts';
import { useLive } from './use-live.ts';
import type { Live, LiveKind } from './use-live.ts';

export interface LiveJourney {
  readonly session: JourneySession;
  readonly state: JourneySnapshot;
  readonly status: LinkStatus;
}

const JOURNEY: LiveKind<JourneySession, LiveJourney> = {
  open: (journeyId) => game.joinJourney(journeyId),
  listen(session, onChange, onError) {
    session.on('state', onChange);
    session.on('status', onChange);
    session.on('error', onError);
  },
  view: (session) => ({ session, state: session.state, status: session.status }),
  // The reader is told, and joins once more when they like.
  comesBack: false,
};

export function useJourney(journeyId: string): Live<LiveJourney> {
  return useLive(JOURNEY, journeyId);
}
