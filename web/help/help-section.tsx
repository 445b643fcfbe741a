/** One section of an article, reachable by its own address. */
import type { ReactNode } from 'react';
import { Stack, Title } from '@mantine/core';
import classes from './help.module.css';

interface HelpSectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

export function HelpSection({ id, title, children }: HelpSectionProps) {
  return (
    <Stack component="section" id={id} aria-labelledby={`${id}-title`} gap="sm" className={classes['section'] ?? ''}>
      <Title order={2} size="h3" id={`${id}-title`}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}
