/** How long a first page takes until it really answers: typing shows in the search box, and Play reacts. */
import type { Browser, Request } from 'playwright-core';
import { openVisitor } from '../test/web/visitor.ts';
import { median } from './bench.ts';

export interface FirstPage {
  /** From the start of the navigation until the first typed letter was painted and Play could be pressed. */
  readonly interactiveMs: number;
  /** What tasks took beyond 50 ms each until then (Total Blocking Time). */
  readonly blockedMs: number;
  /** From a click on Play to the next paint. */
  readonly playReactsMs: number;
  /** All scripts that the page loaded, compressed, as they came. */
  readonly scriptKb: number;
}

const SLOWER = 4;
const RUNS = 5;
const KILOBYTE = 1_000;
/** What loads by itself after the first paint counts too. */
const SETTLE_MS = 1_500;

/** The median of several first visits, each with nothing in its cache. */
export async function measureFirstPage(browser: Browser, url: string): Promise<FirstPage> {
  const visits: FirstPage[] = [];
  for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, url));
  const middle = (of: (visit: FirstPage) => number) => median(visits.map(of));
  return {
    interactiveMs: middle((it) => it.interactiveMs),
    blockedMs: middle((it) => it.blockedMs),
    playReactsMs: middle((it) => it.playReactsMs),
    scriptKb: middle((it) => it.scriptKb),
  };
}

async function visit(browser: Browser, url: string): Promise<FirstPage> {
  const visitor = await openVisitor(browser, url, { patienceMs: 60_000 });
  const { page } = visitor;
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });
  await page.addInitScript(watchFirstPage);
  await visitor.slowDown(SLOWER);
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('searchbox').pressSequentially('la', { delay: 0 });
  const play = page.getByRole('button', { name: /^(Play|Start a story)/ }).first();
  await play.waitFor();
  await page.waitForFunction(() => (window as unknown as Watched).firstPage.typedMs > 0);
  await page.waitForFunction(() => (window as unknown as Watched).firstPage.playableMs > 0);
  await page.waitForTimeout(SETTLE_MS);
  const sizes = await Promise.all(scripts.map((script) => script.sizes()));
  const { typedMs, playableMs, tasks } = await page.evaluate(() => (window as unknown as Watched).firstPage);
  const interactiveMs = Math.max(typedMs, playableMs);
  const blocking = tasks.filter(({ startMs }) => startMs < interactiveMs).map(({ durationMs }) => Math.max(0, durationMs - 50));
  await play.click();
  const reacted = await page.waitForFunction(() => (window as unknown as Watched).firstPage.playReactsMs);
  const playReactsMs = await reacted.jsonValue();
  await visitor.close();
  const blockedMs = blocking.reduce((sum, ms) => sum + ms, 0);
  const scriptBytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  return { interactiveMs, blockedMs, playReactsMs, scriptKb: scriptBytes / KILOBYTE };
}

interface Watched {
  firstPage: { typedMs: number; playableMs: number; playReactsMs: number; tasks: { startMs: number; durationMs: number }[] };
}

/** Runs in the page before anything else. */
function watchFirstPage(): void {
  const seen: Watched['firstPage'] = { typedMs: 0, playableMs: 0, playReactsMs: 0, tasks: [] };
  (window as unknown as Watched).firstPage = seen;
  const afterPaint = (work: () => void) => requestAnimationFrame(() => setTimeout(work));
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ startMs: startTime, durationMs: duration });
  }).observe({ type: 'longtask', buffered: true });
  const isPlay = (element: Element | null): element is HTMLButtonElement =>
    element instanceof HTMLButtonElement &&
    /^(Play|Start a story)/.test(element.getAttribute('aria-label') ?? element.textContent);
  new MutationObserver(() => {
    if (seen.playableMs > 0 || ![...document.querySelectorAll('button')].some((button) => isPlay(button) && !button.disabled))
      return;
    seen.playableMs = -1;
    afterPaint(() => (seen.playableMs = performance.now()));
  }).observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener('input', () => {
    if (seen.typedMs === 0) afterPaint(() => (seen.typedMs = performance.now()));
  });
  addEventListener(
    'click',
    ({ target, timeStamp }) => {
      if (target instanceof Element && isPlay(target.closest('button')))
        afterPaint(() => (seen.playReactsMs = performance.now() - timeStamp));
    },
    true,
  );
}
