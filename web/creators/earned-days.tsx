/** What each world earned on each day, and how far its way to the wallet is. */
import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EarningsView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { utcDayText } from '../format/times.ts';
import { WideTable } from '../format/wide-table.tsx';
import { useEarningWorlds } from './use-earning-worlds.ts';

export function EarnedDays({ rows }: Pick<EarningsView, 'rows'>) {
  const { t } = useTranslation('creators');
  const worlds = useEarningWorlds(rows.map(({ worldId }) => worldId));
  return (
    <Stack component="section" aria-labelledby="earned-days" gap="xs">
      <Title order={2} size="h3" id="earned-days">
        {t('money.days')}
      </Title>
      {rows.length === 0 ? (
        <Text>{t('money.none')}</Text>
      ) : (
        <WideTable label={t('money.days')} minWidth={520}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('money.day')}</Table.Th>
                <Table.Th>{t('money.world')}</Table.Th>
                <Table.Th>{t('money.pending')}</Table.Th>
                <Table.Th>{t('money.matured')}</Table.Th>
                <Table.Th>{t('money.paid')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ worldId, day, pending, matured, paid }) => (
                <Table.Tr key={`${day} ${worldId}`}>
                  <Table.Th scope="row" fw={500}>
                    {utcDayText(day)}
                  </Table.Th>
                  <Table.Td>
                    {worlds.isOwn(worldId) ? (
                      <Anchor component={Link} href={`/create/worlds/${worldId}`} underline="always">
                        {worlds.nameOf(worldId)}
                      </Anchor>
                    ) : (
                      worlds.nameOf(worldId)
                    )}
                  </Table.Td>
                  {[pending, matured, paid].map((amount, index) => (
                    <Table.Td key={index}>
                      <Credits amount={amount} rounding="floor" />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
    </Stack>
  );
}
