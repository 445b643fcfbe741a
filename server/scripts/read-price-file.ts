/** Reads a file of price rows as operators write it: every fault named with its narrator and field, all at once. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { priceListFaults, priceRowLabel } from '#core/pricing/price-book.ts';
import type { PriceRow } from '#core/pricing/price-book.ts';
import { OperatorFault } from '../operator-fault.ts';

// Here is only which fields there are; what they may say is `priceListFaults`'s business.
const value = z.unknown().optional();
const pools = { input: value, output: value, cacheRead: value, cacheWrite: value };
const PriceFileSchema = z.strictObject({
  narrators: z.array(
    z.strictObject({
      ...{ narratorId: value, tier: value, freeEligible: value, contextTokens: value, cacheLifetimeSeconds: value },
      ...pools,
      accepts: value,
      vendorUsd: z.strictObject(pools).optional(),
    }),
  ),
});

type Issue = z.core.$ZodIssue;

/** Throws an OperatorFault with a line per fault. */
export async function readPriceFile(path: string): Promise<PriceRow[]> {
  const written = parsedJson(path, await textOf(path));
  const { error } = PriceFileSchema.safeParse(written);
  const rows = rowsOf(written);
  const faults = [...(error?.issues ?? []).flatMap((issue) => shapeFaults(issue, rows)), ...priceListFaults(rows)];
  if (faults.length > 0) throw new OperatorFault([`${path} is not a price book:`, ...faults].join('\n  '));
  return rows as PriceRow[];
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    if (!code) throw failure;
    throw new OperatorFault(`${path} cannot be read (${code}).`);
  }
}

function parsedJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (failure) {
    const sentence = (failure as SyntaxError).message.replaceAll(/\s+/g, ' ');
    throw new OperatorFault(`${path} is not JSON: ${sentence}. \`prices -- show\` prints the form.`);
  }
}

function rowsOf(written: unknown): readonly unknown[] {
  const { narrators } = (written ?? {}) as { narrators?: unknown };
  return Array.isArray(narrators) ? narrators : [];
}

/** Unknown fields, and a file that has no list of rows; what a row or a value is wrong at, `priceListFaults` tells. */
function shapeFaults(issue: Issue, rows: readonly unknown[]): string[] {
  const [, index, ...fields] = issue.path;
  const where = typeof index === 'number' ? priceRowLabel(rows[index], index) : 'the file';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${where}: ${[...fields, key].join('.')} is not a field of a price book`);
  return index === undefined ? [`${where}: must be {"narrators": [rows]}`] : [];
}
