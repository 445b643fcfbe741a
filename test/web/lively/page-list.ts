/** Every page, once: what its pictures, axe and the keyboard look at. A new page is one line. */
import type { Locator, Page } from 'playwright-core';
import { DESKTOP, PHONE } from '../visitor.ts';
import type { LivelyServer } from './start-lively-server.ts';

export interface ListedPage {
  /** Also the name of its pictures. */
  readonly name: string;
  readonly path: string | ((lively: LivelyServer) => string);
  /** Who looks at it; nobody is signed in unless told. */
  readonly as?: 'mira' | 'ona';
  /** What is there when the page is. */
  readonly ready: (page: Page) => Locator;
  /** What only phones have. */
  readonly phoneOnly?: true;
  /** What is opened first: a dialog, a panel. */
  readonly open?: (page: Page) => Promise<void>;
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const journey = ({ journeyId }: LivelyServer) => `/journeys/${journeyId}`;
const inJourney = (page: Page) => page.getByRole('button', { name: /^Send/ });

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { name });

export const PAGES: readonly ListedPage[] = [
  { name: 'discover', path: '/', ready: heading('The Glass Orchard') },
  { name: 'menu', path: '/', ready: heading('The Glass Orchard'), phoneOnly: true, open: openMenu },
  { name: 'discover-again', path: '/', as: 'mira', ready: heading('Go on with') },
  { name: 'world', path: '/worlds/drowned-light', as: 'mira', ready: heading('The AI model, and what a turn costs') },
  { name: 'journey', path: journey, as: 'mira', ready: inJourney },
  { name: 'journey-models', path: journey, as: 'mira', ready: inJourney, open: openModels },
  { name: 'journey-settings', path: journey, as: 'mira', ready: inJourney, open: openSettings },
  { name: 'journey-costs', path: journey, as: 'mira', ready: inJourney, open: openCosts },
  { name: 'journey-context', path: journey, as: 'mira', ready: inJourney, open: openContext },
  { name: 'journey-panel', path: journey, as: 'mira', ready: inJourney, phoneOnly: true, open: openPanel },
  { name: 'journey-edit', path: journey, as: 'mira', ready: inJourney, open: button(/^Put turn \d+ into other words/) },
  { name: 'join', path: ({ journeyId, invite }) => `/join/${journeyId}/${invite}`, ready: heading('You are invited to a story') },

  { name: 'sign-in', path: '/sign-in', ready: heading('Sign in') },
  { name: 'sign-up', path: '/sign-up', as: 'mira', ready: heading(/Keep your journeys|Make an account/) },
  { name: 'forgot-password', path: '/forgot-password', ready: heading('Set a new password') },
  { name: 'reset-password', path: '/reset-password?token=a-token-from-a-mail', ready: heading('Set a new password') },
  { name: 'account', path: '/account', as: 'mira', ready: heading('Devices') },
  { name: 'account-delete', path: '/account', as: 'mira', ready: heading('Devices'), open: openDeletion },

  { name: 'dashboard', path: '/dashboard', as: 'mira', ready: heading('Newest in your history') },
  { name: 'credits', path: '/dashboard', as: 'mira', ready: heading('Newest in your history'), open: openCredits },
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

/** Where a page is looked at. */
export function viewportsOf({ phoneOnly }: ListedPage): readonly (typeof DESKTOP)[] {
  return phoneOnly ? [PHONE] : [DESKTOP, PHONE];
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Help' }).waitFor();
}

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Trackers, people and world' }).click();
  await page.getByRole('dialog').getByRole('heading').first().waitFor();
}

async function openModels(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /about [\d.]+ credits/ })
    .first()
    .click();
  await page.getByRole('radio').first().waitFor({ state: 'attached' });
}

async function openSettings(page: Page): Promise<void> {
  await openModels(page);
  await page.getByRole('tab', { name: 'Length and memory' }).click();
  await page.getByRole('slider').first().waitFor();
}

async function openContext(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^What the AI model read for turn/ })
    .last()
    .click();
  await page.getByRole('dialog').getByRole('table').first().waitFor();
}

async function openCosts(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Costs/ }).click();
  await page.locator('[data-receipt]').waitFor();
  await page.locator('.recharts-bar').first().waitFor();
}

async function openDeletion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('textbox').waitFor();
}

async function openCredits(page: Page): Promise<void> {
  await page.locator('[data-balance]').click();
  await page.getByRole('dialog', { name: 'Credits' }).getByRole('link').first().waitFor();
}
