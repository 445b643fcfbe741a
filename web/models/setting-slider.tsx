/** How long, or how much: one setting in tokens, with what that is in words. */
import { useId } from 'react';
import { Box, Group, Slider, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText } from '../format/numbers.ts';
import { withinLimits, wordsOf } from './setting-limits.ts';
import type { SettingLimits } from './setting-limits.ts';
import classes from './turn-settings.module.css';

interface SettingSliderProps {
  readonly label: string;
  readonly text: string;
  /** null: as the AI model usually does. */
  readonly value: number | null;
  readonly limits: SettingLimits;
  readonly onChange: (value: number | null) => void;
}

export function SettingSlider({ label, text, value, limits, onChange }: SettingSliderProps) {
  const { t } = useTranslation('models');
  const id = useId();
  const { least, most, usual, step } = limits;
  const shown = withinLimits(value, limits);
  const inWords = t('settings.inWords', { words: countText(wordsOf(shown)), tokens: countText(shown) });
  const isFixed = least >= most;
  return (
    <Box>
      <Group justify="space-between" align="baseline" gap="xs">
        <Text fw={600} id={id}>
          {label}
        </Text>
        <Text size="sm">{inWords}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {isFixed ? t('settings.fixed') : text}
      </Text>
      {!isFixed && (
        <Slider
          my="sm"
          size="lg"
          thumbSize={24}
          min={least}
          max={most}
          step={step}
          value={shown}
          onChange={onChange}
          label={null}
          marks={[{ value: usual }]}
          thumbProps={{ 'aria-labelledby': id, 'aria-valuetext': inWords }}
        />
      )}
      <Group justify="space-between" gap="xs" mih="1.75rem">
        <Text size="sm" c="dimmed">
          {t(value === null ? 'settings.isUsual' : 'settings.usual', { tokens: countText(usual) })}
        </Text>
        {value !== null && (
          <UnstyledButton className={classes['reset'] ?? ''} onClick={() => onChange(null)}>
            {t('settings.reset')}
          </UnstyledButton>
        )}
      </Group>
    </Box>
  );
}
