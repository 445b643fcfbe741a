/** 2,000 random operations on money; `npm run test:long` runs 50,000. `FUZZ_SEED=7` draws others. */
import { expect } from 'chai';
import { SEED } from '../core/property.ts';
import { runAgainstModel } from './run-against-model.ts';
import { noTally } from './tally.ts';

describe(`money against its reference model (seed ${SEED})`, function () {
  this.timeout(300_000);

  it('[LG1][LG4][LG6][RV2][RV3][PY2] answers and books the same over 2,000 random operations', async () => {
    expect(await runAgainstModel(2_000)).to.deep.equal(noTally());
  });
});
