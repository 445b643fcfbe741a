/** What is unusual about the next turn's price, before it is taken. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LiveJourney } from '../../game/use-journey.ts';
import type { QuoteView } from '#sdk/index.ts';
import { GuestGain } from '../../account/guest-gain.tsx';
import { creditsText } from '../../format/credits.ts';
import { FreeTurnsReturn } from '../../wallet/free-turns-return.tsx';
import { LIMITS_PAGE, packsPage } from '../../wallet/wallet-pages.ts';
import classes from './composer.module.css';

/** AIs count tokens; readers count words. */
const WORDS_PER_TOKEN = 0.75;

interface PriceNotesProps {
  readonly journey: LiveJourney;
  readonly quote: QuoteView;
}

interface PriceNotesOfComposer extends PriceNotesProps {
  /** Whether a notice above says already that it is not covered, and what can be done. */
  readonly isTold: boolean;
}

export function PriceNotes({ journey, quote, isTold }: PriceNotesOfComposer) {
  const { t } = useTranslation('journey');
  const wallet = journey.state.me?.wallet;
  // What one's own turn holds comes back in part: until then nothing is known to be missing.
  if (wallet?.held === 0 && quote.turnsLeft === 0) return isTold ? null : <NotCovered journey={journey} quote={quote} />;
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

/** Nothing pays the next turn: said before it is sent, with the ways on. */
function NotCovered({ journey: { session, state }, quote: { cappedBy } }: PriceNotesProps) {
  const { t } = useTranslation('journey');
  const wallet = state.me?.wallet;
  const hasFreeTurns = wallet !== undefined && wallet.freeTurnsLeft > 0;
  const isPaidElsewhere = Object.values(state.me?.quotes ?? {}).some(({ turnsLeft }) => turnsLeft > 0);
  return (
    <div className={classes['uncovered']}>
      <span role="status">
        {t('price.uncovered', { limit: t(`price.limit.${cappedBy ?? 'credits'}`) })}{' '}
        {(cappedBy === null || hasFreeTurns) &&
          `${t(hasFreeTurns ? 'price.freeElsewhere' : isPaidElsewhere ? 'price.elsewhere' : 'price.nowhere')} `}
        {cappedBy === null ? (
          <Link href={packsPage(`/journeys/${session.journeyId}`)}>{t('price.buy')}</Link>
        ) : (
          <Link href={LIMITS_PAGE}>{t('price.changeLimits')}</Link>
        )}
      </span>
      {wallet && !hasFreeTurns && cappedBy === null && <FreeTurnsReturn wallet={wallet} />}
      {cappedBy === null && <GuestGain />}
    </div>
  );
}
