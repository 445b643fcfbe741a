/** Chooses the AI model in a journey: from the next turn on, at once. */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveJourney } from '../game/use-journey.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { ModelList } from './model-list.tsx';
import { modelRows } from './model-rows.ts';
import { useLatestWish } from './use-latest-wish.ts';
import { useNarratorsOfJourney } from './use-narrators.ts';

export function JourneyModels({ journey: { session, state } }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('models');
  const narrators = useNarratorsOfJourney(session.journeyId);
  const { wish, failure, make } = useLatestWish((narratorId: string) => session.chooseNarrator(narratorId));
  const { me } = state;
  if (narrators.isError) return <Failure failure={narrators.error} onAgain={() => void narrators.refetch()} />;
  if (narrators.isPending || !me) return <Loading />;
  return (
    <Stack gap="md">
      <Text size="sm">{t('inJourney')}</Text>
      {failure !== null && <Failure failure={failure} />}
      <ModelList
        rows={modelRows(narrators.data, me.quotes)}
        chosenId={wish ?? me.quote.narratorId}
        hasBegun={state.passages.length > 0}
        onChoose={make}
      />
    </Stack>
  );
}
