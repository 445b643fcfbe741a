/** The story in its players' hands, in two browsers: told anew, taken back, brought forward and put into other words. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { PASSAGES_IN_STATE_MAX } from '#protocol/values.ts';
import { creditsText } from '#web/format/credits.ts';
import { give, signIn, together } from '../support/players.ts';
import { act, passage } from './at-the-story.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

const CREDITS = 5_000;

describePages(
  'story controls in the browser',
  (pages) => scriptedScene(pages, { environment: { FREE_TURNS_GUEST: '0' } }),
  (stage, it) => {
    /** Ana and Ben in one journey, at a browser each; and what Ana has of it by the SDK. */
    async function twoBrowsers() {
      const { server } = stage.scene;
      const players = [await signIn(server), await signIn(server)] as const;
      await give(server, players[0], CREDITS);
      const [session, other] = await together(players);
      await other!.leave();
      const [ana, ben] = [await stage.visitor({ as: players[0] }), await stage.visitor({ as: players[1] })];
      for (const { goTo } of [ana, ben]) await goTo(`/journeys/${session!.journeyId}`);
      return { player: players[0], session: session!, ana: ana.page, ben: ben.page, both: [ana.page, ben.page] };
    }

    it('[TN11][TN12] tells a passage anew at the price on the button, keeps the earlier telling, and goes back and forth for nothing', async () => {
      const { player, session, ana, ben, both } = await twoBrowsers();
      stage.scene.script = { pieces: ['The lamp ', 'catches.'] };
      await act(ana, 'I light the lamp.');
      for (const page of both) await passage(page, 1).getByText('The lamp catches.').waitFor();

      const retry = control(ana, /^Tell it anew/);
      await retry.waitFor();
      const { likely, ceiling } = session.state.me!.retryQuote!;
      const price = `about ${creditsText(likely)}, at most ${creditsText(ceiling, 'ceil')} credits`;
      expect(await retry.innerText()).to.equal(`Tell it anew: ${price}`);
      expect(await control(ben, /^Tell it anew/).count(), "another's turn").to.equal(0);
      stage.scene.script = { pieces: ['The wick ', 'is wet.'] };
      await retry.click();
      for (const page of both) {
        await passage(page, 2).getByText('The wick is wet.').waitFor();
        await controls(page).getByText('Telling 2 of 2').waitFor();
        expect(await passage(page, 1).count(), 'the earlier telling has made room').to.equal(0);
      }
      expect(await control(ana, 'Next telling').isDisabled()).to.equal(true);
      await control(ana, 'Previous telling').click();
      for (const page of both) {
        await passage(page, 1).getByText('The lamp catches.').waitFor();
        await controls(page).getByText('Telling 1 of 2').waitFor();
      }
      await ben.getByText('Ana chose another telling.').waitFor();
      await control(ben, 'Next telling').click();
      for (const page of both) await passage(page, 2).getByText('The wick is wet.').waitFor();

      await control(ben, 'Undo').click();
      for (const page of both) await passage(page, 2).waitFor({ state: 'detached' });
      await ana.getByText('Ben took the story back by a turn.').waitFor();
      expect(await control(ana, 'Undo').isDisabled(), 'before the first turn').to.equal(true);
      await control(ana, 'Redo').click();
      for (const page of both) await passage(page, 2).getByText('The wick is wet.').waitFor();

      const { rows } = await player.client.api.wallet.history({ kind: 'turn' });
      expect(rows.map(({ turn }) => turn?.n)).to.deep.equal([2, 1]);
      for (const { amount } of rows) expect(amount).to.be.below(0);
      expect(-rows[0]!.amount).to.be.at.most(ceiling);
      const charged = rows.reduce((sum, { amount }) => sum - amount, 0);
      expect((await player.client.api.wallet.get()).available, 'nothing else').to.equal(CREDITS * 1_000_000 - charged);
      await session.leave();
    });

    it("[TN14] puts one's own action and the passage into other words, before everybody's eyes and for nothing", async () => {
      const { player, session, ana, ben, both } = await twoBrowsers();
      stage.scene.script = { pieces: ['A gull ', 'lands.'], pauseMs: 100 };
      await act(ana, 'I wait.');
      for (const page of both) await passage(page, 1).getByText('A gull lands.').waitFor();
      const paid = (await player.client.api.wallet.get()).available;

      await edit(ana, 1, 'My action', 'I wait for the tide.');
      for (const page of both) await passage(page, 1).getByText('I wait for the tide.').waitFor();
      await ben.getByText('Ana put a turn into other words.').waitFor();
      await edit(ana, 1, 'The passage', 'Two gulls land.');
      for (const page of both) {
        await passage(page, 1).getByText('Two gulls land.').waitFor();
        await passage(page, 1).getByText('edited', { exact: true }).waitFor();
        expect(await page.getByText('A gull lands.').count(), 'nor is it left to who listens').to.equal(0);
      }
      expect(
        await passage(ben, 1)
          .getByRole('button', { name: /other words/ })
          .count(),
        "another's turn",
      ).to.equal(0);

      const { told } = await player.client.api.journeys.context({ journeyId: session.journeyId, n: 1 });
      expect(told, 'what the AI wrote is kept').to.deep.equal({ action: 'I wait.', text: 'A gull lands.' });
      expect((await player.client.api.wallet.history({ kind: 'turn' })).rows).to.have.length(1);
      expect((await player.client.api.wallet.get()).available).to.equal(paid);
      await session.leave();
    });

    it('[TN14] changes the words of a turn long past, which others who scrolled back to it see as well', async () => {
      const { session, ana, ben, both } = await twoBrowsers();
      for (let n = 1; n <= PASSAGES_IN_STATE_MAX + 2; n++) {
        stage.scene.script = { pieces: [`Wave ${n}.`] };
        await session.act(`I count ${n}.`);
      }
      for (const page of both) {
        const log = page.getByRole('log');
        for (let tries = 0; tries < 20 && !(await passage(page, 1).isVisible()); tries++) {
          await log.evaluate((element) => (element.scrollTop = 0));
          await page.waitForTimeout(100);
        }
        await passage(page, 1).getByText('Wave 1.').waitFor();
      }
      await edit(ana, 1, 'The passage', 'The first wave.');
      for (const page of both) await passage(page, 1).getByText('The first wave.').waitFor();
      await ben.getByText('Ana put a turn into other words.').waitFor();

      // The way back to the end, by the keyboard: its button is gone then, and what had the focus is not nowhere.
      await ana.getByRole('log').evaluate((element) => (element.scrollTop = 0));
      await ana.getByRole('button', { name: /^(New text|To the end)$/ }).press('Enter');
      await ana.getByRole('button', { name: /^(New text|To the end)$/ }).waitFor({ state: 'detached' });
      await passage(ana, PASSAGES_IN_STATE_MAX + 2)
        .getByText('Wave')
        .waitFor();
      await ana.locator('textarea:focus').waitFor();
      await session.leave();
    });
  },
);

function controls(page: Page) {
  return page.getByRole('group', { name: 'This passage' });
}

function control(page: Page, name: string | RegExp) {
  return controls(page).getByRole('button', { name, exact: true });
}

async function edit(page: Page, n: number, what: 'My action' | 'The passage', words: string): Promise<void> {
  await passage(page, n)
    .getByRole('button', { name: `Put turn ${n} into other words` })
    .click();
  const form = page.getByRole('form', { name: `Put turn ${n} into other words` });
  await form.getByText(what, { exact: true }).click();
  await form.getByRole('textbox').fill(words);
  await page.keyboard.press('Escape');
  expect(await form.getByRole('textbox').inputValue(), 'Escape throws nothing away').to.equal(words);
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await passage(page, n).locator('[data-edit]:focus').waitFor();
}
