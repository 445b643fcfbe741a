/** 50,000 random operations on money. */
import { expect } from 'chai';
import { SEED } from '../core/property.ts';
import { runAgainstModel } from './run-against-model.ts';
import { noTally } from './tally.ts';

describe(`money against its reference model, for long (seed ${SEED})`, function () {
  this.timeout(3_600_000);

  it('[LG1][LG4][LG6][RV2][RV3][PY2] answers and books the same over 50,000 random operations', async () => {
    expect(await runAgainstModel(50_000)).to.deep.equal(noTally());
  });
});
