/** A real Chromium for whatever looks at the pages: their tests, their bench and their pictures. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';

export const HOW_TO_GET_CHROMIUM =
  'There is no Chromium here. Install one (Debian: apt-get install chromium), name one in CHROMIUM_PATH, or run: npx playwright-core install chromium';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const USUAL_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const USUAL_FILES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** `CHROMIUM_PATH`, else the system's, else Playwright's own; null when there is none. */
export async function findChromium(environment = process.env): Promise<string | null> {
  const configured = environment['CHROMIUM_PATH'];
  if (configured) {
    if (await isProgram(configured)) return configured;
    throw new Error(`CHROMIUM_PATH is no program: ${configured}`);
  }
  const folders = [...(environment['PATH'] ?? '').split(delimiter), ...USUAL_FOLDERS];
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const path of [...candidates, ...USUAL_FILES, await playwrightsOwn()]) {
    if (await isProgram(path)) return path;
  }
  return null;
}

/**
 * The address bar's own pages: every window would start two more of them, which take as much of a small machine as the page that is
 * tested. Chromium obeys the last list alone, so what Playwright turns off and would matter here stands in it too.
 */
const WITHOUT = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'AimEnabled'],
  ...['HttpsUpgrades', 'MediaRouter', 'OptimizationHints', 'ThirdPartyStoragePartitioning', 'Translate'],
];

/** Throws when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error(HOW_TO_GET_CHROMIUM);
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    // Containers and root have no sandbox to offer, and only our own pages are opened.
    chromiumSandbox: false,
    // Whoever runs it ends it: a script of ours stops more than the browser.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    args: [
      ...['--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage', '--font-render-hinting=none'],
      `--disable-features=${WITHOUT.join(',')}`,
    ],
  });
}

let shared: Promise<Browser> | undefined;

/** One for the whole test run; every test has a context of its own in it. */
export function sharedChromium(): Promise<Browser> {
  return (shared ??= launchChromium());
}

export async function closeSharedChromium(): Promise<void> {
  await (await shared)?.close();
}

async function playwrightsOwn(): Promise<string> {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
