/** A creator's money: pending, matured, paid, the next payout, and what earns nothing and why. */
import { Anchor, List, Skeleton, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EarningsView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { Figure } from '../format/figure.tsx';
import { dateTimeText } from '../format/times.ts';
import { ForPlayers } from '../account/for-players.tsx';
import { game } from '../game/game.ts';
import { useSignedIn } from '../game/sign-in.ts';
import { Failure } from '../shell/failure.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { EarnedDays } from './earned-days.tsx';
import { Payouts } from './payouts.tsx';

const REFRESH_MS = 15_000;
const EXCLUDED = ['own', 'free', 'grant', 'taken'] as const;

export function EarningsPage() {
  const { t } = useTranslation('creators');
  usePageTitle(t('money.title'));
  const signedIn = useSignedIn();
  const earnings = useQuery({
    queryKey: ['creator', 'earnings'],
    queryFn: () => game.api.creator.earnings({}),
    enabled: signedIn,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Stack gap="xl">
      <Stack gap={4} maw="44rem">
        <Anchor component={Link} href="/create" size="sm">
          {t('world.back')}
        </Anchor>
        <Title>{t('money.title')}</Title>
        <Text size="lg">{t('money.lead')}</Text>
      </Stack>
      {earnings.isError && <Failure failure={earnings.error} onAgain={() => void earnings.refetch()} />}
      <ForPlayers>{earnings.data ? <Earned earnings={earnings.data} /> : <Skeleton h={300} />}</ForPlayers>
      <Stack component="section" aria-labelledby="excluded" gap="xs">
        <Title order={2} size="h3" id="excluded">
          {t('money.excludedTitle')}
        </Title>
        <List>
          {EXCLUDED.map((why) => (
            <List.Item key={why}>{t(`money.excluded.${why}`)}</List.Item>
          ))}
        </List>
      </Stack>
    </Stack>
  );
}

function Earned({ earnings }: { readonly earnings: EarningsView }) {
  const { t } = useTranslation('creators');
  const { totals, refundWindowDays: days, nextPayout, nextPayoutAt, rows, payouts } = earnings;
  return (
    <>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: 4 }} m={0}>
        <Figure name={t('money.pending')} note={t('money.pendingText', { days })}>
          <Credits amount={totals.pending} rounding="floor" />
        </Figure>
        <Figure name={t('money.matured')} note={t('money.maturedText')}>
          <Credits amount={totals.matured} rounding="floor" />
        </Figure>
        <Figure name={t('money.paid')} note={t('money.paidText')}>
          <Credits amount={totals.paid} rounding="floor" />
        </Figure>
        <Figure name={t('money.next')} note={t('money.nextText', { time: dateTimeText(nextPayoutAt) })}>
          <Credits amount={nextPayout} rounding="floor" />
        </Figure>
      </SimpleGrid>
      <EarnedDays rows={rows} />
      <Payouts payouts={payouts} refundWindowDays={days} />
    </>
  );
}
