/** Has the newest passage told anew: a turn of its own, with its price on the button (TN11). */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JourneySnapshot } from '#sdk/index.ts';
import { priceText } from '../composer/price-text.ts';
import { lockOf } from '../composer/use-price.ts';
import type { PriceSeen } from '../composer/use-actions.ts';
import { RetryIcon } from '../../shell/icons.tsx';
import classes from './controls.module.css';

interface RetryButtonProps {
  readonly state: JourneySnapshot;
  readonly onRetry: (lock: PriceSeen) => void;
}

export function RetryButton({ state: { me }, onRetry }: RetryButtonProps) {
  const { t } = useTranslation('journey');
  const quote = me?.retryQuote;
  if (!quote) return null;
  return (
    <Button
      variant="default"
      className={classes['priced']}
      size="compact-md"
      fz="sm"
      fw={500}
      leftSection={<RetryIcon size={16} />}
      onClick={() => onRetry(lockOf(quote))}
    >
      {t('controls.retry', { price: priceText(t, quote) })}
    </Button>
  );
}
