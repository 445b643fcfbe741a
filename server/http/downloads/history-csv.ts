/** A player's history as a table for people: RFC 4180, amounts in credits, prices in their currency, no text that a spreadsheet would take for a formula. */
import { stringify } from 'csv-stringify/sync';
import type { HistoryRow } from '#protocol/rest-contract.ts';
import type { BookedEntry } from '#core/ledger/entry.ts';
import { exactCredits } from '#core/money/microcredits.ts';
import { decimalPrice } from '#core/purchases/currency.ts';
import { historyRowView } from '#core/turns/history-row.ts';
import type { StoryNames } from '#models/story-names.ts';

type Cell = string | number | bigint | boolean | null | undefined;

export async function* historyCsv(
  playerId: string,
  batches: AsyncIterable<readonly BookedEntry[]>,
  names: StoryNames,
): AsyncGenerator<string, void, void> {
  let header = true;
  for await (const batch of batches) {
    const places = batch.map(placeOf);
    await names.read({
      journeyIds: places.flatMap(({ journeyId }) => journeyId ?? []),
      worldIds: places.flatMap(({ worldId }) => worldId ?? []),
    });
    yield csvOf(
      batch.map((entry) => cellsOf(entry, playerId, names)),
      header,
    );
    header = false;
  }
  if (header) yield csvOf([], true);
}

/** The columns in their order. Amounts are bigints, which come out as exact decimals; `CSV_COLUMNS` of open-api.ts explains them. */
function cellsOf(entry: BookedEntry, playerId: string, names: StoryNames): Record<(typeof COLUMNS)[number], Cell> {
  const { turn, purchase, ...row } = historyRowView(entry, playerId);
  const { journeyId, worldId } = placeOf(entry);
  return {
    ...{
      time: row.at,
      kind: row.kind,
      credits: BigInt(row.amount),
      balance: amountOf(row.balance),
      debt: BigInt(row.debt),
      reason: row.reason,
    },
    world: worldId === null ? null : (names.worldName(worldId) ?? worldId),
    journey: journeyId === null ? null : (names.journeyTitle(journeyId) ?? journeyId),
    ...{ turn: turn?.n, state: turn?.state, ai: turn?.narratorId, paidBy: turn?.funding },
    ...{ wouldHaveCost: amountOf(turn?.wouldHaveCost), ceiling: amountOf(turn?.ceiling), priceVersion: turn?.priceVersion },
    ...{ input: turn?.usage?.input, cacheRead: turn?.usage?.cacheRead, cacheWrite: turn?.usage?.cacheWrite },
    ...{ output: turn?.usage?.output, counted: turn?.counted },
    ...{ pack: purchase?.packId, currency: purchase?.currency, paid: paidOf(purchase), purchaseId: purchase?.purchaseId },
    ...{ journeyId, runDay: row.runDay, reverses: row.reverses, cause: row.cause, asGuest: row.asGuest, key: row.key },
  };
}

const COLUMNS = [
  ...(['time', 'kind', 'credits', 'balance', 'debt', 'reason', 'world', 'journey', 'turn', 'state', 'ai', 'paidBy'] as const),
  ...(['wouldHaveCost', 'ceiling', 'priceVersion', 'input', 'cacheRead', 'cacheWrite', 'output', 'counted'] as const),
  ...(['pack', 'currency', 'paid', 'purchaseId', 'journeyId', 'runDay', 'reverses', 'cause', 'asGuest', 'key'] as const),
] as const;

function csvOf(rows: readonly Record<string, Cell>[], header: boolean): string {
  return stringify([...rows], {
    ...{ header, columns: [...COLUMNS], record_delimiter: 'windows', quoted_match: /[\r\n]/, escape_formulas: true },
    cast: { bigint: (amount) => exactCredits(amount), boolean: (yes) => (yes ? 'yes' : 'no') },
  });
}

function amountOf(wire: number | null | undefined): bigint | null {
  return typeof wire === 'number' ? BigInt(wire) : null;
}

function paidOf(purchase: HistoryRow['purchase']): string | null {
  if (!purchase || purchase.paid === null || purchase.currency === null) return null;
  return decimalPrice(purchase.paid, purchase.currency);
}

/** Where a row happened: of turns and their reversals. */
function placeOf({ meta }: BookedEntry): { journeyId: string | null; worldId: string | null } {
  const { journeyId = null, worldId = null } = meta as { journeyId?: string | null; worldId?: string | null };
  return { journeyId, worldId };
}
