/** The header's button with credits and free turns, live in every window; opens what they are made of. */
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { useSignedIn } from '../game/sign-in.ts';
import { Credits } from '../format/credits-text.tsx';
import { CreditsIcon } from '../shell/icons.tsx';
import { Loading } from '../shell/loading.tsx';
import { balanceOf } from './low-balance.ts';
import classes from './wallet.module.css';

const WalletSummary = lazy(async () => ({ default: (await import('./wallet-summary.tsx')).WalletSummary }));

/** The browser's own popover: it closes by Escape and by a click elsewhere, and gives the focus back. */
export function CreditsPopover() {
  const { t } = useTranslation('wallet');
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const live = useLiveWallet();
  const signedIn = useSignedIn();
  if (!signedIn) return null;
  if (!live) return <Skeleton className={classes['button'] ?? ''} />;
  const { wallet, entries } = live;
  return (
    <>
      <UnstyledButton className={classes['button'] ?? ''} popoverTarget={id} data-balance={balanceOf(wallet, entries)}>
        <CreditsIcon size={18} />
        <span data-figure="available">
          <Credits amount={wallet.available} rounding="floor" bare />
        </span>
        <VisuallyHidden>{t('credits')}</VisuallyHidden>
        <span className={classes['free']} data-free-turns-left={wallet.freeTurnsLeft}>
          {t('freeShort', { count: wallet.freeTurnsLeft })}
        </span>
      </UnstyledButton>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('title')}
        className={classes['popover']}
        onToggle={(event) => setIsOpen(event.newState === 'open')}
      >
        {isOpen && (
          <Suspense fallback={<Loading />}>
            <WalletSummary live={live} onLeave={() => popover.current?.hidePopover()} />
          </Suspense>
        )}
      </div>
    </>
  );
}
