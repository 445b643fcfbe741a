/** Says that the figures stand still, while they do. */
import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveWallet } from '../game/live-wallet.tsx';

export function LiveNote() {
  const { t } = useTranslation('dashboard');
  const status = useLiveWallet()?.status;
  const isLost = status !== undefined && status !== 'live';
  return <div role="status">{isLost && <Alert color="yellow">{t('notLive')}</Alert>}</div>;
}
