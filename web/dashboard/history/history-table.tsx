/** Rows of the history: what moved the balance, and what cost nothing. */
import { Anchor, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HistoryRow } from '#sdk/index.ts';
import { creditsText, signedCreditsText } from '../../format/credits.ts';
import { Credits } from '../../format/credits-text.tsx';
import { dateTimeText } from '../../format/times.ts';
import { useNames } from '../use-names.ts';
import type { Names } from '../use-names.ts';
import { receiptPathOf, rowReasonOf, rowTitleOf } from './history-words.ts';
import classes from './history.module.css';

export function HistoryTable({ rows, label }: { readonly rows: readonly HistoryRow[]; readonly label: string }) {
  const { t } = useTranslation('dashboard');
  const names = useNames();
  return (
    <Table className={classes['table'] ?? ''} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes['wide'] ?? ''}>{t('history.when')}</Table.Th>
          <Table.Th>{t('history.what')}</Table.Th>
          <Table.Th className={classes['wide'] ?? ''}>{t('history.model')}</Table.Th>
          <Table.Th className={classes['amount'] ?? ''}>{t('history.amount')}</Table.Th>
          <Table.Th className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{t('history.balance')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} names={names} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row, names }: { readonly row: HistoryRow; readonly names: Names }) {
  const { at, turn, amount, balance } = row;
  const { t } = useTranslation('dashboard');
  const balanceText = balance === null ? null : creditsText(balance, 'floor');
  const model = turn && (names.models.get(turn.narratorId) ?? turn.narratorId);
  return (
    <Table.Tr>
      <Table.Td className={classes['wide'] ?? ''}>
        <time dateTime={at}>{dateTimeText(at)}</time>
      </Table.Td>
      <Table.Td>
        <What row={row} names={names} />
        <Text size="sm" c="dimmed" className={classes['narrow'] ?? ''}>
          {[dateTimeText(at), model].filter(Boolean).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td className={classes['wide'] ?? ''}>{model}</Table.Td>
      <Table.Td className={classes['amount'] ?? ''}>
        {turn?.state === 'settled' && turn.funding === 'free' ? (
          <Credits amount={turn.wouldHaveCost} struck bare />
        ) : (
          <span className={amount > 0 ? classes['gain'] : undefined}>{signedCreditsText(amount)}</span>
        )}
        {balanceText !== null && (
          <Text size="sm" c="dimmed" className={classes['narrow'] ?? ''}>
            {t('history.balanceThen', { text: balanceText })}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={`${classes['amount'] ?? ''} ${classes['wide'] ?? ''}`}>{balanceText}</Table.Td>
    </Table.Tr>
  );
}

function What({ row, names }: { readonly row: HistoryRow; readonly names: Names }) {
  const { t } = useTranslation('dashboard');
  const { turn, debt } = row;
  const path = receiptPathOf(row);
  const journey = turn && names.journeys.get(turn.journeyId);
  const title = t(`history.rows.${rowTitleOf(row)}`, { n: turn?.n });
  const reason = rowReasonOf(row);
  return (
    <>
      {path !== null && journey !== undefined ? (
        <Anchor component={Link} href={path} c="inherit" inherit underline="always">
          {title}
        </Anchor>
      ) : (
        <span>{title}</span>
      )}
      {turn && (
        <Text span size="sm" c="dimmed">
          {' '}
          {journey ?? t('history.journeyGone')}
        </Text>
      )}
      {turn?.funding === 'free' && turn.state === 'settled' && (
        <Text size="sm" c="dimmed">
          {t('history.freeTurn')}
        </Text>
      )}
      {reason !== null && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
      {debt !== 0 && (
        <Text size="sm" c="dimmed">
          {t(debt > 0 ? 'history.owes' : 'history.repaid', { text: creditsText(Math.abs(debt)) })}
        </Text>
      )}
    </>
  );
}
