/** One's own page: what one has, what one plays, and what it cost lately. */
import { Anchor, Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { JourneyCard } from '../discover/journey-card.tsx';
import { useJourneys } from '../discover/use-journeys.ts';
import { game } from '../game/game.ts';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { Failure } from '../shell/failure.tsx';
import { Loading } from '../shell/loading.tsx';
import { Balance } from './balance.tsx';
import { DashboardFrame } from './dashboard-frame.tsx';
import { HistoryTable } from './history/history-table.tsx';
import { LiveNote } from './live-note.tsx';
import { LowBalance } from './low-balance.tsx';
import { useWallet } from './use-wallet.ts';

const NEWEST_ROWS = 5;

export function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const wallet = useWallet();
  return (
    <DashboardFrame title={t('title')}>
      {wallet && (
        <Stack gap="xl">
          <LowBalance wallet={wallet} />
          <div>
            <LiveNote />
            <Balance wallet={wallet} />
          </div>
          <MyJourneys />
          <Newest />
        </Stack>
      )}
    </DashboardFrame>
  );
}

function MyJourneys() {
  const { t } = useTranslation('dashboard');
  const journeys = useJourneys();
  return (
    <Stack component="section" gap="sm" aria-label={t('journeys.title')}>
      <Title order={2} size="h3">
        {t('journeys.title')}
      </Title>
      {journeys.isPending && <Loading />}
      {journeys.isError && <Failure failure={journeys.error} onAgain={() => void journeys.refetch()} />}
      {journeys.data?.length === 0 && (
        <Group>
          <Text>{t('journeys.none')}</Text>
          <Button component={Link} href="/">
            {t('findStory')}
          </Button>
        </Group>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {journeys.data?.map((journey) => (
          <JourneyCard key={journey.journeyId} journey={journey} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Newest() {
  const { t } = useTranslation('dashboard');
  const live = useLiveWallet();
  // Where the wallet cannot be watched, as in too many windows, they are asked for.
  const asked = useQuery({
    queryKey: ['history', 'newest'],
    queryFn: () => game.api.wallet.history({ limit: NEWEST_ROWS }),
    enabled: live === null,
    staleTime: 0,
  });
  const entries = live?.entries ?? asked.data?.rows;
  if (!entries) return asked.isError ? <Failure failure={asked.error} onAgain={() => void asked.refetch()} /> : <Loading />;
  return (
    <Stack component="section" gap="sm" aria-label={t('newest.title')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('newest.title')}
        </Title>
        {entries.length > 0 && (
          <Anchor component={Link} href="/history">
            {t('newest.all')}
          </Anchor>
        )}
      </Group>
      {entries.length === 0 ? (
        <Text>{t('history.nothingYet')}</Text>
      ) : (
        <HistoryTable rows={entries.slice(0, NEWEST_ROWS)} label={t('newest.title')} />
      )}
    </Stack>
  );
}
