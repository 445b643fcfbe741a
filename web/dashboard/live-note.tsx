/** Says that the figures stand still, while they do. */
import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useIsWalletLost } from '../game/live-wallet.tsx';
import { Notice } from '../shell/notice.tsx';

export function LiveNote() {
  const { t } = useTranslation('dashboard');
  const isLost = useIsWalletLost();
  return (
    <div role="status">
      {isLost && (
        <Box mb="md">
          <Notice tone="warning">{t('notLive')}</Notice>
        </Box>
      )}
    </div>
  );
}
