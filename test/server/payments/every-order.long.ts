/** Every order of up to five events, and sixty of more: all of them end in one state. */
import { SEED } from '../../core/property.ts';
import { describeEveryOrder } from './every-order.ts';

describe(`all orders of Stripe's events, seed ${SEED}`, function () {
  this.timeout(300_000);
  describeEveryOrder({ wholeUpTo: 5, sample: 60 });
});
