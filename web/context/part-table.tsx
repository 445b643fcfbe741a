/** Every part of a call: its name and kind, why it was there, its tokens, and its share of the tokens and of the turn's cost. */
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TurnPartView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { decimalsFor } from '../format/credits.ts';
import { countText, shareText } from '../format/numbers.ts';
import { causeOf } from './causes.ts';
import { Swatch } from './swatch.tsx';
import classes from './context.module.css';

interface PartTableProps {
  readonly caption: string;
  readonly parts: readonly TurnPartView[];
  /** Tokens of each part that came from the AI model's cache. */
  readonly remembered: ReadonlyMap<TurnPartView, number>;
  /** Of the whole call. */
  readonly tokens: number;
  /** Microcredits, of the whole turn. */
  readonly total: number | null;
}

export function PartTable({ caption, parts, remembered, tokens, total }: PartTableProps) {
  const { t } = useTranslation('context');
  const decimals = decimalsFor(parts.map(({ cost }) => cost ?? 0));
  return (
    <Table verticalSpacing={6} className={classes['parts'] ?? ''} aria-label={caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('column.part')}</Table.Th>
          <Table.Th className={classes['why'] ?? ''}>{t('column.why')}</Table.Th>
          <Table.Th ta="end">{t('column.tokens')}</Table.Th>
          {total !== null && <Table.Th ta="end">{t('column.cost')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {parts.map((part, index) => (
          <PartRow key={index} {...{ part, tokens, total, decimals }} remembered={remembered.get(part) ?? 0} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface PartRowProps extends Pick<PartTableProps, 'tokens' | 'total'> {
  readonly part: TurnPartView;
  readonly remembered: number;
  readonly decimals: number;
}

function PartRow({ part, remembered, tokens, total, decimals }: PartRowProps) {
  const { t } = useTranslation('context');
  const cause = causeOf(part);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <span className={classes['part']}>
          <Swatch cause={cause} />
          <span>
            {part.name}
            <Text span size="sm" c="dimmed" display="block">
              {t(`cause.${cause}`)}
            </Text>
            <span className={classes['whyBelow']}>{part.why}</span>
          </span>
        </span>
      </Table.Th>
      <Table.Td className={classes['why'] ?? ''}>{part.why}</Table.Td>
      <Table.Td ta="end" data-tokens={part.tokens}>
        {countText(part.tokens)}
        <Text span size="sm" c="dimmed" display="block">
          {shareText(part.tokens, tokens)}
          {remembered > 0 &&
            `, ${remembered === part.tokens ? t('rememberedAll') : t('rememberedSome', { tokens: countText(remembered) })}`}
        </Text>
      </Table.Td>
      {total !== null && (
        <Table.Td ta="end">
          {part.cost !== null && <Credits amount={part.cost} decimals={decimals} bare />}
          {part.cost !== null && <Share part={part.cost} whole={total} />}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <Text span size="sm" c="dimmed" display="block">
      {shareText(part, whole)}
    </Text>
  );
}
