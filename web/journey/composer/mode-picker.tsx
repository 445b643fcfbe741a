/** How an action is meant: done, said, told, or left to the story. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MODES } from '#sdk/index.ts';
import type { Mode } from '#sdk/index.ts';

interface ModePickerProps {
  readonly mode: Mode;
  readonly onChange: (mode: Mode) => void;
}

export function ModePicker({ mode, onChange }: ModePickerProps) {
  const { t } = useTranslation('journey');
  return (
    <SegmentedControl<Mode>
      size="sm"
      aria-label={t('composer.modes')}
      value={mode}
      onChange={onChange}
      data={MODES.map((value) => ({ value, label: t(`composer.mode.${value}`) }))}
    />
  );
}
