/** One's purchases: what was bought, what became of it, and the way on where it is not paid yet. */
import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PurchaseView } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { moneyText } from '../../format/money.ts';
import { dateTimeText } from '../../format/times.ts';
import { game } from '../../game/game.ts';
import { Failure } from '../../shell/failure.tsx';
import classes from '../history/history.module.css';

export function Purchases() {
  const { t } = useTranslation('dashboard');
  const purchases = useQuery({ queryKey: ['purchases'], queryFn: () => game.api.purchases.list({}), staleTime: 0 });
  if (purchases.isPending) return null;
  return (
    <Stack component="section" gap="sm" aria-label={t('purchases.title')}>
      <Title order={2} size="h3">
        {t('purchases.title')}
      </Title>
      {purchases.isError && <Failure failure={purchases.error} onAgain={() => void purchases.refetch()} />}
      {purchases.data?.length === 0 && <Text>{t('purchases.none')}</Text>}
      {purchases.data && purchases.data.length > 0 && (
        <Table className={classes['table'] ?? ''} aria-label={t('purchases.title')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th className={classes['wide'] ?? ''}>{t('history.when')}</Table.Th>
              <Table.Th>{t('history.what')}</Table.Th>
              <Table.Th>{t('purchases.state')}</Table.Th>
              <Table.Th className={classes['amount'] ?? ''}>{t('purchases.price')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {purchases.data.map((purchase) => (
              <Purchase key={purchase.purchaseId} purchase={purchase} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

function Purchase({ purchase }: { readonly purchase: PurchaseView }) {
  const { t } = useTranslation('dashboard');
  const { pack, state, url, paid, refunded, disputed, takenBack, createdAt } = purchase;
  const back = refunded + disputed;
  return (
    <Table.Tr>
      <Table.Td className={classes['wide'] ?? ''}>{dateTimeText(createdAt)}</Table.Td>
      <Table.Td>
        {t('packs.pack', { text: creditsText(pack.credits + pack.bonus) })}
        <Text size="sm" c="dimmed" className={classes['narrow'] ?? ''}>
          {dateTimeText(createdAt)}
        </Text>
      </Table.Td>
      <Table.Td>
        {t(`purchases.states.${state}`)}
        {url !== null && (
          <Text size="sm">
            <Anchor href={url}>{t('purchases.pay')}</Anchor>
          </Text>
        )}
        {back > 0 && (
          <Text size="sm" c="dimmed">
            {t('purchases.back', { money: moneyText(back, pack.currency), text: creditsText(takenBack) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes['amount'] ?? ''}>{moneyText(paid || pack.price, pack.currency)}</Table.Td>
    </Table.Tr>
  );
}
