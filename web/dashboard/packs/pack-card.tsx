/** One pack: credits, bonus, price, and what that is in turns. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PackView } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { countText } from '../../format/numbers.ts';
import { moneyText } from '../../format/money.ts';
import classes from '../dashboard.module.css';
import { turnsFor } from './turns-for.ts';

interface PackCardProps {
  readonly pack: PackView;
  /** By what turns are counted; null until it is known. */
  readonly counted: { readonly cost: number; readonly model: string } | null;
  readonly opening: boolean;
  readonly disabled: boolean;
  readonly onBuy: () => void;
}

export function PackCard({ pack, counted, opening, disabled, onBuy }: PackCardProps) {
  const { t } = useTranslation('dashboard');
  const { credits, bonus, price, currency } = pack;
  const text = creditsText(credits + bonus);
  const cost = moneyText(price, currency);
  const turns = counted && turnsFor(credits + bonus, counted.cost);
  return (
    <Stack component="section" gap="xs" className={classes['raised'] ?? ''} aria-label={t('packs.pack', { text })}>
      <Title order={2} size="h3">
        {t('packs.pack', { text })}
      </Title>
      {counted && turns !== null && (
        <Text>{t('packs.turns', { count: turns, text: countText(turns), model: counted.model })}</Text>
      )}
      {bonus > 0 && (
        <Text size="sm" c="dimmed">
          {t('packs.bonus', { text: creditsText(bonus) })}
        </Text>
      )}
      <Button
        size="md"
        mt="auto"
        loading={opening}
        disabled={disabled && !opening}
        aria-label={t('packs.buyLabel', { text, cost })}
        onClick={onBuy}
      >
        {t('packs.buy', { cost })}
      </Button>
    </Stack>
  );
}
