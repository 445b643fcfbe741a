/** The chart's figures, row by row. */
import { useState } from 'react';
import { Button, Group, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SpendingDay } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { Credits } from '../../format/credits-text.tsx';
import { utcDayText } from '../../format/times.ts';
import classes from '../history/history.module.css';

const SHOWN_AT_FIRST = 7;

export function DaysTable({ rows }: { readonly rows: readonly SpendingDay[] }) {
  const { t } = useTranslation('dashboard');
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <Table className={classes['table'] ?? ''} aria-label={t('spending.byDay')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('spending.day')}</Table.Th>
            <Table.Th>{t('spending.world')}</Table.Th>
            <Table.Th className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{t('spending.turns')}</Table.Th>
            <Table.Th className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{t('spending.freeTurns')}</Table.Th>
            <Table.Th className={classes['amount'] ?? ''}>{t('history.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <DayRow key={`${row.day} ${row.worldId}`} row={row} />
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > shown.length && (
        <Group>
          <Button variant="default" onClick={() => setAll(true)}>
            {t('spending.allRows', { count: rows.length })}
          </Button>
        </Group>
      )}
    </>
  );
}

function DayRow({ row }: { readonly row: SpendingDay }) {
  const { t } = useTranslation('dashboard');
  const { day, worldId, worldName, turns, charged, freeTurns, wouldHaveCost, refunded } = row;
  return (
    <Table.Tr>
      <Table.Td>{utcDayText(day)}</Table.Td>
      <Table.Td>
        <Link href={`/worlds/${worldId}`} className={classes['plain'] ?? ''}>
          {worldName}
        </Link>
        <Text size="sm" c="dimmed" className={classes['narrow'] ?? ''}>
          {t('spending.turnCount', { count: turns })}
        </Text>
      </Table.Td>
      <Table.Td className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{turns}</Table.Td>
      <Table.Td className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{freeTurns}</Table.Td>
      <Table.Td className={classes['amount'] ?? ''}>
        {creditsText(charged)}
        {freeTurns > 0 && (
          <Text size="sm" c="dimmed">
            <Credits amount={wouldHaveCost} struck />
          </Text>
        )}
        {refunded > 0 && (
          <Text size="sm" c="dimmed">
            {t('spending.refunded', { text: creditsText(refunded) })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
