/** What is sold here today. */
import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { creditsText } from '../format/credits.ts';
import { moneyText } from '../format/money.ts';
import { WideTable } from '../format/wide-table.tsx';
import { game } from '../game/game.ts';
import { Failure } from '../shell/failure.tsx';
import classes from './help.module.css';

export function PacksTable() {
  const { t } = useTranslation('help');
  const shop = useQuery({ queryKey: ['packs'], queryFn: () => game.api.purchases.packs() });
  if (shop.isError) return <Failure failure={shop.error} onAgain={() => void shop.refetch()} />;
  if (!shop.data) return null;
  const { mode, reason, packs } = shop.data;
  if (mode === 'off') return <Text inherit>{reason ?? t('credits.packs.none')}</Text>;
  return (
    <>
      {reason && <Text inherit>{reason}</Text>}
      <WideTable label={t('credits.packs.title')} minWidth={360} className={classes['plain']}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('credits.packs.pack')}</Table.Th>
              <Table.Th>{t('credits.packs.price')}</Table.Th>
              <Table.Th>{t('credits.packs.credits')}</Table.Th>
              <Table.Th>{t('credits.packs.bonus')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {packs.map(({ packId, price, currency, credits, bonus }) => (
              <Table.Tr key={packId}>
                <Table.Td tt="capitalize">{packId}</Table.Td>
                <Table.Td>{moneyText(price, currency)}</Table.Td>
                <Table.Td>{creditsText(credits)}</Table.Td>
                <Table.Td>{creditsText(bonus)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Group className={classes['plain'] ?? ''}>
        <Button component={Link} href="/packs" variant="light">
          {t('credits.packs.buy')}
        </Button>
      </Group>
    </>
  );
}
