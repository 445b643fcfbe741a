/** A walk through an open page by the Tab key alone. */
import type { Page } from 'playwright-core';

const STEPS_MAX = 400;

/**
 * From the top of the page, or of what is opened above it, until the focus leaves it: what was not reached, what did not show the focus,
 * and whether it was held.
 */
export async function tabFaults(page: Page): Promise<string[]> {
  await page.evaluate(prepare, OPENED);
  for (let step = 0; step < STEPS_MAX; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(visit)) return page.evaluate(conclude);
  }
  return [`the focus is held: it does not come around in ${STEPS_MAX} steps`];
}

/** Closes what is opened above the page: Escape must do it, and give the focus back to what opened it. */
export async function escapeFaults(page: Page): Promise<string[]> {
  const opened = page.locator(OPENED);
  if ((await opened.count()) === 0) return [];
  await page.keyboard.press('Escape');
  const isGone = await opened
    .first()
    .waitFor({ state: 'hidden', timeout: 2_000 })
    .then(
      () => true,
      () => false,
    );
  if (!isGone) return ['Escape does not close what is opened'];
  const isNowhere = await page.evaluate(() => document.activeElement === document.body);
  return isNowhere ? ['the focus is nowhere after Escape'] : [];
}

/** A dialog that holds the focus, or a popover of the browser's own. */
const OPENED = '[role="dialog"][aria-modal="true"], [popover]:popover-open';

interface Walk {
  /** Where the walk is: the page, or what is opened above it. */
  readonly root: Element;
  readonly before: Map<Element, string>;
  readonly visited: Set<Element>;
  last: Element | null;
  readonly unseen: string[];
  name(element: Element): string;
  look(element: Element): string;
}

interface Walker extends Window {
  tabWalk: Walk;
}

/** Runs in the page: remembers how everything that takes the focus looks without it. */
function prepare(opened: string): void {
  const name = (element: Element) => {
    const text = element.getAttribute('aria-label') ?? element.textContent;
    return `${element.tagName.toLowerCase()} "${text.trim().slice(0, 60)}"`;
  };
  /** Outline, shadow, border and colors: of the element, of what stands right around it, and of what is drawn in its place. */
  const look = (element: Element) => {
    const parts = [element, element.parentElement, element.parentElement?.parentElement, element.nextElementSibling];
    const styles = parts.flatMap((part) => (part ? [getComputedStyle(part)] : []));
    return styles
      .map((style) =>
        [
          style.outlineStyle === 'none' ? '' : style.outline,
          style.boxShadow,
          style.borderColor,
          style.backgroundColor,
          style.clipPath,
          style.transform,
          style.top,
        ].join(';'),
      )
      .join('|');
  };
  const focusable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';
  // Looks are compared as they end up, not on the way there.
  document.head.append(Object.assign(document.createElement('style'), { textContent: '* { transition: none !important }' }));
  const root = document.querySelector(opened) ?? document.body;
  // Also where the page put the focus somewhere by itself.
  root.setAttribute('tabindex', '-1');
  (root as HTMLElement).focus();
  root.removeAttribute('tabindex');
  window.scrollTo(0, 0);
  const before = new Map([...root.querySelectorAll(focusable)].map((element) => [element, look(element)]));
  (window as unknown as Walker).tabWalk = { root, before, visited: new Set(), last: null, unseen: [], name, look };
}

/** Runs in the page after each step; whether the focus has been here before or has left. */
function visit(): boolean {
  const { tabWalk } = window as unknown as Walker;
  const { activeElement: element } = document;
  if (!element || element === document.body || !tabWalk.root.contains(element)) return true;
  if (tabWalk.visited.has(element)) return element !== tabWalk.last && element === [...tabWalk.visited][0]; // a date has stops of its own
  tabWalk.visited.add(element);
  tabWalk.last = element;
  const before = tabWalk.before.get(element);
  if (before !== undefined && before === tabWalk.look(element)) tabWalk.unseen.push(tabWalk.name(element));
  return false;
}

/** Runs in the page at the end. */
function conclude(): string[] {
  const { tabWalk } = window as unknown as Walker;
  const ofVisitedGroup = (element: Element) =>
    element instanceof HTMLInputElement &&
    element.type === 'radio' &&
    [...tabWalk.visited].some((other) => other instanceof HTMLInputElement && other.name === element.name);
  const unreached = [...tabWalk.before.keys()].filter((element) => {
    if (tabWalk.visited.has(element) || !element.isConnected || ofVisitedGroup(element)) return false;
    // By arrow keys inside their group, or on purpose by other ways only.
    if (element.getAttribute('tabindex') === '-1' || element.matches(':disabled, [aria-disabled="true"]')) return false;
    return (
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
      element.closest('[inert], [aria-hidden="true"]') === null
    );
  });
  const end = tabWalk.last
    ? `after ${tabWalk.name(tabWalk.last)}, ${tabWalk.last.isConnected ? 'still' : 'no longer'} there`
    : '';
  return [
    ...unreached.map((element) => `never reached by Tab, which left the page ${end}: ${tabWalk.name(element)}`),
    ...tabWalk.unseen.map((name) => `does not show that it has the focus: ${name}`),
  ];
}
