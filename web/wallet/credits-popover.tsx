/** The header's button with credits and free turns, live in every window; opens what they are made of. */
import { Popover, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { useSignedIn } from '../game/sign-in.ts';
import { Credits } from '../format/credits-text.tsx';
import { CreditsIcon } from '../shell/icons.tsx';
import { balanceOf } from './low-balance.ts';
import { WalletSummary } from './wallet-summary.tsx';
import classes from './wallet.module.css';

export function CreditsPopover() {
  const { t } = useTranslation('wallet');
  const [opened, { toggle, close }] = useDisclosure(false);
  const live = useLiveWallet();
  const signedIn = useSignedIn();
  if (!signedIn) return null;
  if (!live) return <Skeleton className={classes['button'] ?? ''} />;
  const { wallet, entries } = live;
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      position="bottom-end"
      width="min(22rem, 100vw - 1rem)"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <UnstyledButton className={classes['button'] ?? ''} onClick={toggle} data-balance={balanceOf(wallet, entries)}>
          <CreditsIcon size={18} />
          <span data-figure="available">
            <Credits amount={wallet.available} rounding="floor" bare />
          </span>
          <VisuallyHidden>{t('credits')}</VisuallyHidden>
          <span className={classes['free']} data-free-turns-left={wallet.freeTurnsLeft}>
            {t('freeShort', { count: wallet.freeTurnsLeft })}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('title')} bg="var(--raised)">
        <WalletSummary live={live} onLeave={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
