/** Mocha's root hooks: the shared mongod and the shared browser end with the run. */
import { closeSharedChromium } from './chromium.ts';
import { stopTestMongo } from './test-mongo.ts';

export const mochaHooks = {
  async afterAll() {
    await closeSharedChromium();
    await stopTestMongo();
  },
};
