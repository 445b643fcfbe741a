/** What people do at a journey's page, and what stands there. */
import type { Locator, Page } from 'playwright-core';

export async function act(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('form', { name: 'Your next action' });
  await composer.getByRole('textbox').fill(text);
  await composer.getByRole('button', { name: /^Send/ }).click();
}

export function passage(page: Page, n: number): Locator {
  return page.getByRole('article', { name: `Passage ${n}`, exact: true });
}

/** The amounts within, in microcredits, as the page has them. */
export function amounts(within: Locator): Promise<number[]> {
  return within
    .locator('[data-amount]')
    .evaluateAll((found) => found.map((element) => Number(element.getAttribute('data-amount'))));
}
