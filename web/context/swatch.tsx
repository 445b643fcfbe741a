/** A cause's color and pattern: small beside its name, or as wide as it is told to be. */
import { Box } from '@mantine/core';
import type { BoxProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import { CAUSE_COLORS, CAUSE_PATTERNS } from './cause-colors.ts';
import type { Cause } from './causes.ts';
import classes from './context.module.css';

interface SwatchProps extends BoxProps, Omit<ComponentProps<'span'>, keyof BoxProps> {
  readonly cause: Cause;
}

export function Swatch({ cause, className = classes['swatch'] ?? '', ...others }: SwatchProps) {
  return (
    <Box
      component="span"
      className={className}
      data-pattern={CAUSE_PATTERNS[cause]}
      __vars={{ '--cause': `var(--mantine-color-${CAUSE_COLORS[cause]}-filled)` }}
      {...others}
    />
  );
}
