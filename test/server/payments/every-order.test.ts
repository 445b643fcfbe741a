/** Events come late, twice and out of order; every order ends in one state. `npm run test:long` tries them all. */
import { SEED } from '../../core/property.ts';
import { describeEveryOrder } from './every-order.ts';

describe(`orders of Stripe's events, seed ${SEED}`, function () {
  this.timeout(60_000);
  describeEveryOrder({ wholeUpTo: 3, sample: 6 });
});
