/** "2 / 3": the tellings of the newest place in the story, with arrows between them. */
import { ActionIcon, Group, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JourneySnapshot, PassageSnapshot } from '#sdk/index.ts';
import { NextIcon, PreviousIcon } from '../../shell/icons.tsx';

interface AlternativesProps {
  readonly told: PassageSnapshot;
  readonly state: JourneySnapshot;
  readonly isPending: boolean;
  readonly onChoose: (turnId: string) => void;
}

export function Alternatives({ told, state: { headAlternatives }, isPending, onChoose }: AlternativesProps) {
  const { t } = useTranslation('journey');
  if (headAlternatives.length < 2) return null;
  const at = headAlternatives.indexOf(told.turnId);
  const arrow = (turnId: string | undefined, label: string, icon: typeof NextIcon) => {
    const Arrow = icon;
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        title={label}
        disabled={turnId === undefined || isPending}
        onClick={() => turnId !== undefined && onChoose(turnId)}
      >
        <Arrow size={18} />
      </ActionIcon>
    );
  };
  return (
    <Group gap={2} wrap="nowrap">
      {arrow(headAlternatives[at - 1], t('controls.previous'), PreviousIcon)}
      <Text size="sm" role="status" style={{ fontVariantNumeric: 'tabular-nums' }}>
        <span aria-hidden="true">{t('controls.ofShort', { at: told.alternative, count: told.alternatives })}</span>
        <VisuallyHidden>{t('controls.of', { at: told.alternative, count: told.alternatives })}</VisuallyHidden>
      </Text>
      {arrow(headAlternatives[at + 1], t('controls.next'), NextIcon)}
    </Group>
  );
}
