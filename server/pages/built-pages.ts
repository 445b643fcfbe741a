/** Serves the built pages: files compressed and kept by browsers, every other address the app, which knows its own pages. */
import { join } from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Log } from '#core/turns/game.ts';
import { buildPages, BUILT_PAGES } from './build-pages.ts';
import type { Pages } from './pages.ts';

/** Vite puts a hash of the content into the names of these. */
const ASSETS = join(BUILT_PAGES, 'assets');

/** Answers at once; requests wait until the pages are there. */
export function builtPages(log: Log): Pages {
  const ready = prepare(log);
  const router = Router();
  router.use(async (_request, _response, next) => {
    await ready;
    next();
  });
  router.use(protect(), compression());
  router.use('/assets', express.static(ASSETS, { immutable: true, maxAge: '1y', index: false }));
  router.use(express.static(BUILT_PAGES, { index: false, maxAge: '1h', dotfiles: 'ignore' }));
  router.use(app);
  return { handle: router, stop: () => ready };
}

async function prepare(log: Log): Promise<void> {
  try {
    const outcome = await buildPages();
    if (outcome === 'without-tools')
      log.warn({}, 'the pages are not of today’s source; run npm run build:web where Vite is installed');
  } catch (failure) {
    log.error({ failure }, 'the pages could not be built; what was built before is served');
  }
}

const app: RequestHandler = (request, response, next) => {
  if (!['GET', 'HEAD'].includes(request.method) || !request.accepts('html') || /\.\w+$/.test(request.path)) {
    next();
    return;
  }
  response.set('cache-control', 'no-cache');
  response.sendFile(join(BUILT_PAGES, 'index.html'), (failure?: Error) => {
    if (failure) next();
  });
};

/** Only our own scripts run. Styles may stand in elements (Mantine's do), pictures of worlds come from anywhere, sockets go to any process. */
function protect(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        imgSrc: ["'self'", 'data:', 'https:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        fontSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
    // Whether a deployment is reached by TLS alone is its proxy's to say.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
}
