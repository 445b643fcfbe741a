/** One's own limits: the most that a turn and a day may take, and when to warn. */
import { useState } from 'react';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WalletView } from '#sdk/index.ts';
import { creditsText } from '../../format/credits.ts';
import { timeText } from '../../format/times.ts';
import { game } from '../../game/game.ts';
import { Failure } from '../../shell/failure.tsx';
import { DashboardFrame } from '../dashboard-frame.tsx';
import { useWallet } from '../use-wallet.ts';
import { limitOf, typedOf } from './limit-input.ts';

export function LimitsPage() {
  const { t } = useTranslation('dashboard');
  const wallet = useWallet();
  return (
    <DashboardFrame title={t('limits.title')} lead={t('limits.lead')}>
      {wallet && <Limits wallet={wallet} />}
    </DashboardFrame>
  );
}

const FIELDS = ['turn', 'day', 'warnBelow'] as const;
type Field = (typeof FIELDS)[number];

function Limits({ wallet }: { readonly wallet: WalletView }) {
  const { t } = useTranslation('dashboard');
  const queries = useQueryClient();
  const { caps, warnBelow, spentToday, freeTurnsResetAt } = wallet;
  const [typed, setTyped] = useState<Record<Field, string>>({
    turn: typedOf(caps.turn),
    day: typedOf(caps.day),
    warnBelow: typedOf(warnBelow),
  });
  const limits = { turn: limitOf(typed.turn), day: limitOf(typed.day), warnBelow: limitOf(typed.warnBelow) };
  const wrong = FIELDS.filter((field) => limits[field] === undefined);
  const save = useMutation({
    mutationFn: () => {
      const { turn = null, day = null, warnBelow: warning = null } = limits;
      return game.api.wallet.setCaps({ turn, day, warnBelow: warning });
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['me'] }),
  });
  const change = (field: Field, value: string) => {
    save.reset();
    setTyped((now) => ({ ...now, [field]: value }));
  };
  /** Shows how it was understood. */
  const leave = (field: Field) => {
    const limit = limits[field];
    if (limit !== undefined) setTyped((now) => ({ ...now, [field]: typedOf(limit) }));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length === 0) save.mutate();
      }}
    >
      <Stack gap="lg" maw="30rem">
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            size="md"
            label={t(`limits.${field}.label`)}
            description={t(`limits.${field}.hint`, { time: timeText(freeTurnsResetAt), text: creditsText(spentToday) })}
            placeholder={t(`limits.${field}.none`)}
            inputMode="decimal"
            autoComplete="off"
            value={typed[field]}
            onChange={(event) => change(field, event.currentTarget.value)}
            onBlur={() => leave(field)}
            error={wrong.includes(field) && t('limits.wrong')}
          />
        ))}
        <Text size="sm" c="dimmed">
          {t('limits.meaning')}
        </Text>
        {save.isError && <Failure failure={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('limits.save')}
          </Button>
          <Text role="status">{save.isSuccess && t('limits.saved')}</Text>
        </Group>
      </Stack>
    </form>
  );
}
