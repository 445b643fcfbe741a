/** How the pages are built (`npm run build:web`) and served while developing (`npm run dev`). */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
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
