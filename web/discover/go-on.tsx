/** First of all for who was here before: the journeys that they can go on with. */
import { Anchor, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JourneyRow } from '#sdk/index.ts';
import { JourneyCard } from './journey-card.tsx';

const SHOWN_MAX = 3;

export function GoOn({ journeys }: { readonly journeys: readonly JourneyRow[] }) {
  const { t } = useTranslation('discover');
  return (
    <Stack component="section" gap="sm" aria-label={t('goOn')}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {t('goOn')}
        </Title>
        {journeys.length > SHOWN_MAX && (
          <Anchor component={Link} href="/dashboard">
            {t('allJourneys', { count: journeys.length })}
          </Anchor>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {journeys.slice(0, SHOWN_MAX).map((journey) => (
          <JourneyCard key={journey.journeyId} journey={journey} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
