/** `npm run dev`: Vite serves the pages from their source and changes them in the browser as they are written. */
import { createServer } from 'vite';
import { VITE_CONFIG } from './build-pages.ts';
import type { Pages } from './pages.ts';

/** `port`: the server's. */
export async function pagesInTheMaking(port: number): Promise<Pages> {
  const vite = await createServer({
    configFile: VITE_CONFIG,
    // Node reads it as it is; a bundled copy of it would look to `node --watch` like a change.
    configLoader: 'native',
    appType: 'spa',
    // The next port: the server's own sockets belong to the rooms.
    server: { middlewareMode: true, hmr: { port: port + 1 } },
    logLevel: 'warn',
  });
  return {
    handle: (request, response, next) => {
      vite.middlewares(request, response, next);
    },
    stop: () => vite.close(),
  };
}
