/** Whether an AI model still remembers the story, and until when: reading what is remembered is cheaper. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuoteView } from '#sdk/index.ts';
import { durationText, timeText } from '../format/times.ts';
import { useNow } from '../format/use-now.ts';
import classes from './model-card.module.css';

interface WarmthProps {
  readonly quote: QuoteView;
  /** Whether anything was told yet: before that there is nothing to remember. */
  readonly hasBegun: boolean;
}

export function Warmth({ quote, hasBegun }: WarmthProps) {
  const { t } = useTranslation('models');
  const { warmUntil } = quote;
  const now = useNow(warmUntil === null ? null : 1_000);
  const isWarm = warmUntil !== null && Date.parse(warmUntil) > now;
  const text = isWarm
    ? t('warm', { time: timeText(warmUntil), left: durationText(Date.parse(warmUntil) - now) })
    : t(hasBegun ? 'cold' : 'notBegun');
  return (
    <Text size="sm" className={classes['warmth'] ?? ''} data-warm={isWarm}>
      <span className={classes['ember']} aria-hidden="true" />
      {text}
    </Text>
  );
}
