/** AI models that can tell the same action, each with its price on the button that takes it. */
import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { NarratorOffer, QuoteView } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { LikelyPrice } from './quote-price.tsx';
import classes from './costs.module.css';

interface OfferListProps {
  readonly title: string;
  readonly offers: readonly NarratorOffer[];
  readonly onAccept: (narratorId: string) => void;
}

export function OfferList({ title, offers, onAccept }: OfferListProps) {
  const { t } = useTranslation('costs');
  return (
    <Stack gap="xs">
      <Text size="sm">{title}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {offers.map(({ narratorId, name, quote }, index) => (
          <Button
            key={narratorId}
            h="auto"
            py={6}
            justify="flex-start"
            variant={index === 0 ? 'filled' : 'default'}
            data-offer={narratorId}
            onClick={() => onAccept(narratorId)}
          >
            <span className={classes['offer']}>
              <span>{t('outcome.switch', { name })}</span>
              <small>
                <LikelyPrice quote={quote} />
                {quote.funding === 'credits' && <AtMost quote={quote} />}
              </small>
            </span>
          </Button>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

export function AtMost({ quote }: { readonly quote: QuoteView }) {
  const { t } = useTranslation('costs');
  return (
    <span data-figure="ceiling">
      <Trans t={t} i18nKey="outcome.atMost" components={{ most: <Credits amount={quote.ceiling} rounding="ceil" bare /> }} />
    </span>
  );
}
