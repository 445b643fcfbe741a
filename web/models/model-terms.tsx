/** An AI model's prices per million tokens and its limits, folded away: for who wants to reckon. */
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorView } from '#sdk/index.ts';
import { countText } from '../format/numbers.ts';
import { durationText } from '../format/times.ts';
import classes from './model-card.module.css';

const POOLS = ['input', 'cacheRead', 'cacheWrite', 'output'] as const;

export function ModelTerms({ model }: { readonly model: NarratorView }) {
  const { t } = useTranslation('models');
  const { prices, priceVersion, name } = model;
  return (
    <details className={classes['terms']}>
      <summary>{t('terms.title')}</summary>
      <Table withRowBorders={false} verticalSpacing={2} fz="sm">
        <Table.Caption>{t('terms.caption', { name, version: priceVersion })}</Table.Caption>
        <Table.Tbody>
          {POOLS.map((pool) => (
            <Table.Tr key={pool}>
              <Table.Th scope="row" fw={400}>
                {t(`terms.${pool}`)}
              </Table.Th>
              <Table.Td ta="end" data-price={pool}>
                {countText(Number(prices[pool]))}
              </Table.Td>
            </Table.Tr>
          ))}
          {limitsOf(model).map(([limit, text]) => (
            <Table.Tr key={limit}>
              <Table.Th scope="row" fw={400}>
                {t(`terms.${limit}`)}
              </Table.Th>
              <Table.Td ta="end">{text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}

function limitsOf({ promptTokens, passageTokens, cacheLifetimeMs }: NarratorView) {
  return [
    ['reads', countText(promptTokens)],
    ['writes', countText(passageTokens)],
    ['remembers', durationText(cacheLifetimeMs)],
  ] as const;
}
