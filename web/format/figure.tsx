/** One figure with its name, as dashboards show them. */
import type { ReactNode } from 'react';
import { Paper, Text } from '@mantine/core';

interface FigureProps {
  readonly name: string;
  readonly children: ReactNode;
  /** What it means, in a few words. */
  readonly note?: string;
}

export function Figure({ name, children, note }: FigureProps) {
  return (
    <Paper withBorder bg="var(--raised)" p="md">
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fz={28} fw={560} ff="var(--story-font)" lh={1.3}>
        {children}
      </Text>
      {note && (
        <Text component="dd" m={0} size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  );
}
