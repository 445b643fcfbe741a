/** Reads rows a batch at a time: what a reader holds in memory is one batch, however much there is. */

/** The batches of something as long as a collection; nothing is handed back. */
export type Batches<Row> = AsyncGenerator<Row[], void, void>;

/** A cursor fetches no more at once either: MongoDB's own batches may be as large as 16 MB. */
export async function* inBatches<Row>(rows: Rows<Row>, size: number): Batches<Row> {
  let batch: Row[] = [];
  for await (const row of rows.batchSize(size)) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface Rows<Row> extends AsyncIterable<Row> {
  batchSize(size: number): AsyncIterable<Row>;
}
