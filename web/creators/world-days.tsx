/** A world day by day: what was played, spent and earned, and what was excluded and why. */
import { List, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WorldDay } from '#sdk/index.ts';
import { creditsText } from '../format/credits.ts';
import { Credits } from '../format/credits-text.tsx';
import { countText } from '../format/numbers.ts';
import { utcDayText } from '../format/times.ts';
import { WideTable } from '../format/wide-table.tsx';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';

const REFRESH_MS = 30_000;

export function WorldDays({ worldId }: { readonly worldId: string }) {
  const { t } = useTranslation('creators');
  const days = useQuery({
    queryKey: ['creator', 'days', worldId],
    queryFn: () => game.api.creator.worldDays({ worldId }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Stack component="section" aria-labelledby="days" gap="md">
      <Title order={2} size="h3" id="days">
        {t('world.days')}
      </Title>
      <Text c="dimmed">{t('world.daysLead')}</Text>
      {days.isError && <Failure failure={days.error} onAgain={() => void days.refetch()} />}
      {days.isPending && <Skeleton h={120} />}
      {days.data?.length === 0 && <Text>{t('world.noDays')}</Text>}
      {days.data && days.data.length > 0 && <DaysTable days={days.data} />}
    </Stack>
  );
}

function DaysTable({ days }: { readonly days: readonly WorldDay[] }) {
  const { t } = useTranslation('creators');
  return (
    <WideTable label={t('world.days')} minWidth={640}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('world.day')}</Table.Th>
            <Table.Th>{t('world.turns')}</Table.Th>
            <Table.Th>{t('world.players')}</Table.Th>
            <Table.Th>{t('world.spentByOthers')}</Table.Th>
            <Table.Th>{t('world.earned')}</Table.Th>
            <Table.Th>{t('world.excluded')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ day, turns, players, spentByOthers, earned, excluded }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={500}>
                {utcDayText(day)}
              </Table.Th>
              <Table.Td>{countText(turns)}</Table.Td>
              <Table.Td>{countText(players)}</Table.Td>
              <Table.Td>
                <Credits amount={spentByOthers} />
              </Table.Td>
              <Table.Td>
                <Credits amount={earned} />
              </Table.Td>
              <Table.Td>
                <Excluded excluded={excluded} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function Excluded({ excluded }: Pick<WorldDay, 'excluded'>) {
  const { t } = useTranslation('creators');
  if (excluded.length === 0) return <Text size="sm">{t('world.nothing')}</Text>;
  return (
    <List size="sm" listStyleType="none">
      {excluded.map(({ why, turns, amount }) => (
        <List.Item key={why} data-amount={amount}>
          {t('excludedRow', { why: t(`why.${why}`), count: turns, text: creditsText(amount) })}
        </List.Item>
      ))}
    </List>
  );
}
