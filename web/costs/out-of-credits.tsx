/** What a player can do when an action was not told for its price or its AI model: switch, buy, wait, or agree to the new price. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { QuoteView, RefusedAction, ReleasedTurn } from '#sdk/index.ts';
import { GuestGain } from '../account/guest-gain.tsx';
import { Credits } from '../format/credits-text.tsx';
import { timeText } from '../format/times.ts';
import type { LiveJourney } from '../game/use-journey.ts';
import { FreeTurnsReturn } from '../wallet/free-turns-return.tsx';
import { LIMITS_PAGE, packsPage } from '../wallet/wallet-pages.ts';
import { OfferList } from './offer-list.tsx';
import { offersOf, priceOutcomeOf, wordsOf } from './price-outcome.ts';
import type { PriceOutcome } from './price-outcome.ts';
import { PriceToPay, QuotePrice } from './quote-price.tsx';
import { releaseReasonText } from './release-reason.ts';
import classes from './costs.module.css';

export interface OutOfCreditsProps {
  /** Shows nothing for one that `priceOutcomeOf` has no answer to. */
  readonly outcome: RefusedAction | ReleasedTurn;
  readonly journey: LiveJourney;
  /** Switches to an AI model that was offered and sends the same action: `session.acceptOffer`. */
  readonly onAccept: (narratorId: string) => void;
  /** Sends the same action once more, at this price. */
  readonly onSend: (quote: QuoteView) => void;
  /** The words are back where they were written, and nothing is done. */
  readonly onDismiss: () => void;
}

export function OutOfCredits({ outcome, journey, onAccept, onSend, onDismiss }: OutOfCreditsProps) {
  const { t } = useTranslation('costs');
  const found = priceOutcomeOf(outcome);
  if (!found) return null;
  const { me } = journey.state;
  const again = outcome.retryOf === undefined ? me?.quote : me?.retryQuote;
  const offers = offersOf(outcome);
  const words = wordsOf(outcome);
  const mustPay = found.type === 'out-of-credits' || found.type === 'in-debt';
  // Credits may have come meanwhile, bought in another tab or back from a turn that ended; a limit may be another one.
  if (again && isCovered(found, again, me?.wallet.available ?? 0))
    return <Covered quote={again} {...{ words, onSend, onDismiss }} />;
  return (
    <Alert
      variant="default"
      className={classes['outcome'] ?? ''}
      title={t(`outcome.${found.type}.title`)}
      role="alert"
      data-outcome={found.type}
    >
      <Stack gap="sm">
        <Text size="sm">
          <WhatHappened found={found} /> {words !== '' && t('outcome.kept')}
        </Text>
        {'quote' in found && <QuotePrice quote={found.quote} />}
        {offers.length > 0 && (
          <OfferList
            title={t(mustPay || found.type === 'cap-reached' ? 'outcome.freeOffers' : 'outcome.offers')}
            {...{ offers, onAccept }}
          />
        )}
        {mustPay && me && offers.length === 0 && <FreeTurnsReturn wallet={me.wallet} />}
        {mustPay && <GuestGain />}
        <Group gap="sm">
          {mustPay && (
            <Button component={Link} href={packsPage(`/journeys/${journey.session.journeyId}`)} variant="default">
              {t('outcome.buy')}
            </Button>
          )}
          {found.type === 'cap-reached' && (
            <Button component={Link} href={LIMITS_PAGE} variant="default">
              {t('outcome.limits')}
            </Button>
          )}
          {'quote' in found && <Button onClick={() => onSend(found.quote)}>{t('outcome.sendAnyway')}</Button>}
          {found.type === 'failed' && again && (
            <Button variant="default" onClick={() => onSend(again)}>
              <span>
                {t('outcome.again')} <PriceToPay quote={again} />
              </span>
            </Button>
          )}
          <Button variant="subtle" onClick={onDismiss}>
            {t('outcome.dismiss')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** `quote`: of the same action now. A long one may need more than the usual, by which `turnsLeft` is counted. */
function isCovered(found: PriceOutcome, { turnsLeft, funding }: QuoteView, available: number): boolean {
  if (turnsLeft === 0) return false;
  if (found.type === 'out-of-credits') return funding === 'free' || available >= found.needed;
  return found.type === 'in-debt' || found.type === 'cap-reached';
}

interface CoveredProps extends Pick<OutOfCreditsProps, 'onSend' | 'onDismiss'> {
  readonly quote: QuoteView;
  readonly words: string;
}

function Covered({ quote, words, onSend, onDismiss }: CoveredProps) {
  const { t } = useTranslation('costs');
  return (
    <Alert
      variant="default"
      className={classes['outcome'] ?? ''}
      title={t('outcome.covered.title')}
      role="status"
      data-outcome="covered"
    >
      <Stack gap="sm">
        <Text size="sm">
          {t('outcome.covered.text')} {words !== '' && t('outcome.kept')}
        </Text>
        <Group gap="sm">
          <Button onClick={() => onSend(quote)}>
            <span>
              {t('outcome.sendNow')} <PriceToPay quote={quote} />
            </span>
          </Button>
          <Button variant="subtle" onClick={onDismiss}>
            {t('outcome.dismiss')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function WhatHappened({ found }: { readonly found: PriceOutcome }) {
  const { t } = useTranslation('costs');
  switch (found.type) {
    case 'out-of-credits':
      return (
        <Trans
          t={t}
          i18nKey="outcome.out-of-credits.text"
          components={{
            needed: <Credits amount={found.needed} rounding="ceil" />,
            available: <Credits amount={found.available} rounding="floor" />,
          }}
        />
      );
    case 'in-debt':
      return (
        <Trans t={t} i18nKey="outcome.in-debt.text" components={{ debt: <Credits amount={found.debt} rounding="ceil" /> }} />
      );
    case 'price-rose':
    case 'free-turn-gone':
      return t(`outcome.${found.type}.text`);
    case 'cap-reached':
      return (
        <Trans
          t={t}
          i18nKey={`outcome.cap-reached.${found.cap}`}
          values={{ time: found.resetAt === null ? '' : timeText(found.resetAt) }}
          components={{
            limit: <Credits amount={found.limit} />,
            left: <Credits amount={found.left} rounding="floor" />,
            needed: <Credits amount={found.needed} rounding="ceil" />,
          }}
        />
      );
    case 'failed':
      return releaseReasonText(found.reason);
  }
}
