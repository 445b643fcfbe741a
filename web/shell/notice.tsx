/** Something to know on this page, beside what it is about. `warning`: something may be needed of the reader. */
import type { ReactNode } from 'react';
import { Group, Text } from '@mantine/core';
import classes from './notice.module.css';

interface NoticeProps {
  readonly title?: string;
  readonly tone?: 'info' | 'warning';
  readonly children: ReactNode;
  /** What can be done about it. */
  readonly actions?: ReactNode;
}

export function Notice({ title, tone = 'info', children, actions }: NoticeProps) {
  return (
    <div className={`${classes['notice'] ?? ''} ${classes[tone] ?? ''}`}>
      {title && <Text fw={600}>{title}</Text>}
      <Text component="div">{children}</Text>
      {actions && (
        <Group mt="xs" gap="md">
          {actions}
        </Group>
      )}
    </div>
  );
}
