/** Where the payment service sends players back to: waits until it is known what became of the payment, and says so. */
import { useState } from 'react';
import { Button, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { CheckoutReturn } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { game } from '../../game/game.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import classes from '../dashboard.module.css';
import { useWallet } from '../use-wallet.ts';
import { askAgainMs, stageOf } from './ask-again.ts';
import { cameFrom } from './came-from.ts';
import { returnWordsOf } from './return-words.ts';

export function ReturnPage() {
  const { t } = useTranslation('dashboard');
  const [parameters] = useSearchParams();
  const sessionId = parameters.get('session_id');
  const [since] = useState(() => Date.now());
  const returned = useQuery({
    queryKey: ['checkout-return', sessionId],
    queryFn: () => game.api.purchases.checkoutReturn(sessionId === null ? {} : { sessionId }),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state: { data, error } }) => {
      const waitedMs = Date.now() - since;
      return askAgainMs(stageOf(data, error, waitedMs), waitedMs) ?? false;
    },
    refetchIntervalInBackground: true,
  });
  const stage = stageOf(returned.data, returned.error, Date.now() - since);
  const words = returnWordsOf(returned.data, returned.error, stage);
  const isTakenBack = words === 'paid' && (returned.data?.takenBack ?? 0) > 0;
  const title = isTakenBack ? t('return.yourPayment') : t(`return.titles.${words}`);
  usePageTitle(title);
  return (
    <Stack maw="36rem" mx="auto" gap="md" py="lg">
      <div className={classes['raised']} role="status">
        <Stack gap="sm">
          <Title size="h2">{title}</Title>
          {words === 'waiting' && <Loader size="sm" type="dots" />}
          <Text>{t(`return.texts.${words}`, { text: creditsText(returned.data?.credits ?? 0) })}</Text>
          {words === 'paid' && returned.data && <Paid paid={returned.data} />}
        </Stack>
      </div>
      <WaysOn mayTryAgain={['canceled', 'failed', 'expired', 'notPaid'].includes(words)} />
    </Stack>
  );
}

/** What came of it, which is not always that there is more than before. */
function Paid({ paid: { repaid, takenBack, debt } }: { readonly paid: CheckoutReturn }) {
  const { t } = useTranslation('dashboard');
  const wallet = useWallet();
  return (
    <>
      {repaid > 0 && <Text>{t('return.repaid', { text: creditsText(repaid) })}</Text>}
      {takenBack > 0 && <Text>{t('return.takenBack', { text: creditsText(takenBack) })}</Text>}
      {debt > 0 && <Text>{t('return.debt', { text: creditsText(debt, 'ceil') })}</Text>}
      {wallet && <Text fw={600}>{t('return.now', { text: creditsText(wallet.available, 'floor') })}</Text>}
    </>
  );
}

function WaysOn({ mayTryAgain }: { readonly mayTryAgain: boolean }) {
  const { t } = useTranslation('dashboard');
  const [back] = useState(cameFrom);
  const backText = back?.startsWith('/journeys/') ? t('return.toJourney') : t('return.toWhere');
  return (
    <Group>
      {back !== null && (
        <Button component={Link} href={back}>
          {backText}
        </Button>
      )}
      {mayTryAgain && (
        <Button component={Link} href="/packs" variant={back === null ? 'filled' : 'default'}>
          {t('return.toPacks')}
        </Button>
      )}
      <Button component={Link} href="/dashboard" variant="default">
        {t('return.toDashboard')}
      </Button>
    </Group>
  );
}
