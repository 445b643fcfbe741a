/** What each part of the prompts cost, dearest first: what is worth shortening. */
import { useState } from 'react';
import { Button, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SpendingRow } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { game } from '../../game/game.ts';
import { useSignedIn } from '../../game/sign-in.ts';
import { Failure } from '../../shell/failure.tsx';
import classes from '../history/history.module.css';
import { useNames } from '../use-names.ts';
import { partKind } from './part-kind.ts';
import { daysUpTo } from './spending-by-day.ts';

const SHOWN_AT_FIRST = 8;

export function PartsTable({ dayCount }: { readonly dayCount: number }) {
  const { t } = useTranslation('dashboard');
  const signedIn = useSignedIn();
  const [all, setAll] = useState(false);
  const first = daysUpTo(new Date().toISOString().slice(0, 10), dayCount)[0] ?? '';
  const parts = useQuery({
    queryKey: ['spending', first],
    queryFn: () => game.api.wallet.spending({ from: new Date(`${first}T00:00:00Z`) }),
    enabled: signedIn,
    staleTime: 0,
  });
  if (parts.isError) return <Failure failure={parts.error} onAgain={() => void parts.refetch()} />;
  if (!parts.data || parts.data.length === 0) return null;
  const total = parts.data.reduce((sum, { cost }) => sum + cost, 0);
  const shown = all ? parts.data : parts.data.slice(0, SHOWN_AT_FIRST);
  return (
    <Stack component="section" gap="sm" aria-label={t('spending.byPart')}>
      <Title order={2} size="h3">
        {t('spending.byPart')}
      </Title>
      <Text size="sm" c="dimmed" maw="46rem">
        {t('spending.byPartHint')}
      </Text>
      <Table className={classes['table'] ?? ''} aria-label={t('spending.byPart')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('spending.part')}</Table.Th>
            <Table.Th className={classes['wide'] ?? ''}>{t('spending.world')}</Table.Th>
            <Table.Th className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{t('spending.tokens')}</Table.Th>
            <Table.Th className={classes['amount'] ?? ''}>{t('history.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((part) => (
            <PartRow key={`${part.worldId} ${part.kind} ${part.id ?? part.name}`} part={part} total={total} />
          ))}
        </Table.Tbody>
      </Table>
      {parts.data.length > shown.length && (
        <Group>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('spending.allRows', { count: parts.data.length })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function PartRow({ part, total }: { readonly part: SpendingRow; readonly total: number }) {
  const { t } = useTranslation('dashboard');
  const names = useNames();
  const { worldId, kind, name, turns, tokens, cost } = part;
  const known = partKind(kind);
  const world = names.worlds.get(worldId) ?? worldId;
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        <Text size="sm" c="dimmed">
          {[known ? t(`spending.kinds.${known}`) : kind, t('spending.turnCount', { count: turns })].join(' · ')}
        </Text>
        <Text size="sm" c="dimmed" className={classes['narrow'] ?? ''}>
          {world}
        </Text>
      </Table.Td>
      <Table.Td className={classes['wide'] ?? ''}>{world}</Table.Td>
      <Table.Td className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{tokens.toLocaleString()}</Table.Td>
      <Table.Td className={classes['amount'] ?? ''}>
        {creditsText(cost)}
        <Progress value={total > 0 ? (cost / total) * 100 : 0} size="xs" mt={6} aria-hidden="true" />
      </Table.Td>
    </Table.Tr>
  );
}
