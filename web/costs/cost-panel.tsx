/** What this journey costs: what is left, the newest turns as bars and rows, and each one's receipt by cause. */
import { lazy, Suspense } from 'react';
import { Box, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LiveJourney } from '../game/use-journey.ts';
import { useNarratorsOfJourney } from '../models/use-narrators.ts';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { TurnCostTable } from './turn-cost-table.tsx';
import { useTurnCosts } from './use-turn-costs.ts';
import { WhatIsLeft } from './what-is-left.tsx';

const CostChart = lazy(async () => ({ default: (await import('./cost-chart.tsx')).CostChart }));
const CHART_HEIGHT = 180;

export function CostPanel({ journey: { session, state } }: { readonly journey: LiveJourney }) {
  const { t } = useTranslation('costs');
  const { journeyId } = session;
  const narrators = useNarratorsOfJourney(journeyId);
  const costs = useTurnCosts(journeyId);
  const { me } = state;
  if (!me) return <Loading />;
  const models = narrators.data ?? [];
  return (
    <Stack gap="xl">
      <WhatIsLeft me={me} model={models.find(({ narratorId }) => narratorId === me.quote.narratorId)} />
      <Stack gap="sm" component="section">
        <Title order={3} size="h4">
          {t('recent.title')}
        </Title>
        {costs.isError && <Failure failure={costs.error} onAgain={() => void costs.refetch()} />}
        {costs.isPending && <Loading />}
        {costs.data?.length === 0 && <Text>{t('recent.empty')}</Text>}
        {costs.data && costs.data.length > 0 && (
          <>
            <Box mih={CHART_HEIGHT}>
              <Suspense fallback={<Skeleton h={CHART_HEIGHT} />}>
                <CostChart costs={costs.data} height={CHART_HEIGHT} />
              </Suspense>
            </Box>
            <TurnCostTable costs={costs.data} models={models} journeyId={journeyId} />
          </>
        )}
      </Stack>
    </Stack>
  );
}
