/** A long story on its page: what scrolling through all of it keeps busy, and what a passage that streams in moves above it. */
import type { Page } from 'playwright-core';
import type { JourneySession } from '#sdk/index.ts';
import type { TestPlayer } from '../test/support/players.ts';

/** A socket may not say more at once than a busy player would. */
const TURNS_PER_SOCKET = 15;

/** A journey of so many turns, and this player's session in it. */
export async function tellStory({ client }: TestPlayer, turns: number): Promise<JourneySession> {
  let session = await client.startJourney({ worldId: 'drowned-light', name: 'Reader' });
  for (let turn = 0; turn < turns; turn++) {
    const outcome = await session.act('I look around.');
    if (outcome.type !== 'settled') throw new Error(`turn ${turn} is ${outcome.type}`);
    if (turn % TURNS_PER_SOCKET < TURNS_PER_SOCKET - 1) continue;
    await session.leave();
    session = await client.joinJourney(session.journeyId);
  }
  return session;
}

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

/** The layout shift in the story (as CLS counts it) while `work` goes on, what follows one's own typing included. Prices beside it may change. */
export async function shiftDuring(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(watchTasks);
  await work();
  return page.evaluate(() => (window as unknown as Watched).longStory.shift);
}

interface Shift {
  value: number;
  sources: { node: Node | null }[];
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
    for (const { value, sources } of list.getEntries() as (PerformanceEntry & Shift)[]) {
      const isInStory = sources.some(({ node }) =>
        (node instanceof Element ? node : node?.parentElement)?.closest('[role="log"]'),
      );
      if (isInStory) seen.shift += value;
    }
  }).observe({ type: 'layout-shift' });
}
