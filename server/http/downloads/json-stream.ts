/** JSON documents in pieces, so that what is large never has to be in memory whole. Amounts become integers, times ISO text. */
import { toWire } from '#core/money/microcredits.ts';

type Batches = AsyncIterable<readonly unknown[]>;

/** An array, one row a line. */
export async function* jsonArray(batches: Batches): AsyncGenerator<string, void, void> {
  let separator = '[\n';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield separator + batch.map(wireJson).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n]';
}

/** An object whose values are read one after the other: each a value, or an array in batches. */
export async function* jsonObject(
  sections: Readonly<Record<string, () => Promise<unknown> | Batches>>,
): AsyncGenerator<string, void, void> {
  let separator = '{\n';
  for (const [name, read] of Object.entries(sections)) {
    yield `${separator}${JSON.stringify(name)}: `;
    const section = read();
    if (Symbol.asyncIterator in section) yield* jsonArray(section);
    else yield wireJson(await section);
    separator = ',\n';
  }
  yield '\n}\n';
}

function wireJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? toWire(part) : part));
}
