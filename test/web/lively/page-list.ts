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
  { name: 'discover-again', path: '/', as: 'mira', ready: heading('Go on with') },
  { name: 'world', path: '/worlds/drowned-light', as: 'mira', ready: heading('The AI model, and what a turn costs') },
  { name: 'journey', path: ({ journeyId }) => `/journeys/${journeyId}`, as: 'mira', ready: heading('The Drowned Light') },
  { name: 'join', path: ({ journeyId, invite }) => `/join/${journeyId}/${invite}`, ready: heading('You are invited to a story') },

  { name: 'sign-in', path: '/sign-in', ready: heading('Sign in') },
  { name: 'sign-up', path: '/sign-up', as: 'mira', ready: heading(/Keep your journeys|Make an account/) },
  { name: 'forgot-password', path: '/forgot-password', ready: heading('Set a new password') },
  { name: 'reset-password', path: '/reset-password?token=a-token-from-a-mail', ready: heading('Set a new password') },
  { name: 'account', path: '/account', as: 'mira', ready: heading('Devices') },

  { name: 'dashboard', path: '/dashboard', as: 'mira', ready: heading('Newest in your history') },
  { name: 'history', path: '/history', as: 'mira', ready: (page) => page.getByRole('cell').first() },
  { name: 'spending', path: '/spending', as: 'mira', ready: heading('By part of the story') },
  { name: 'limits', path: '/limits', as: 'mira', ready: heading('Limits') },
  { name: 'packs', path: '/packs', as: 'mira', ready: heading('Your purchases') },

  { name: 'worlds-of-mine', path: '/create', as: 'ona', ready: heading('The Glass Orchard') },
  { name: 'world-live', path: ({ worldId }) => `/create/worlds/${worldId}`, as: 'ona', ready: heading('Day by day') },
  { name: 'earnings', path: '/create/earnings', as: 'ona', ready: heading('Payouts') },

  { name: 'help', path: '/help', ready: heading('Help') },
  { name: 'help-credits', path: '/help/credits', ready: heading('What a turn costs') },
  { name: 'help-models', path: '/help/models', ready: heading('The AI models here, today') },
  { name: 'not-found', path: '/nowhere', ready: heading('There is nothing here') },
];
