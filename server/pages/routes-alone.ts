/** A step of the pages' build: in a browser the REST contract has its routes, without the schemas. */
import { join } from 'node:path';
import { minifyContractRouter } from '@orpc/contract';
import type { Plugin } from 'vite';
import { restContract } from '#protocol/rest-contract.ts';

const CONTRACT = join(import.meta.dirname, '../../client-sdk/protocol/rest-contract.ts');

/** Who asks needs no schemas: without them zod is not part of the first page. oRPC's own way. */
export const routesAlone: Plugin = {
  name: 'routes-alone',
  load: (id) => (id === CONTRACT ? `export const restContract = ${JSON.stringify(minifyContractRouter(restContract))};` : null),
};
