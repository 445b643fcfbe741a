/** Reads a cursor a batch at a time: what an audit holds in memory is one batch, however much there is. */
import type { FindCursor } from 'mongodb';

export async function* inBatches<T>(cursor: FindCursor<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const document of cursor.batchSize(size)) {
    // MongoDB's own batches may be as large as 16 MB
    batch.push(document);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
