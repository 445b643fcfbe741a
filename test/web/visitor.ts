/** Somebody at a browser of their own: what they see, whatever their browser complains about, and how good their machine and network are. */
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import type { TestPlayer } from '../support/players.ts';

export interface VisitorOptions extends Pick<
  BrowserContextOptions,
  'colorScheme' | 'reducedMotion' | 'locale' | 'timezoneId' | 'viewport' | 'acceptDownloads'
> {
  /** Who is signed in already; nobody unless told. */
  readonly as?: TestPlayer;
  /** The server by another way than its own address, such as a relay that can be cut. */
  readonly through?: string;
  /** What must be on a page within this time. */
  readonly patienceMs?: number;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Another tab of the same browser. */
  tab(): Promise<Page>;
  readonly goTo: (path: string) => Promise<void>;
  /** The sign-in that the pages keep in this browser; null while nobody is signed in. */
  token(): Promise<string | null>;
  /** A complaint that this test means to cause, such as the console's line about a refused request. */
  allow(complaint: RegExp): void;
  /** Everything else that was complained about. */
  faults(): string[];
  /** How many times slower than it is. */
  slowDown(times: number): Promise<void>;
  /** What only Chromium's own protocol tells. */
  devtools(): Promise<CDPSession>;
  close(): Promise<void>;
}

const PATIENCE_MS = 20_000;
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

export async function openVisitor(browser: Browser, serverUrl: string, options: VisitorOptions): Promise<Visitor> {
  const { patienceMs = PATIENCE_MS, as, through: url = serverUrl, ...contextOptions } = options;
  const { origin } = new URL(url);
  const tokenKey = `imagina-token ${origin}`;
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: DESKTOP, locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light' },
    ...contextOptions,
    ...(as && {
      storageState: { cookies: [], origins: [{ origin, localStorage: [{ name: tokenKey, value: as.client.token ?? '' }] }] },
    }),
  });
  context.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  watch(context, origin, (complaint) => complaints.push(complaint));
  const page = await context.newPage();
  return {
    page,
    context,
    tab: () => context.newPage(),
    async goTo(path) {
      await page.goto(path);
    },
    token: async () => (await page.evaluate((key) => localStorage.getItem(key), tokenKey)) || null,
    allow: (complaint) => void allowed.push(complaint),
    faults: () => complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
    async slowDown(times) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: times });
    },
    devtools: () => context.newCDPSession(page),
    close: () => context.close(),
  };
}

/** Errors on the console, what nobody caught, and requests of ours that came to nothing. */
function watch(context: BrowserContext, origin: string, complain: (complaint: string) => void): void {
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complain(`nobody caught: ${error.error().stack ?? error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left takes its requests with it.
    if (request.url().startsWith(origin) && reason !== 'net::ERR_ABORTED') complain(`request: ${request.url()}: ${reason}`);
  });
}
