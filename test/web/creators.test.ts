/** A creator's page while others play in the world. */
import { expect } from 'chai';
import { creditsText } from '#web/format/credits.ts';
import { give, signIn, until } from '../support/players.ts';
import { GLASS_ORCHARD_WORLD } from './lively/lively-world.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

describePages(
  'a creator’s page',
  (pages) => scriptedScene(pages, { environment: { FREE_TURNS_GUEST: '0' } }),
  (stage, it) => {
    it('[RV1] moves by itself while another browser plays: players, turns, what they spend and what the creator earns; then it changes hands', async () => {
      const { server } = stage.scene;
      const ona = await signIn(server);
      await server.worlds.publish({ ...GLASS_ORCHARD_WORLD, ownerId: ona.playerId }, new Date());
      const creator = await stage.visitor({ as: ona });
      await creator.goTo(`/create/worlds/${GLASS_ORCHARD_WORLD.id}`);
      const figure = (name: string, value: string) =>
        creator.page
          .getByRole('term')
          .filter({ hasText: new RegExp(`^${name}`) })
          .locator('xpath=..')
          .getByText(value, { exact: true });
      await figure('Players', '0').waitFor();

      const ana = await signIn(server);
      await give(server, ana, 900);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: GLASS_ORCHARD_WORLD.id, name: 'Ana' });
      const player = await stage.visitor({ as: ana });
      await player.goTo(`/journeys/${journeyId}`);
      await figure('Players', '1').waitFor();
      await player.page.getByRole('form', { name: 'Your next action' }).getByRole('textbox').fill('I pick the lowest apple.');
      await player.page.keyboard.press('Enter');
      await player.page
        .getByRole('article', { name: 'Passage 1' })
        .getByText(/Told by/)
        .waitFor();
      await figure('Turns', '1').waitFor();

      const [turn] = (await ana.client.api.wallet.history({ kind: 'turn' })).rows;
      const { totals } = await ona.client.api.creator.earnings({});
      expect(totals.pending).to.equal(Math.floor(Math.abs(turn!.amount) * 0.2));
      await figure('Spent', `${creditsText(Math.abs(turn!.amount))} credits`).waitFor();
      await figure('Earned by you', `${creditsText(totals.pending)} credits`).waitFor();

      const days = creator.page.getByRole('region', { name: 'Day by day' }).getByRole('row');
      const today = () =>
        days
          .nth(1)
          .locator('[data-amount]')
          .evaluateAll((found) => found.map((cell) => Number(cell.getAttribute('data-amount'))));
      const told = await ana.client.joinJourney(journeyId);
      await told.act('I eat it.');
      const [last] = (await ana.client.api.wallet.history({ kind: 'turn' })).rows;
      const spent = Math.abs(turn!.amount) + Math.abs(last!.amount);
      await figure('Spent', `${creditsText(spent)} credits`).waitFor();
      await until(async () => (await today())[0] === spent, 'the day with the turn just told');
      expect((await today())[1]).to.equal((await ona.client.api.creator.earnings({})).totals.pending);
      await told.leave();

      await server.worlds.publish({ ...GLASS_ORCHARD_WORLD, ownerId: ana.playerId }, new Date());
      await creator.goTo('/create/earnings');
      const earned = creator.page.getByRole('region', { name: 'By world and day' });
      await earned.getByText(GLASS_ORCHARD_WORLD.name).waitFor();
      expect(await earned.getByRole('link').count(), 'a world handed over is not theirs to watch').to.equal(0);
      await player.goTo(`/create/worlds/${GLASS_ORCHARD_WORLD.id}`);
      await player.page.getByText('What was played in a version of another owner').waitFor();
    });
  },
);
