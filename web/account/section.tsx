/** One matter of the account page. */
import type { ReactNode } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import classes from './account.module.css';

interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  return (
    <Stack component="section" gap="md" className={classes['section'] ?? ''} aria-label={title}>
      <Stack gap={2}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
