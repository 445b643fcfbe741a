/** Where the credits went: one turn part by part, and what parts cost over a week. */
// In a project of your own: from '@imagina/client-sdk'.
import type { SpendingRow, TurnContext, TurnPartView } from '../index.ts';
import { amountText, credits } from './price-text.ts';

const ROWS_SHOWN = 20;

/** What the AI read and wrote for a turn, why, and what each part cost; what was cut; lore that almost matched. */
export function turnText({ n, narratorId, funding, charged, wouldHaveCost, calls, parts, lore }: TurnContext): string {
  const worth = wouldHaveCost === null ? '' : ` (worth ${credits(wouldHaveCost)})`;
  const cost = funding === 'free' ? `a free turn${worth}` : charged === null ? 'the author paid' : credits(charged);
  const counted = calls.some((call) => call.counted) ? ' · counted' : '';
  const almost = lore.entries.filter(({ state }) => state === 'near');
  const cut = parts.filter((part) => part.cut);
  return [
    `Turn ${n} by ${narratorId}: ${cost}${counted}\n`,
    tableText(['what', 'tokens', 'credits', 'why'], parts.filter((part) => !part.cut).map(partCells)),
    ...(cut.length > 0 ? ['\nLeft out:', tableText(['what', 'tokens', '', 'why'], cut.map(partCells))] : []),
    ...(almost.length > 0 ? ['\nLore that almost matched:', ...almost.map(({ name, why }) => `  ${name}: ${why}`)] : []),
    `\n${lore.entries.filter(({ state }) => state === 'in').length} of the world's ${lore.total} lore entries were read.`,
  ].join('\n');
}

function partCells({ kind, name, tokens, cost, cut, why }: TurnPartView): string[] {
  return [whatText(kind, name), String(tokens), cost === null || cut ? '' : amountText(cost), why];
}

function whatText(kind: string, name: string): string {
  if (kind === 'question') return `${name} (question)`;
  return kind === 'lore' || kind === 'character' || kind === 'summary' ? `${kind}: ${name}` : name;
}

/** The dearest first. */
export function spendingText(rows: readonly SpendingRow[]): string {
  if (rows.length === 0) return 'You paid for no turn in the last seven days; free turns cost nothing.';
  const total = rows.reduce((sum, { cost }) => sum + cost, 0);
  const cells = rows
    .slice(0, ROWS_SHOWN)
    .map(({ worldId, kind, name, turns, tokens, cost }) => [
      whatText(kind, name),
      ...[String(tokens), amountText(cost)],
      turns === 1 ? `in one turn of ${worldId}` : `in ${turns} turns of ${worldId}`,
    ]);
  const table = tableText(['what', 'tokens', 'credits', ''], cells);
  return `In the last seven days you paid ${credits(total)}:\n\n${table}`;
}

const NUMBER_COLUMNS = [1, 2];

/** Names to the left, numbers to the right, each column as wide as its widest cell; the last one as it is. */
function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const cellText = (cell: string, column: number): string =>
    NUMBER_COLUMNS.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return lines.map((cells) => `  ${cells.map(cellText).join('  ').trimEnd()}`).join('\n');
}
