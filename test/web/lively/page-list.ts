/** Every page, once: what its pictures, axe and the keyboard look at. A new page is one line. */
import type { Locator, Page } from 'playwright-core';
import type { LivelyServer } from './start-lively-server.ts';

export interface ListedPage {
  /** Also the name of its pictures. */
  readonly name: string;
  readonly path: string | ((lively: LivelyServer) => string);
  /** Who looks at it; nobody is signed in unless told. */
  readonly as?: 'mira' | 'ona';
  /** What is there when the page is. */
  readonly ready: (page: Page) => Locator;
  /** What is opened first: a dialog, a panel. */
  readonly open?: (page: Page) => Promise<void>;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name });

export const PAGES: readonly ListedPage[] = [
  { name: 'discover', path: '/', ready: heading('The Glass Orchard') },
  { name: 'journey', path: ({ journeyId }) => `/journeys/${journeyId}`, as: 'mira', ready: heading('The Drowned Light') },
  { name: 'not-found', path: '/nowhere', ready: heading('There is nothing here') },
];
