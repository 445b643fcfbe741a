/** What is unusual about the next turn's price, before it is taken. */
import { useTranslation } from 'react-i18next';
import type { QuoteView } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import classes from './composer.module.css';

/** AIs count tokens; readers count words. */
const WORDS_PER_TOKEN = 0.75;

export function PriceNotes({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation('journey');
  const { shortened, withoutTrackers, passageTokensMax, summary, cappedBy } = quote;
  const limit = t(`price.limit.${cappedBy ?? 'credits'}`);
  if (!shortened && !withoutTrackers && !summary) return null;
  return (
    <ul className={classes['notes']} aria-label={t('price.notes')}>
      {shortened && <li>{t('price.shortened', { limit, count: Math.round(passageTokensMax * WORDS_PER_TOKEN) })}</li>}
      {withoutTrackers && <li>{t('price.withoutTrackers', { limit })}</li>}
      {summary && <li>{t('price.summary', { from: summary.fromN, to: summary.toN, likely: creditsText(summary.likely) })}</li>}
    </ul>
  );
}
