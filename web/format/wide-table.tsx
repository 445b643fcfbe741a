/** A table that is wider than a phone: it scrolls by itself, by keyboard too. */
import type { ReactNode } from 'react';
import { Table } from '@mantine/core';

interface WideTableProps {
  /** What the table has: the name of the part that scrolls. */
  readonly label: string;
  readonly minWidth: number;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function WideTable({ label, minWidth, className = '', children }: WideTableProps) {
  return (
    <Table.ScrollContainer type="native" minWidth={minWidth} className={className} role="group" aria-label={label} tabIndex={0}>
      {children}
    </Table.ScrollContainer>
  );
}
