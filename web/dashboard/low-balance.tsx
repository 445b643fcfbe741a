/** Warns before the credits run out, at the limit that the player set. */
import { Alert, Anchor, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WalletView } from '#sdk/index.ts';
import { creditsText } from '../format/credits.ts';

export function LowBalance({ wallet: { available, warnBelow } }: { readonly wallet: WalletView }) {
  const { t } = useTranslation('dashboard');
  if (warnBelow === null || available >= warnBelow) return null;
  return (
    <Alert color="yellow" title={t('low.title')} role="status">
      {t('low.text', { available: creditsText(available, 'floor'), below: creditsText(warnBelow) })}
      <Group mt="xs" gap="md">
        <Anchor component={Link} href="/packs">
          {t('balance.buy')}
        </Anchor>
        <Anchor component={Link} href="/limits">
          {t('low.change')}
        </Anchor>
      </Group>
    </Alert>
  );
}
