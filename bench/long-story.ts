/** A long story on its page: what scrolling through all of it keeps busy, and what a passage that streams in moves above it. */
import type { Page } from 'playwright-core';

/** The longest task while the whole story goes by, up and down again, by the wheel. */
export async function longestTaskOfScrolling(page: Page, last: RegExp): Promise<number> {
  await page.evaluate(watchTasks);
  await page.getByRole('article').last().hover();
  const first = page.getByRole('article', { name: last });
  for (let turns = 0; turns < WHEEL_TURNS_MAX && !(await first.isVisible()); turns++) await page.mouse.wheel(0, -WHEEL_PIXELS);
  if (!(await first.isVisible())) throw new Error('the first passage never came');
  for (let turns = 0; turns < WHEEL_TURNS_DOWN; turns++) await page.mouse.wheel(0, WHEEL_PIXELS * 4);
  return page.evaluate(() => Math.max(0, ...(window as unknown as Watched).longStory.taskMs));
}

const WHEEL_PIXELS = 1_200;
const WHEEL_TURNS_MAX = 3_000;
const WHEEL_TURNS_DOWN = 100;

/** The layout shift (as CLS counts it) while `work` goes on, what follows one's own typing included. */
export async function shiftDuring(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(watchTasks);
  await work();
  return page.evaluate(() => (window as unknown as Watched).longStory.shift);
}

interface Watched {
  longStory: { taskMs: number[]; shift: number };
}

/** Runs in the page. */
function watchTasks(): void {
  const seen: Watched['longStory'] = { taskMs: [], shift: 0 };
  (window as unknown as Watched).longStory = seen;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.taskMs.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift' });
}
