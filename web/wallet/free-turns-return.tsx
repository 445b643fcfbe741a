/** When today's free turns return, by the reader's clock; and how long that still is. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WalletView } from '#sdk/index.ts';
import { durationText, timeText } from '../format/times.ts';
import { useNow } from '../format/use-now.ts';

export function FreeTurnsReturn({ wallet }: { readonly wallet: Pick<WalletView, 'freeTurnsPerDay' | 'freeTurnsResetAt'> }) {
  const { t } = useTranslation('wallet');
  const now = useNow(1_000);
  const { freeTurnsPerDay: count, freeTurnsResetAt } = wallet;
  const left = Date.parse(freeTurnsResetAt) - now;
  return (
    <Text size="sm" c="dimmed" data-free-turns-reset={freeTurnsResetAt}>
      {t('freeReturn', { count, time: timeText(freeTurnsResetAt), left: durationText(left) })}
    </Text>
  );
}
