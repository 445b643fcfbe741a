/** `npm run screenshots`: every page, day and night, on a desk and a phone, as pictures in docs/screenshots/. */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import progress from 'cli-progress';
import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { builtPages } from '#server/pages/built-pages.ts';
import { buildPages } from '#server/pages/build-pages.ts';
import { launchChromium } from '../support/chromium.ts';
import { stopTestMongo } from '../support/test-mongo.ts';
import { openListedPage } from './lively/open-listed-page.ts';
import { PAGES, viewportsOf } from './lively/page-list.ts';
import type { ListedPage } from './lively/page-list.ts';
import { startLivelyServer } from './lively/start-lively-server.ts';
import type { LivelyServer } from './lively/start-lively-server.ts';
import { toPalettePng } from './lively/palette-png.ts';
import { openVisitor } from './visitor.ts';

const FOLDER = join(import.meta.dirname, '../../docs/screenshots');
const HELP = `npm run screenshots [-- NAME…]

Starts a server that people have played on for a fortnight (nothing of yours is touched) and writes its pages to docs/screenshots/ as
PAGE-THEME-WIDTH.png: ${PAGES.length} pages, in two themes and two widths. With names, only those pages: ${PAGES.map(({ name }) => name).join(', ')}.
Needs a Chromium: the system's, one named in CHROMIUM_PATH, or Playwright's own. Ctrl-C stops it cleanly.`;

/** Every picture of a page, by its file. */
function viewsOf(listed: ListedPage) {
  return viewportsOf(listed).flatMap((viewport) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      viewport,
      colorScheme,
      file: `${listed.name}-${colorScheme}-${viewport.width}.png`,
    })),
  );
}

/** Nothing moves any more after this: fonts are there, charts drawn, pictures loaded. */
const SETTLE_MS = 600;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const unknown = positionals.filter((name) => !PAGES.some((listed) => listed.name === name));
  if (unknown.length > 0) {
    console.error(`No such page: ${unknown.join(', ')}.\n\n${HELP}`);
    return 2;
  }
  const pages = PAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const interruption = interruptible();
  await buildPages();
  const browser = await launchChromium();
  try {
    const lively = await startLivelyServer({ pages: builtPages(pino({ level: 'error' })) });
    try {
      await takeAll(pages, { lively, browser, interruption });
    } finally {
      await lively.stop();
    }
  } finally {
    await browser.close();
    await stopTestMongo();
  }
  return 0;
}

interface Studio {
  readonly lively: LivelyServer;
  readonly browser: Browser;
  readonly interruption: AbortSignal;
}

async function takeAll(pages: readonly ListedPage[], studio: Studio): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const bar = new progress.SingleBar({
    format: 'Pictures {bar} {value} of {total} {name}',
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(pages.flatMap(viewsOf).length, 0, { name: '' });
  for (const listed of pages) {
    for (const view of viewsOf(listed)) {
      studio.interruption.throwIfAborted();
      bar.update({ name: view.file });
      await take(listed, view, studio);
      bar.increment();
    }
  }
  bar.stop();
  if (pages.length === PAGES.length) await removeOthers();
  const files = await readdir(FOLDER);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(FOLDER, file))).size));
  console.log(
    `${files.length} pictures in docs/screenshots/, ${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1)} MB.`,
  );
}

type View = ReturnType<typeof viewsOf>[number];

async function take(listed: ListedPage, { file, ...view }: View, { lively, browser }: Studio): Promise<void> {
  const visitor = await openVisitor(browser, lively.url, {
    ...view,
    reducedMotion: 'reduce',
    ...(listed.as && { as: lively[listed.as] }),
  });
  try {
    await openListedPage(visitor, listed, lively);
    await visitor.page.waitForTimeout(SETTLE_MS);
    await writeFile(join(FOLDER, file), toPalettePng(await visitor.page.screenshot({ animations: 'disabled', caret: 'hide' })));
    const faults = visitor.faults();
    if (faults.length > 0) throw new Error(`${listed.name} complains:\n${faults.join('\n')}`);
  } finally {
    await visitor.close();
  }
}

/** Pictures of pages that are listed no more. */
async function removeOthers(): Promise<void> {
  const names = PAGES.flatMap(viewsOf).map(({ file }) => file);
  for (const file of await readdir(FOLDER)) if (!names.includes(file)) await rm(join(FOLDER, file));
}

/** Ctrl-C ends after the picture that is being taken, with everything stopped; a second one at once. */
function interruptible(): AbortSignal {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interruption.signal.aborted) process.exit(130);
      console.error('\nStopping; Ctrl-C once more ends at once.');
      interruption.abort();
    });
  }
  return interruption.signal;
}

main().then(
  (code) => process.exit(code),
  (failure: unknown) => {
    if (!(failure instanceof Error && failure.name === 'AbortError')) console.error(failure);
    process.exit(1);
  },
);
