/** AI models that can tell the same action, each with its price on the button that takes it. */
import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NarratorOffer } from '#sdk/index.ts';
import { PriceToPay } from './quote-price.tsx';
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
                <PriceToPay quote={quote} />
              </small>
            </span>
          </Button>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
