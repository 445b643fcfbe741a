/** What one has: credits by pocket in the order they are spent, what running turns hold, free turns, and debt. */
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { LiveWallet } from '../game/live-wallet.tsx';
import { Credits } from '../format/credits-text.tsx';
import { FreeTurnsReturn } from './free-turns-return.tsx';
import { balanceOf } from './low-balance.ts';
import { HISTORY_PAGE, packsPage } from './wallet-pages.ts';
import classes from './wallet.module.css';

const BURN_ORDER = ['grant', 'bonus', 'earning', 'purchase'] as const;

interface WalletSummaryProps {
  readonly live: LiveWallet;
  /** When a link is followed. */
  readonly onLeave: () => void;
}

export function WalletSummary({ live, onLeave }: WalletSummaryProps) {
  const { t } = useTranslation('wallet');
  const [here] = useLocation();
  const { wallet } = live;
  return (
    <Stack gap="md">
      <Warnings live={live} />
      <div>
        <Text size="sm">{t('available')}</Text>
        <Text className={classes['available'] ?? ''} data-figure="available">
          <Credits amount={wallet.available} rounding="floor" />
        </Text>
        {wallet.held > 0 && (
          <Text size="sm" c="dimmed" data-figure="held">
            <Trans t={t} i18nKey="held" components={{ amount: <Credits amount={wallet.held} rounding="ceil" /> }} />
          </Text>
        )}
      </div>
      <Pockets live={live} />
      <div>
        <Text fw={600} data-free-turns-left={wallet.freeTurnsLeft}>
          {t('freeLeft', { left: wallet.freeTurnsLeft, of: wallet.freeTurnsPerDay })}
        </Text>
        <Text size="sm">{t('freeFirst')}</Text>
        <FreeTurnsReturn wallet={wallet} />
      </div>
      <Group justify="space-between">
        <Button component={Link} href={packsPage(here)} onClick={onLeave}>
          {t('buy')}
        </Button>
        <Anchor component={Link} href={HISTORY_PAGE} onClick={onLeave} underline="always">
          {t('history')}
        </Anchor>
      </Group>
    </Stack>
  );
}

function Pockets({ live: { wallet } }: { readonly live: LiveWallet }) {
  const { t } = useTranslation('wallet');
  return (
    <div>
      <Text size="sm">{t('pockets')}</Text>
      <ol className={classes['pockets']}>
        {BURN_ORDER.map((pocket) => (
          <li key={pocket} data-empty={wallet.pockets[pocket] === 0}>
            <span>
              {t(`pocket.${pocket}.name`)}
              <Text span size="sm" c="dimmed" display="block">
                {t(`pocket.${pocket}.text`)}
              </Text>
            </span>
            <span data-pocket={pocket}>
              <Credits amount={wallet.pockets[pocket]} rounding="floor" bare />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Warnings({ live: { wallet, entries, status } }: { readonly live: LiveWallet }) {
  const { t } = useTranslation('wallet');
  const balance = balanceOf(wallet, entries);
  return (
    <>
      {status !== 'live' && <Alert color="gray">{t('notLive')}</Alert>}
      {wallet.debt > 0 && (
        <Alert color="red" title={t('debt.title')} data-figure="debt">
          <Trans t={t} i18nKey="debt.text" components={{ amount: <Credits amount={wallet.debt} rounding="ceil" /> }} />
        </Alert>
      )}
      {wallet.debt === 0 && balance !== 'fine' && (
        <Alert color="ember">
          <Trans
            t={t}
            i18nKey={`balance.${balance}`}
            components={{ amount: <Credits amount={wallet.warnBelow ?? 0} rounding="ceil" /> }}
          />
        </Alert>
      )}
    </>
  );
}
