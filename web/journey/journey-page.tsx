/** The address of a journey: joins it, and shows the story, or why there is none to show. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { game } from '../game/game.ts';
import { useJourney } from '../game/use-journey.ts';
import { Loading } from '../shell/loading.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { JourneyEnded } from './journey-ended.tsx';
import { LiveStory } from './live-story.tsx';

export function JourneyPage() {
  const { journeyId = '' } = useParams();
  const { view: journey, failure, openAgain } = useJourney(journeyId);
  const worldId = journey?.state.worldId;
  const world = useQuery({
    queryKey: ['world', worldId],
    queryFn: () => game.api.worlds.get({ worldId: worldId ?? '' }),
    enabled: worldId !== undefined,
  });
  usePageTitle(journey?.state.title);
  if (!journey) return failure ? <JourneyEnded failure={failure} onRejoin={openAgain} /> : <Loading />;
  // The cover stands above the story: it must not come in later and push it down. A world that is gone has none.
  if (world.isPending) return <Loading />;
  return <LiveStory key={journeyId} journey={journey} world={world.data} failure={failure} onRejoin={openAgain} />;
}
