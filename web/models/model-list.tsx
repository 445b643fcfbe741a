/** All AI models to choose from, as one group of radio buttons. */
import { useId, useState } from 'react';
import { Chip, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ModelCard } from './model-card.tsx';
import { inOrder, MODELS_FEW, orderOf } from './model-rows.ts';
import type { ModelRow } from './model-rows.ts';

interface ModelListProps {
  readonly rows: readonly ModelRow[];
  readonly chosenId: string | null;
  readonly hasBegun: boolean;
  readonly onChoose: (narratorId: string) => void;
}

export function ModelList({ rows, chosenId, hasBegun, onChoose }: ModelListProps) {
  const { t } = useTranslation('models');
  const group = useId();
  const [order] = useState(() => orderOf(rows, chosenId));
  const [freeOnly, setFreeOnly] = useState(false);
  const shown = inOrder(rows, order).filter(({ model }) => !freeOnly || model.freeEligible || model.narratorId === chosenId);
  return (
    <Stack gap="md">
      {rows.length > MODELS_FEW && (
        <Chip checked={freeOnly} onChange={setFreeOnly}>
          {t('freeOnly')}
        </Chip>
      )}
      <Stack gap="sm" role="radiogroup" aria-label={t('title')}>
        {shown.map(({ model, quote }) => (
          <ModelCard
            key={model.narratorId}
            {...{ model, quote, group, hasBegun }}
            isChosen={model.narratorId === chosenId}
            onChoose={() => onChoose(model.narratorId)}
          />
        ))}
      </Stack>
    </Stack>
  );
}
