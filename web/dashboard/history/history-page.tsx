/** Everything that moved the balance, newest first, by filters; older rows on demand. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { game } from '../../game/game.ts';
import { useSignedIn } from '../../game/sign-in.ts';
import { Failure } from '../../shell/failure.tsx';
import { Loading } from '../../shell/loading.tsx';
import { DashboardFrame } from '../dashboard-frame.tsx';
import { HistoryDownloads } from './history-downloads.tsx';
import { filtersOf, historyQueryOf, isFiltered, parametersOf } from './history-filter.ts';
import type { HistoryFilters as Filters } from './history-filter.ts';
import { HistoryFilters } from './history-filters.tsx';
import { HistoryTable } from './history-table.tsx';

const ROWS = 50;

export function HistoryPage() {
  const { t } = useTranslation('dashboard');
  const [parameters, setParameters] = useSearchParams();
  const filters = filtersOf(parameters);
  const show = (next: URLSearchParams) => setParameters(next, { replace: true });
  const pages = useHistory(filters);
  const rows = pages.data?.pages.flatMap(({ rows: found }) => found) ?? [];
  const isBare = pages.isSuccess && rows.length === 0 && !isFiltered(filters) && !pages.hasNextPage;
  return (
    <DashboardFrame title={t('history.title')} lead={t('history.lead')}>
      {isBare ? (
        <Nothing />
      ) : (
        <Stack gap="md">
          <HistoryFilters filters={filters} onChange={(change) => show(parametersOf({ ...filters, ...change }))} />
          <HistoryDownloads filters={filters} />
          {pages.isPending && <Loading />}
          <Text size="sm" c="dimmed" role="status">
            {pages.isSuccess && t(pages.hasNextPage ? 'history.shownSoFar' : 'history.shown', { count: rows.length })}
          </Text>
          {rows.length > 0 && <HistoryTable rows={rows} label={t('history.title')} />}
          {pages.isSuccess && rows.length === 0 && (
            <Group>
              <Text>{t('history.nothingFound')}</Text>
              <Button variant="default" onClick={() => show(new URLSearchParams())}>
                {t('history.all')}
              </Button>
            </Group>
          )}
          <More pages={pages} />
        </Stack>
      )}
    </DashboardFrame>
  );
}

function useHistory(filters: Filters) {
  const signedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['history', filters],
    queryFn: ({ pageParam: cursor }) =>
      game.api.wallet.history({ ...historyQueryOf(filters), limit: ROWS, ...(cursor !== null && { cursor }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: signedIn,
    staleTime: 0,
  });
}

function More({ pages }: { readonly pages: ReturnType<typeof useHistory> }) {
  const { t } = useTranslation('dashboard');
  const again = () => void (pages.data ? pages.fetchNextPage() : pages.refetch());
  if (pages.isError) return <Failure failure={pages.error} onAgain={again} />;
  if (!pages.hasNextPage) return null;
  return (
    <Group>
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {t('history.older')}
      </Button>
    </Group>
  );
}

function Nothing() {
  const { t } = useTranslation('dashboard');
  return (
    <Stack align="start" gap="sm">
      <Text>{t('history.nothingYet')}</Text>
      <Button component={Link} href="/">
        {t('findStory')}
      </Button>
    </Stack>
  );
}
