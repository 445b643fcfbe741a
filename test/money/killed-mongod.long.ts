/** The database dies twenty times under 16 writers. */
import { expect } from 'chai';
import { killMongod } from './killed-mongod.ts';
import { noTally } from './tally.ts';

describe('a mongod killed with -9, again and again', function () {
  this.timeout(600_000);

  it('[LG2][LG7][LG8] loses nothing and doubles nothing, after 20 kills under 16 writers', async () => {
    expect(await killMongod(20)).to.deep.equal(noTally());
  });
});
