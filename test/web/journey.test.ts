/** The journey's page, in real browsers: played alone and together, over dropped networks, with free turns and without. */
import { expect } from 'chai';
import { startRelay } from '#server/scripts/cuttable-relay.ts';
import { give, signIn, until } from '../support/players.ts';
import { act, passage } from './at-the-story.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

const SENTENCES = ['The first sentence stands. ', 'A second one follows it. ', 'And the third is the last.'];
/** Width and height of a page, and how high its story must be at least, with all that a first turn shows below it. */
const ROOMS = [
  [1280, 800, 400],
  [390, 844, 380],
  [640, 400, 120],
  [844, 390, 110],
  [390, 460, 150],
] as const;
const WHOLE = SENTENCES.join('');

describePages(
  'a journey in the browser',
  (pages) => scriptedScene(pages, { environment: { FREE_TURNS_GUEST: '1' } }),
  (stage, it) => {
    it('plays the first turn from the first page: one click, one line, no sign-up', async () => {
      stage.scene.script = { pieces: SENTENCES };
      const { page, goTo } = await stage.visitor();
      await goTo('/');
      await page.getByRole('button', { name: 'Start a story' }).click();
      await page.getByRole('region', { name: 'The beginning' }).waitFor();
      await act(page, 'I look around.');
      await passage(page, 1).getByText(WHOLE).waitFor();
    });

    it('[TN8] strikes the price of a free turn through, and shows that of a paid one', async () => {
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 500);
      stage.scene.script = { pieces: SENTENCES };
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      for (const n of [1, 2]) {
        await act(page, `I look around, ${n}.`);
        await passage(page, n)
          .getByText(/credits?/)
          .first() // struck through, it is there for who listens too
          .waitFor();
      }
      const struck = (n: number) => passage(page, n).locator('del, s').count();
      expect([await struck(1), await struck(2)]).to.deep.equal([1, 0]);
      const [paid, free] = (await ana.client.api.wallet.history({ kind: 'turn' })).rows;
      expect(free?.turn?.funding).to.equal('free');
      expect(paid?.turn?.funding).to.equal('credits');
    });

    it('leaves the opening in sight, and room for the story on a zoomed page, a phone on its side and above its keyboard', async () => {
      for (const [width, height, storyMin] of ROOMS) {
        const { page, goTo } = await stage.visitor({ viewport: { width, height } });
        const size = `${width} × ${height}`;
        await goTo('/');
        await page.getByRole('button', { name: 'Start a story' }).click();
        const story = (await page.getByRole('log').boundingBox())!;
        expect(story.height, size).to.be.above(storyMin);
        const opening = await page.getByRole('region', { name: 'The beginning' }).locator('p').nth(1).boundingBox();
        expect(opening!.y, `${size}: the first line`).to.be.below(story.y + story.height - 24);
        const box = (await page.getByRole('form', { name: 'Your next action' }).boundingBox())!;
        expect(box.y + box.height, `${size}: the box`).to.be.at.most(height);
      }
    });

    it('lets a second browser join by the link, and shows both the passage as it streams', async () => {
      const ana = await signIn(stage.scene.server);
      const { journeyId, invite } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      const first = await stage.visitor({ as: ana });
      const second = await stage.visitor();
      await first.goTo(`/journeys/${journeyId}`);
      await second.goTo(`/join/${journeyId}/${invite}`);
      await second.page.getByRole('textbox', { name: 'Your name in the story' }).fill('Ben');
      await second.page.getByRole('button', { name: 'Join the story' }).click();
      await second.page.getByRole('log').waitFor();
      await first.page.getByText('2 here').first().waitFor();
      const bothSawIt = Promise.withResolvers<null>();
      stage.scene.script = { pieces: SENTENCES, lastAfter: bothSawIt.promise };
      await act(first.page, 'I wave.');
      for (const { page } of [first, second]) {
        await page.getByText(SENTENCES[0]!.trim()).first().waitFor();
        expect(await page.getByText(WHOLE).count(), 'not yet whole').to.equal(0);
      }
      bothSawIt.resolve(null);
      for (const { page } of [first, second]) await passage(page, 1).getByText(WHOLE).waitFor();
    });

    it('[TN1] shows the whole passage after a network that dropped in mid-narration, and charges it once', async () => {
      const { server } = stage.scene;
      const relay = await startRelay(server.url);
      try {
        const ana = await signIn({ url: relay.url });
        await give(server, ana, 500);
        const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
        const visitor = await stage.visitor({ as: ana, through: relay.url });
        visitor.allow(/WebSocket|ERR_/); // the browser's own words for a cut network
        await visitor.goTo(`/journeys/${journeyId}`);
        const isCut = Promise.withResolvers<null>();
        stage.scene.script = { pieces: SENTENCES, lastAfter: isCut.promise };
        await act(visitor.page, 'I hold on.');
        await visitor.page.getByText(SENTENCES[0]!.trim()).first().waitFor();
        relay.cut();
        isCut.resolve(null);
        await passage(visitor.page, 1).getByText(WHOLE).waitFor();
        await until(async () => (await server.wallets.find(ana.playerId)).holds.length === 0, 'the turn to settle');
        expect((await ana.client.api.wallet.history({ kind: 'turn' })).rows.length).to.equal(1);
      } finally {
        relay.close();
      }
    });
  },
);
