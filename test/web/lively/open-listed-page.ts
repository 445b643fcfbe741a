/** Goes to a page of the list, and waits until it is all there. */
import type { Visitor } from '../visitor.ts';
import { LIVELY_NOW } from './start-lively-server.ts';
import type { LivelyServer } from './start-lively-server.ts';
import type { ListedPage } from './page-list.ts';

export async function openListedPage(visitor: Visitor, { path, ready, open }: ListedPage, lively: LivelyServer): Promise<void> {
  const { page } = visitor;
  await page.clock.setFixedTime(LIVELY_NOW);
  await visitor.goTo(typeof path === 'string' ? path : path(lively));
  await ready(page).first().waitFor();
  await page.waitForLoadState('networkidle'); // what comes later than the heading
  await open?.(page);
  // What fades in has other colors on the way.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
}
