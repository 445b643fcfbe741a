/** Money on pages, in real browsers: packs, history, limits, live in every open tab. */
import { expect } from 'chai';
import { give, signIn, until } from '../support/players.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

describePages(
  'money in the browser',
  (pages) => scriptedScene(pages, { sells: true }),
  (stage, it) => {
    it('[PY1] shows a pack that was bought on the sandbox’s page in a second tab, without loading it again', async () => {
      const ana = await signIn(stage.scene.server);
      const visitor = await stage.visitor({ as: ana });
      await visitor.goTo('/packs');
      const second = await visitor.tab();
      await second.goto('/dashboard');
      const balance = second.getByRole('main').getByText(/^[\d,]+ credits$/);
      await balance.filter({ hasText: /^0 credits/ }).waitFor();
      await visitor.page.getByRole('button', { name: /^Buy for .*5,000 credits/ }).click();
      await visitor.page.getByRole('button', { name: /^Pay .*\d/ }).click();
      await visitor.page.getByText('Thank you').waitFor();
      await balance.filter({ hasText: /^5,000 credits/ }).waitFor();
      const { available } = await ana.client.api.wallet.get();
      expect(available).to.equal(5_000_000_000);
    });

    it('shows the history that was asked for, and says when there is none', async () => {
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 700);
      const session = await ana.client.startJourney({ worldId: 'drowned-light', name: 'Ana' });
      await session.act('I look around.');
      await session.leave();
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo('/history');
      const rows = page.getByRole('table').getByRole('row');
      await page.getByRole('table').getByText('Turn 1').waitFor();
      await until(async () => (await rows.count()) === 1 + 2, 'a head, the gift and the turn');
      await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Turns' });
      await until(async () => (await rows.count()) === 1 + 1, 'a head and the turn');
      await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Payments' });
      await page.getByText('Nothing matches these filters.').waitFor();
      expect(new URL(page.url()).search, 'the filter can be linked to').not.to.equal('');
    });

    it('[TN10] keeps a limit that was set on its page', async () => {
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 700);
      const visitor = await stage.visitor({ as: ana });
      await visitor.goTo('/limits');
      await visitor.page.getByRole('textbox', { name: /one turn/ }).fill('1');
      await visitor.page.getByRole('button', { name: 'Save limits' }).click();
      await visitor.page.getByText('Saved.').waitFor();
      expect((await ana.client.api.wallet.get()).caps.turn).to.equal(1_000_000);
    });

    it('[TN10] takes a limit as people of other countries write it', async () => {
      const ana = await signIn(stage.scene.server);
      const { page, goTo } = await stage.visitor({ as: ana, locale: 'de-DE', timezoneId: 'Europe/Berlin' });
      await goTo('/limits');
      const save = async (typed: string) => {
        await page.getByRole('textbox', { name: /one turn/ }).fill(typed);
        await page.getByRole('button', { name: 'Save limits' }).click();
        await page.getByText('Saved.').waitFor();
        return (await ana.client.api.wallet.get()).caps.turn;
      };
      expect(await save('10,5')).to.equal(10_500_000);
      await goTo('/limits');
      expect(await page.getByRole('textbox', { name: /one turn/ }).inputValue()).to.equal('10,5');
      expect(await save('1.050,25')).to.equal(1_050_250_000);
      expect(await save('10.5')).to.equal(10_500_000);
    });
  },
);
