/** Whoever never reads documentation: from the first page to a passage of the real local AI. */
import { expect } from 'chai';
import { pino } from 'pino';
import { startLocalNarrators } from '#server/local-narrators.ts';
import { startTestServer } from '../support/test-server.ts';
import { describePages } from './stage.ts';

const log = pino({ level: 'error' });
const NARRATION_MS_MAX = 50_000;

describePages(
  'a guest on the real local AI',
  async (pages) => {
    const local = startLocalNarrators(undefined, log);
    const server = await startTestServer({ pages, narrators: local.offerings });
    await local.ready;
    const stop = () => server.stop().then(() => local.dispose());
    return { url: server.url, stop };
  },
  (stage, it) => {
    it('reads the opening after one click, takes a free turn with one line, and reads what the AI makes of it', async () => {
      const { page, goTo } = await stage.visitor({ patienceMs: NARRATION_MS_MAX });
      await goTo('/');
      await page.getByRole('button', { name: 'Start a story' }).click();
      await page.getByRole('region', { name: 'The beginning' }).waitFor();
      await page.getByRole('form').getByRole('textbox').fill('I look around.');
      await page.keyboard.press('Enter');
      const passage = page.getByRole('article', { name: 'Passage 1', exact: true });
      await passage.getByText(/Told by/).waitFor();
      expect((await passage.innerText()).length).to.be.above(100);
      await passage.getByText('paid by a free turn').waitFor();
    });
  },
);
