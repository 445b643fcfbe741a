/** Says that the figures stand still, while they do. */
import { useTranslation } from 'react-i18next';
import { useLiveWallet } from '../game/live-wallet.tsx';
import { Notice } from '../shell/notice.tsx';

export function LiveNote() {
  const { t } = useTranslation('dashboard');
  const status = useLiveWallet()?.status;
  const isLost = status !== undefined && status !== 'live';
  return <div role="status">{isLost && <Notice tone="warning">{t('notLive')}</Notice>}</div>;
}
