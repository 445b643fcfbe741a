/** One pack: credits, bonus, price, and what that is in turns. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PackView, WorldSummary } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { moneyText } from '../../format/money.ts';
import classes from '../dashboard.module.css';
import { turnsFor } from './turns-for.ts';

interface PackCardProps {
  readonly pack: PackView;
  readonly worlds: readonly WorldSummary[];
  /** What the AI model that players begin with is called; null until it is known. */
  readonly model: string | null;
  readonly opening: boolean;
  readonly disabled: boolean;
  readonly onBuy: () => void;
}

export function PackCard({ pack, worlds, model, opening, disabled, onBuy }: PackCardProps) {
  const { t } = useTranslation('dashboard');
  const { credits, bonus, price, currency } = pack;
  const text = creditsText(credits + bonus);
  const cost = moneyText(price, currency);
  const turns = turnsFor(credits + bonus, worlds);
  return (
    <Stack component="section" gap="xs" className={classes['raised'] ?? ''} aria-label={t('packs.pack', { text })}>
      <Title order={2} size="h3">
        {t('packs.pack', { text })}
      </Title>
      {turns !== null && model !== null && <Text>{t('packs.turns', { count: turns, text: turns.toLocaleString(), model })}</Text>}
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
