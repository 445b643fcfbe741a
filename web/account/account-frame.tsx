/** What pages about signing in share: one narrow column with a title. */
import type { ReactNode } from 'react';
import { Stack, Text, Title } from '@mantine/core';
import { usePageTitle } from '../shell/page-title.ts';

interface AccountFrameProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

export function AccountFrame({ title, lead, children }: AccountFrameProps) {
  usePageTitle(title);
  return (
    <Stack maw="27rem" mx="auto" gap="lg">
      <Stack gap={4}>
        <Title>{title}</Title>
        {lead && <Text c="dimmed">{lead}</Text>}
      </Stack>
      {children}
    </Stack>
  );
}
