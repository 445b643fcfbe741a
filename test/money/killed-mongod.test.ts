/** The database dies under 16 writers, twice; `npm run test:long` has it die twenty times. */
import { expect } from 'chai';
import { killMongod } from './killed-mongod.ts';
import { noTally } from './tally.ts';

describe('a mongod killed with -9', function () {
  this.timeout(90_000);

  it('[LG2][LG7][LG8] loses nothing and doubles nothing, after 2 kills under 16 writers', async () => {
    expect(await killMongod(2)).to.deep.equal(noTally());
  });
});
