/** What turns cost: by day and world, and by what the AI model read and wrote for them. */
import { lazy, Suspense } from 'react';
import { SegmentedControl, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import type { SpendingDay } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { Credits } from '../../format/credits-text.tsx';
import { game } from '../../game/game.ts';
import { useSignedIn } from '../../game/sign-in.ts';
import { Failure } from '../../shell/failure.tsx';
import { Loading } from '../../shell/loading.tsx';
import { DashboardFrame } from '../dashboard-frame.tsx';
import classes from '../dashboard.module.css';
import { DaysTable } from './days-table.tsx';
import { PartsTable } from './parts-table.tsx';
import { daysChart, daysUpTo, sumOfDays } from './spending-by-day.ts';

const SpendingChart = lazy(async () => ({ default: (await import('./spending-chart.tsx')).SpendingChart }));
const PERIODS = ['7', '30', '90'] as const;
const USUALLY = '30';
const CHART_HEIGHT = 280;

export function SpendingPage() {
  const { t } = useTranslation('dashboard');
  const [parameters, setParameters] = useSearchParams();
  const period = PERIODS.find((known) => known === parameters.get('days')) ?? USUALLY;
  return (
    <DashboardFrame title={t('spending.title')} lead={t('spending.lead')}>
      <Stack gap="xl">
        <SegmentedControl
          aria-label={t('spending.period')}
          style={{ alignSelf: 'start' }}
          data={PERIODS.map((days) => ({ value: days, label: t('spending.days', { count: Number(days) }) }))}
          value={period}
          onChange={(days) => setParameters(days === USUALLY ? {} : { days }, { replace: true })}
        />
        <ByDay dayCount={Number(period)} />
        <PartsTable dayCount={Number(period)} />
      </Stack>
    </DashboardFrame>
  );
}

function ByDay({ dayCount }: { readonly dayCount: number }) {
  const { t } = useTranslation('dashboard');
  const signedIn = useSignedIn();
  const to = new Date().toISOString().slice(0, 10);
  const from = daysUpTo(to, dayCount)[0] ?? to;
  const days = useQuery({
    queryKey: ['spending-days', from, to],
    queryFn: () => game.api.wallet.spendingDays({ from, to }),
    enabled: signedIn,
    staleTime: 0,
  });
  if (days.isError) return <Failure failure={days.error} onAgain={() => void days.refetch()} />;
  if (!days.data) return <Loading />;
  if (days.data.length === 0) return <Text>{t('spending.nothing')}</Text>;
  const chart = daysChart(days.data, dayCount, to);
  return (
    <Stack component="section" gap="md" aria-label={t('spending.byDay')}>
      <Title order={2} size="h3">
        {t('spending.byDay')}
      </Title>
      <Sums rows={days.data} />
      {chart.worlds.length > 0 && (
        <Suspense fallback={<Skeleton h={CHART_HEIGHT} />}>
          <SpendingChart chart={chart} />
        </Suspense>
      )}
      <DaysTable rows={days.data} />
    </Stack>
  );
}

function Sums({ rows }: { readonly rows: readonly SpendingDay[] }) {
  const { t } = useTranslation('dashboard');
  const { charged, refunded, turns, freeTurns, wouldHaveCost } = sumOfDays(rows);
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
      <div className={classes['raised']}>
        <Text size="sm" c="dimmed">
          {t('spending.spent')}
        </Text>
        <Text className={classes['middling'] ?? ''}>
          <Credits amount={charged} />
        </Text>
        {refunded > 0 && (
          <Text size="sm" c="dimmed">
            {t('spending.refunded', { text: creditsText(refunded) })}
          </Text>
        )}
      </div>
      <div className={classes['raised']}>
        <Text size="sm" c="dimmed">
          {t('spending.turns')}
        </Text>
        <Text className={classes['middling'] ?? ''}>{turns.toLocaleString()}</Text>
      </div>
      <div className={classes['raised']}>
        <Text size="sm" c="dimmed">
          {t('spending.freeTurns')}
        </Text>
        <Text className={classes['middling'] ?? ''}>{freeTurns.toLocaleString()}</Text>
        {freeTurns > 0 && (
          <Text size="sm" c="dimmed">
            {t('spending.freeWorth')} <Credits amount={wouldHaveCost} />
          </Text>
        )}
      </div>
    </SimpleGrid>
  );
}
