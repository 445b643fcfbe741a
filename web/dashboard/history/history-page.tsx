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
  const change = (changed: Partial<Filters>) => setParameters(parametersOf({ ...filters, ...changed }), { replace: true });
  return (
    <DashboardFrame title={t('history.title')} lead={t('history.lead')}>
      <Stack gap="md">
        <HistoryFilters filters={filters} onChange={change} />
        <HistoryDownloads filters={filters} />
        <Rows filters={filters} onAll={() => setParameters(new URLSearchParams(), { replace: true })} />
      </Stack>
    </DashboardFrame>
  );
}

function Rows({ filters, onAll }: { readonly filters: Filters; readonly onAll: () => void }) {
  const { t } = useTranslation('dashboard');
  const signedIn = useSignedIn();
  const pages = useInfiniteQuery({
    queryKey: ['history', filters],
    queryFn: ({ pageParam: cursor }) =>
      game.api.wallet.history({ ...historyQueryOf(filters), limit: ROWS, ...(cursor !== null && { cursor }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: signedIn,
    staleTime: 0,
  });
  const rows = pages.data?.pages.flatMap(({ rows: found }) => found) ?? [];
  if (pages.isPending) return <Loading />;
  if (pages.isError && rows.length === 0) return <Failure failure={pages.error} onAgain={() => void pages.refetch()} />;
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {t(pages.hasNextPage ? 'history.shownSoFar' : 'history.shown', { count: rows.length })}
      </Text>
      {rows.length > 0 && <HistoryTable rows={rows} label={t('history.title')} />}
      {rows.length === 0 && !pages.hasNextPage && (
        <Group>
          <Text>{t(isFiltered(filters) ? 'history.nothingFound' : 'history.nothingYet')}</Text>
          {isFiltered(filters) ? (
            <Button variant="default" onClick={onAll}>
              {t('history.all')}
            </Button>
          ) : (
            <Button component={Link} href="/">
              {t('nobody.play')}
            </Button>
          )}
        </Group>
      )}
      {pages.isError && <Failure failure={pages.error} onAgain={() => void pages.fetchNextPage()} />}
      {pages.hasNextPage && !pages.isError && (
        <Group>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('history.older')}
          </Button>
        </Group>
      )}
    </>
  );
}
