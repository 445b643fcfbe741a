/** What went to the wallet, run by run. */
import { Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EarningsView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { utcDayText } from '../format/times.ts';

export function Payouts({ payouts, refundWindowDays: days }: Pick<EarningsView, 'payouts' | 'refundWindowDays'>) {
  const { t } = useTranslation('creators');
  return (
    <Stack component="section" aria-labelledby="payouts" gap="xs">
      <Title order={2} size="h3" id="payouts">
        {t('money.payouts')}
      </Title>
      {payouts.length === 0 ? (
        <Text>{t('money.noPayouts', { days })}</Text>
      ) : (
        <Table maw={480}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('money.payoutDay')}</Table.Th>
              <Table.Th>{t('money.amount')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {payouts.map(({ day, amount }) => (
              <Table.Tr key={day}>
                <Table.Th scope="row" fw={500}>
                  {utcDayText(day)}
                </Table.Th>
                <Table.Td>
                  <Credits amount={amount} rounding="floor" />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
