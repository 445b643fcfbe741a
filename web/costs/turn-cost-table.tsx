/** The newest turns as rows, newest first; each opens its receipt. */
import { Fragment, useState } from 'react';
import { Table, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { timeText } from '../format/times.ts';
import { Receipt } from './receipt.tsx';
import { releaseReasonText } from './release-reason.ts';
import { shownAmount } from './turn-costs.ts';
import type { TurnCost } from './turn-costs.ts';
import classes from './costs.module.css';

interface TurnCostTableProps {
  readonly costs: readonly TurnCost[];
  readonly models: readonly NarratorView[];
  readonly journeyId: string;
}

export function TurnCostTable({ costs, models, journeyId }: TurnCostTableProps) {
  const { t } = useTranslation('costs');
  const last = costs.find(({ n, released }) => n !== null && released === null)?.key ?? null;
  const [openedKey, setOpenedKey] = useState(last);
  return (
    <Table verticalSpacing="xs" className={classes['turns'] ?? ''}>
      <Table.Caption>{t('table.caption')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('table.turn')}</Table.Th>
          <Table.Th>{t('table.model')}</Table.Th>
          <Table.Th ta="end">{t('table.cost')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {costs.map((cost) => {
          const model = models.find(({ narratorId }) => narratorId === cost.narratorId);
          const isOpened = cost.key === openedKey;
          return (
            <Fragment key={cost.key}>
              <TurnRow
                {...{ cost, isOpened }}
                name={model?.name ?? cost.narratorId}
                onOpen={() => setOpenedKey(isOpened ? null : cost.key)}
              />
              {isOpened && cost.n !== null && (
                <Table.Tr>
                  <Table.Td colSpan={3} className={classes['opened'] ?? ''}>
                    <Receipt journeyId={journeyId} n={cost.n} cost={cost} model={model} />
                  </Table.Td>
                </Table.Tr>
              )}
            </Fragment>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

interface TurnRowProps {
  readonly cost: TurnCost;
  readonly name: string;
  readonly isOpened: boolean;
  readonly onOpen: () => void;
}

function TurnRow({ cost, name, isOpened, onOpen }: TurnRowProps) {
  const { t } = useTranslation('costs');
  const { n, at, released } = cost;
  const label = n === null ? t('table.untold') : t('table.turnN', { n });
  return (
    <Table.Tr data-turn={n ?? ''}>
      <Table.Td>
        {n === null ? (
          label
        ) : (
          <UnstyledButton className={classes['open'] ?? ''} aria-expanded={isOpened} onClick={onOpen}>
            {label}
          </UnstyledButton>
        )}
      </Table.Td>
      <Table.Td>
        {name}
        <Text size="sm" c="dimmed">
          {released === null ? timeText(at) : releaseReasonText(released)}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        <Credits {...shownAmount(cost)} decimals={2} bare />
      </Table.Td>
    </Table.Tr>
  );
}
