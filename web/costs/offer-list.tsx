/** AI models that can tell the same action, each with its price on the button that takes it. */
import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorOffer } from '#sdk/index.ts';
import { LikelyPrice, PriceRange } from './quote-price.tsx';
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
      {offers.map(({ narratorId, name, quote }, index) => (
        <div key={narratorId} className={classes['offer']} data-offer={narratorId}>
          <Button h="auto" py={6} variant={index === 0 ? 'filled' : 'default'} onClick={() => onAccept(narratorId)}>
            <span className={classes['offerFace']}>
              <span>{t('outcome.switch', { name })}</span>
              <small>
                <LikelyPrice quote={quote} />
              </small>
            </span>
          </Button>
          <Text size="sm" c="dimmed">
            <PriceRange quote={quote} />
          </Text>
        </div>
      ))}
    </Stack>
  );
}
