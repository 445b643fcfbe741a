/** What the next turn costs with the settings as they are, and how much that is more or less than before. */
import { useState } from 'react';
import { Box, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { QuoteView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { QuotePrice } from '../costs/quote-price.tsx';
import classes from './turn-settings.module.css';

export function SettingsEffect({ quote, name }: { readonly quote: QuoteView; readonly name: string }) {
  const { t } = useTranslation('models');
  const [before] = useState(quote);
  return (
    <Box className={classes['effect'] ?? ''} role="status">
      <Text size="sm">{t('settings.nextTurn', { name })}</Text>
      <QuotePrice quote={quote} />
      <Text size="sm">
        <Difference from={before} to={quote} />
      </Text>
    </Box>
  );
}

function Difference({ from, to }: { readonly from: QuoteView; readonly to: QuoteView }) {
  const { t } = useTranslation('models');
  const [likely, most] = [to.likely - from.likely, to.ceiling - from.ceiling];
  if (from.narratorId !== to.narratorId || (likely === 0 && most === 0)) return t('settings.same');
  const [key, amount, rounding] =
    likely === 0
      ? ([most > 0 ? 'settings.mostMore' : 'settings.mostLess', most, 'ceil'] as const)
      : ([likely > 0 ? 'settings.more' : 'settings.less', likely, 'nearest'] as const);
  return <Trans t={t} i18nKey={key} components={{ amount: <Credits amount={Math.abs(amount)} rounding={rounding} /> }} />;
}
