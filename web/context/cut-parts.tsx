/** What had no room in the prompt, and why. */
import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TurnPartView } from '#sdk/index.ts';
import { countText } from '../format/numbers.ts';
import { causeOf } from './causes.ts';
import classes from './context.module.css';

export function CutParts({ parts }: { readonly parts: readonly TurnPartView[] }) {
  const { t } = useTranslation('context');
  if (parts.length === 0) return <Text>{t('nothingCut')}</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm">{t('cutLead')}</Text>
      <Table verticalSpacing={6} className={classes['parts'] ?? ''} aria-label={t('cutTitle')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.part')}</Table.Th>
            <Table.Th className={classes['why'] ?? ''}>{t('column.whyCut')}</Table.Th>
            <Table.Th ta="end">{t('column.tokens')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map((part, index) => (
            <Table.Tr key={index}>
              <Table.Th scope="row" fw={400}>
                {part.name}
                <Text span size="sm" c="dimmed" display="block">
                  {t(`cause.${causeOf(part)}`)}
                </Text>
                <span className={classes['whyBelow']}>{part.why}</span>
              </Table.Th>
              <Table.Td className={classes['why'] ?? ''}>{part.why}</Table.Td>
              <Table.Td ta="end">{countText(part.tokens)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
