/** Warns before the credits run out, at the limit that the player set. */
import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { WalletView } from '#sdk/index.ts';
import { GuestGain } from '../account/guest-gain.tsx';
import { creditsText } from '../format/credits.ts';
import { Notice } from '../shell/notice.tsx';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { balanceOf } from '../wallet/low-balance.ts';

export function LowBalance({ wallet }: { readonly wallet: WalletView }) {
  const { t } = useTranslation('dashboard');
  const { available, warnBelow } = wallet;
  const state = balanceOf(wallet, useLiveWallet()?.entries ?? []);
  if (state === 'fine') return null;
  const actions = (
    <>
      <GuestGain />
      <Anchor component={Link} href="/packs">
        {t('balance.buy')}
      </Anchor>
      <Anchor component={Link} href="/limits">
        {t('low.change')}
      </Anchor>
    </>
  );
  return (
    <div role="status">
      <Notice tone="warning" title={t(state === 'empty' ? 'low.emptyTitle' : 'low.title')} actions={actions}>
        {state === 'empty'
          ? t('low.empty', { available: creditsText(available, 'floor') })
          : t('low.text', { available: creditsText(available, 'floor'), below: creditsText(warnBelow ?? 0) })}
      </Notice>
    </div>
  );
}
