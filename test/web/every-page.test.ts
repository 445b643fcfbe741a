/** What holds for every page, day and night, on desks and phones: axe finds nothing, the keyboard reaches all, nothing is wider than the screen. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { axeFaults } from './axe.ts';
import { escapeFaults, tabFaults } from './keyboard.ts';
import { openListedPage } from './lively/open-listed-page.ts';
import { PAGES, viewportsOf } from './lively/page-list.ts';
import type { ListedPage } from './lively/page-list.ts';
import { startLivelyServer } from './lively/start-lively-server.ts';
import type { LivelyServer } from './lively/start-lively-server.ts';
import { describePages } from './stage.ts';
import type { Stage } from './stage.ts';
import type { VisitorOptions } from './visitor.ts';

describePages(
  'every page',
  (pages) => startLivelyServer({ pages }),
  (stage, it) => {
    for (const listed of PAGES) {
      for (const viewport of viewportsOf(listed)) {
        it(`${listed.name}, ${viewport.width} pixels wide: axe finds nothing by day or night, and all is reached by Tab`, async () => {
          const page = await look(stage, listed, { viewport });
          const faults = [...(await axeFaults(page)), ...(await tabFaults(page))];
          const overhang = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (overhang > 0) faults.push(`${overhang} pixels wider than the screen`);
          await page.emulateMedia({ colorScheme: 'dark' });
          await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
          // As it opened: wherever Tab led to, the header may lie over half a field.
          await page.evaluate(() => window.scrollTo(0, 0));
          faults.push(...(await axeFaults(page)).map((fault) => `by night: ${fault}`), ...(await escapeFaults(page)));
          expect(faults.join('\n')).to.equal('');
        });
      }
    }
  },
);

async function look(stage: Stage<LivelyServer>, listed: ListedPage, options: VisitorOptions): Promise<Page> {
  const { scene } = stage;
  const visitor = await stage.visitor({ ...options, ...(listed.as && { as: scene[listed.as] }) });
  await openListedPage(visitor, listed, scene);
  return visitor.page;
}
