/** Tables for terminals: names to the left, numbers to the right, every column as wide as its widest cell. */
import { styleText } from 'node:util';

export interface TableText {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A last row, set apart. */
  readonly total?: readonly string[];
}

/** Colors only on terminals: `styleText` looks at the stream itself. */
export function textTable({ header, rows, total }: TableText): string {
  const all = [header, ...rows, ...(total ? [total] : [])];
  const widths = header.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => (column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width)))
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(header)), ...rows.map(line), ...(total ? [styleText('bold', line(total))] : [])].join('\n');
}
