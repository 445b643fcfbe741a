/** One call of a turn: a bar of what was read and written, its key, and a row for every part. */
import { useState } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TurnContext, TurnPartView } from '#sdk/index.ts';
import { countText } from '../format/numbers.ts';
import { causeOf, groupedByCause, rememberedOf, tokensOf } from './causes.ts';
import type { Cause } from './causes.ts';
import { ContextBar } from './context-bar.tsx';
import { ContextKey } from './context-key.tsx';
import { PartTable } from './part-table.tsx';

interface CallPartsProps {
  readonly call: TurnPartView['call'];
  readonly facts: TurnContext['calls'][number] | undefined;
  readonly parts: readonly TurnPartView[];
  /** Microcredits, of the whole turn; null when it is somebody else's. */
  readonly total: number | null;
}

export function CallParts({ call, facts, parts, total }: CallPartsProps) {
  const { t } = useTranslation('context');
  const [pointedAt, setPointedAt] = useState<Cause | null>(null);
  const [chosen, setChosen] = useState<Cause | null>(null);
  const groups = groupedByCause(parts);
  const remembered = rememberedOf(parts, facts?.usage?.cacheRead ?? 0);
  const shown = chosen === null ? parts : parts.filter((part) => causeOf(part) === chosen);
  return (
    <Stack gap="sm" component="section" data-call={call}>
      <div>
        <Title order={3} size="h4">
          {t(`call.${call}`)}
        </Title>
        <Usage facts={facts} />
      </div>
      <ContextBar groups={groups} pointedAt={pointedAt ?? chosen} onPoint={setPointedAt} />
      <ContextKey
        groups={groups}
        pointedAt={pointedAt}
        chosen={chosen}
        onPoint={setPointedAt}
        onChoose={(cause) => setChosen(cause === chosen ? null : cause)}
      />
      <PartTable caption={t(`call.${call}`)} parts={shown} remembered={remembered} tokens={tokensOf(parts)} total={total} />
    </Stack>
  );
}

function Usage({ facts }: { readonly facts: CallPartsProps['facts'] }) {
  const { t } = useTranslation('context');
  if (!facts) return null;
  const { usage, counted } = facts;
  const read = usage && usage.input + usage.cacheRead + usage.cacheWrite;
  return (
    <Text size="sm" c="dimmed">
      {usage &&
        t(usage.cacheRead > 0 ? 'usageWarm' : 'usage', {
          read: countText(read ?? 0),
          remembered: countText(usage.cacheRead),
          written: countText(usage.output),
        })}
      {counted && ` ${t('counted')}`}
    </Text>
  );
}
