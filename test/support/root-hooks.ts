/** Mocha's root hooks: the shared mongod ends with the run. */
import { stopTestMongo } from './test-mongo.ts';

export const mochaHooks = {
  async afterAll() {
    await stopTestMongo();
  },
};
