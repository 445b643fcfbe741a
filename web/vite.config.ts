/** How the pages are built (`npm run build:web`) and served while developing (`npm run dev`). */
import { fileURLToPath } from 'node:url';
import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { restContract } from '#protocol/rest-contract.ts';

const pathTo = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const CONTRACT = pathTo('../client-sdk/protocol/rest-contract.ts');

/** Who asks needs the contract's routes, not its schemas: without them zod is not part of the first page. oRPC's own way. */
const routesAlone: Plugin = {
  name: 'routes-alone',
  apply: 'build',
  load: (id) => (id === CONTRACT ? `export const restContract = ${JSON.stringify(minifyContractRouter(restContract))};` : null),
};

export default defineConfig({
  root: pathTo('.'),
  plugins: [react(), routesAlone],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // What the first page waits for is one file: each of fifty would cost a slow machine as much as the code in it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first-page', tags: ['$initial'] }] } } },
    // Measured by the browser tests, which know the limit; the warning would only repeat it.
    chunkSizeWarningLimit: 1_000,
  },
});
