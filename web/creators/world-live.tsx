/** A world as it is played right now: figures move by themselves. */
import { lazy, Suspense } from 'react';
import { Badge, Group, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LinkStatus, LiveSums } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { Figure } from '../format/figure.tsx';
import { countText } from '../format/numbers.ts';
import { WideTable } from '../format/wide-table.tsx';
import { game } from '../game/game.ts';
import { useWorldWatch } from '../game/use-world-watch.ts';
import { Failure } from '../shell/failure.tsx';
import { minutesOf } from './live-figures.ts';
import { useDaysThatFollow } from './use-days-that-follow.ts';

const MinutesChart = lazy(async () => ({ default: (await import('./minutes-chart.tsx')).MinutesChart }));
const STATUS_TEXTS = {
  connecting: 'world.reconnecting',
  live: 'world.live',
  reconnecting: 'world.reconnecting',
  closed: 'world.closed',
} as const;

export function WorldLive({ worldId }: { readonly worldId: string }) {
  const { t } = useTranslation('creators');
  const { view: watched, failure } = useWorldWatch(worldId);
  useDaysThatFollow(worldId, watched?.world ?? null);
  if (!watched) return failure ? <Failure failure={failure} /> : <Skeleton h={420} />;
  const { world, status } = watched;
  const { hour } = world;
  return (
    <Stack component="section" aria-labelledby="live" gap="md">
      <Group>
        <Title order={2} size="h3" id="live">
          {t('world.now')}
        </Title>
        <Status status={status} />
      </Group>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3, md: 5 }} m={0}>
        <Figure name={t('world.players')}>{countText(world.players)}</Figure>
        <Figure name={t('world.journeys')}>{countText(world.journeys)}</Figure>
        <Figure name={t('world.turns')} note={t('world.hour')}>
          {countText(hour.turns)}
        </Figure>
        <Figure name={t('world.spent')} note={t('world.hour')}>
          <Credits amount={hour.spent} />
        </Figure>
        <Figure name={t('world.earned')} note={t('world.hour')}>
          <Credits amount={hour.earned} />
        </Figure>
      </SimpleGrid>
      {hour.spent > 0 && hour.earned === 0 && <Text c="dimmed">{t('world.earnedNothing')}</Text>}
      <Title order={3} size="h4">
        {t('world.minutes')}
      </Title>
      {world.minutes.length === 0 ? (
        <Text c="dimmed">{t('world.quiet')}</Text>
      ) : (
        <>
          <Text c="dimmed">{t('world.minutesLead')}</Text>
          <Suspense fallback={<Skeleton h={220} />}>
            <MinutesChart minutes={minutesOf(world)} />
          </Suspense>
          <ByModel hour={hour} />
        </>
      )}
    </Stack>
  );
}

function Status({ status }: { readonly status: LinkStatus }) {
  const { t } = useTranslation('creators');
  return (
    <Badge role="status" variant={status === 'live' ? 'light' : 'default'} tt="none">
      {t(STATUS_TEXTS[status])}
    </Badge>
  );
}

function ByModel({ hour }: { readonly hour: LiveSums }) {
  const { t } = useTranslation('creators');
  const models = useQuery({ queryKey: ['models'], queryFn: () => game.api.narrators({}) });
  const nameOf = (id: string) => models.data?.find(({ narratorId }) => narratorId === id)?.name ?? id;
  return (
    <WideTable label={t('world.byModel')} minWidth={420}>
      <Table captionSide="top">
        <Table.Caption>{t('world.byModel')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('world.model')}</Table.Th>
            <Table.Th>{t('world.turns')}</Table.Th>
            <Table.Th>{t('world.spent')}</Table.Th>
            <Table.Th>{t('world.earned')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hour.narrators.map(({ narratorId, turns, spent, earned }) => (
            <Table.Tr key={narratorId}>
              <Table.Td>{nameOf(narratorId)}</Table.Td>
              <Table.Td>{countText(turns)}</Table.Td>
              <Table.Td>
                <Credits amount={spent} />
              </Table.Td>
              <Table.Td>
                <Credits amount={earned} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
