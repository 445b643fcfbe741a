/** Property tests that replay: every run draws the same cases, and the seed stands in the title of the suite. */
import * as fc from 'fast-check';

/** Another one by `FUZZ_SEED=7 npx mocha …`; a failure prints seed, path and the smallest case that fails. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123);

export function always<Case extends [unknown, ...unknown[]]>(property: fc.IProperty<Case>, numRuns = 300): void {
  fc.assert(property, { seed: SEED, numRuns });
}
