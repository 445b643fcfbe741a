/** Cuts history in chunks (high and low water), so that the prompt's beginning, and with it the AI's cache, stays the same for many turns. */

/** After a cut, this share of the room is filled again before the next one. */
const LOW_WATER = 0.5;

/**
 * The index of the first turn to keep. Walks from the first turn on, as if the story were told again: whenever the sum passes
 * `highWater`, the oldest go until half is left. The same story is always cut at the same places.
 */
export function firstKeptTurn(tokensByTurn: readonly number[], highWater: number): number {
  let first = 0;
  let sum = 0;
  tokensByTurn.forEach((tokens, index) => {
    sum += tokens;
    if (sum <= highWater) return;
    while (first <= index && sum > highWater * LOW_WATER) sum -= tokensByTurn[first++] ?? 0;
  });
  return first;
}
