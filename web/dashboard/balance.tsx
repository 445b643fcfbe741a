/** What one has, side by side: credits, and today's free turns. */
import { Button, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WalletView } from '#sdk/index.ts';
import { creditsText } from '../format/credits.ts';
import { Credits } from '../format/credits-text.tsx';
import { agoText, timeText } from '../format/times.ts';
import { Notice } from '../shell/notice.tsx';
import classes from './dashboard.module.css';

const POCKETS = ['purchase', 'earning', 'bonus', 'grant'] as const;
/** More are told by their number alone. */
const PIPS_MAX = 20;

export function Balance({ wallet }: { readonly wallet: WalletView }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <CreditsCard wallet={wallet} />
      <FreeTurnsCard wallet={wallet} />
    </SimpleGrid>
  );
}

function CreditsCard({ wallet }: { readonly wallet: WalletView }) {
  const { t } = useTranslation('dashboard');
  const { available, held, pockets, debt } = wallet;
  const filled = POCKETS.filter((pocket) => pockets[pocket] > 0);
  return (
    <Stack component="section" gap="sm" className={classes['raised'] ?? ''}>
      <Title order={2} size="h4">
        {t('balance.credits')}
      </Title>
      <Text component="p" m={0} className={classes['big'] ?? ''} role="status">
        <Credits amount={available} rounding="floor" />
      </Text>
      {held > 0 && (
        <Text size="sm" c="dimmed">
          {t('balance.held', { text: creditsText(held, 'ceil') })}
        </Text>
      )}
      {debt > 0 && <Notice tone="warning">{t('balance.debt', { text: creditsText(debt, 'ceil') })}</Notice>}
      {filled.length > 0 && (
        <dl className={classes['pockets']}>
          {filled.map((pocket) => (
            <div key={pocket}>
              <dt>{t(`balance.pockets.${pocket}`)}</dt>
              <dd>{creditsText(pockets[pocket], 'floor')}</dd>
            </div>
          ))}
        </dl>
      )}
      <Text size="sm" c="dimmed">
        {t('balance.creditsMean')}
      </Text>
      <Group mt="auto">
        <Button component={Link} href="/packs">
          {t('balance.buy')}
        </Button>
      </Group>
    </Stack>
  );
}

function FreeTurnsCard({ wallet }: { readonly wallet: WalletView }) {
  const { t } = useTranslation('dashboard');
  const { freeTurnsLeft, freeTurnsPerDay, freeTurnsResetAt } = wallet;
  return (
    <Stack component="section" gap="sm" className={classes['raised'] ?? ''}>
      <Title order={2} size="h4">
        {t('balance.freeTurns')}
      </Title>
      <Text component="p" m={0} className={classes['big'] ?? ''} role="status">
        {t('balance.freeLeft', { left: freeTurnsLeft, count: freeTurnsPerDay })}
      </Text>
      {freeTurnsPerDay <= PIPS_MAX && (
        <div className={classes['pips']} aria-hidden="true">
          {Array.from({ length: freeTurnsPerDay }, (_, index) => (
            <span key={index} className={`${classes['pip'] ?? ''} ${index < freeTurnsLeft ? (classes['left'] ?? '') : ''}`} />
          ))}
        </div>
      )}
      <Text size="sm" c="dimmed">
        {t('balance.reset', { time: timeText(freeTurnsResetAt), ago: agoText(freeTurnsResetAt) })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('balance.freeMeans')}
      </Text>
    </Stack>
  );
}
