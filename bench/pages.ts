/** The pages in a real Chromium: the first one on a slow machine, a story of 500 passages, a passage that streams in. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import { pino } from 'pino';
import { build } from 'vite';
import { createScriptedNarrator } from '#narrators/scripted/scripted-narrator.ts';
import { buildPages } from '#server/pages/build-pages.ts';
import { builtPages } from '#server/pages/built-pages.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { give, signIn } from '../test/support/players.ts';
import { openVisitor } from '../test/web/visitor.ts';
import { rounded } from './bench.ts';
import type { Bench } from './bench.ts';
import { startScriptedServer } from './bench-server.ts';
import { measureFirstPage } from './first-page.ts';
import { longestTaskOfScrolling, shiftDuring, tellStory } from './long-story.ts';
import { cut, prose } from './prose.ts';

const PASSAGES = 500;
const PASSAGE_CHARACTERS = 600;
const STREAMED_CHARACTERS = 2_500;
const STREAMED_PIECES = 400;
const PAUSE_MS = 10;

export const pagesBench: Bench = {
  name: 'pages',
  about:
    'the first page on a CPU slowed down four times beside a bare React page, scrolling 500 passages, what a streamed passage moves',
  async run(say) {
    await buildPages();
    let streams = false;
    const narrator = createScriptedNarrator((_prompt, count) =>
      streams
        ? { pieces: cut(prose(STREAMED_CHARACTERS), STREAMED_PIECES), pauseMs: PAUSE_MS }
        : { pieces: [`${count}: ${prose(PASSAGE_CHARACTERS)}`] },
    );
    const server = await startScriptedServer(narrator, builtPages(pino({ level: 'error' })));
    const bare = await startBarePage();
    const browser = await launchChromium();
    try {
      const empty = await measureFirstPage(browser, bare.url);
      say(
        `a bare React page: interactive in ${Math.round(empty.interactiveMs)} ms with ${Math.round(empty.scriptKb)} kB of scripts`,
      );
      const first = await measureFirstPage(browser, server.url);
      say(
        `the first page: interactive in ${Math.round(first.interactiveMs)} ms with ${Math.round(first.scriptKb)} kB of scripts`,
      );

      const player = await signIn(server);
      await give(server, player, 1_000_000);
      const session = await tellStory(player, PASSAGES);
      say(`a story of ${PASSAGES} passages is told`);
      const visitor = await openVisitor(browser, server.url, { as: player, patienceMs: 60_000 });
      await visitor.goTo(`/journeys/${session.journeyId}`);
      await visitor.page.getByRole('article', { name: new RegExp(`\\b${PASSAGES}$`) }).waitFor();
      const scrollTaskMs = await longestTaskOfScrolling(visitor.page, /\b1$/);
      say(`scrolling through it: no task above ${Math.round(scrollTaskMs)} ms`);
      streams = true;
      const shift = await shiftDuring(visitor.page, () => session.act('I listen.'));
      say(`a passage of ${STREAMED_CHARACTERS} characters streams in: layout shift ${shift}`);
      await session.leave();
      return {
        'interactive-ms': { value: Math.round(first.interactiveMs), want: '<= 2000' },
        'bare-interactive-ms': { value: Math.round(empty.interactiveMs), want: null },
        'blocked-ms': { value: Math.round(first.blockedMs), want: '<= 600' },
        'bare-blocked-ms': { value: Math.round(empty.blockedMs), want: null },
        'play-reacts-ms': { value: Math.round(first.playReactsMs), want: '<= 200' },
        'script-kb': { value: rounded(first.scriptKb, 1), want: '<= 250' },
        'bare-script-kb': { value: rounded(empty.scriptKb, 1), want: null },
        'scroll-task-ms': { value: Math.round(scrollTaskMs), want: '<= 50' },
        'stream-shift': { value: rounded(shift, 4), want: '<= 0' },
      };
    } finally {
      await browser.close();
      await bare.stop();
      await server.end();
    }
  },
};

/** Built and served as the pages are. */
async function startBarePage(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'imagina-bare-page-'));
  const root = join(import.meta.dirname, 'bare-page');
  await build({ configFile: false, root, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true, target: 'es2022' } });
  const server = express().use(compression(), express.static(folder)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
