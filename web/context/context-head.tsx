/** Who told the turn, when, and who paid what for it. */
import { Group, Stack, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { TurnContext } from '#sdk/index.ts';
import { Credits } from '../format/credits-text.tsx';
import { dateTimeText } from '../format/times.ts';
import { useNarratorName } from './use-narrator-name.ts';

export function ContextHead({ context }: { readonly context: TurnContext }) {
  const { t } = useTranslation('context');
  const name = useNarratorName(context.narratorId);
  const { served, at } = context;
  return (
    <Stack gap={4}>
      <Group gap="md" justify="space-between" align="baseline">
        <Text>
          {t('toldBy', { name })}
          {served !== null && (
            <Text span size="sm" c="dimmed" data-served={served}>
              {' '}
              {t('served', { served })}
            </Text>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {dateTimeText(at)}
        </Text>
      </Group>
      <Text size="sm">
        <WhatItCost context={context} />
      </Text>
    </Stack>
  );
}

function WhatItCost({ context: { charged, wouldHaveCost, funding } }: { readonly context: TurnContext }) {
  const { t } = useTranslation('context');
  if (charged === null || wouldHaveCost === null) return t('notYours');
  const isFree = funding === 'free';
  return (
    <span data-figure="charged">
      <Trans
        t={t}
        i18nKey={isFree ? 'freeTurn' : 'charged'}
        components={{ amount: <Credits amount={isFree ? wouldHaveCost : charged} /> }}
      />
    </span>
  );
}
