/** The journey's page, in real browsers: played alone and together, over dropped networks, with free turns and without. */
import { expect } from 'chai';
import type { Request } from 'playwright-core';
import { startRelay } from '#server/scripts/cuttable-relay.ts';
import { shiftDuring } from '../../bench/long-story.ts';
import { cut, prose } from '../../bench/prose.ts';
import { give, signIn, together, until } from '../support/players.ts';
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

    it('has less than 250 kB of scripts to fetch before that', async () => {
      const { page, goTo } = await stage.visitor();
      const scripts: Request[] = [];
      page.on('requestfinished', (request) => request.resourceType() === 'script' && scripts.push(request));
      await goTo('/');
      await page.getByRole('button', { name: 'Start a story' }).waitFor();
      await page.waitForLoadState('networkidle');
      const sizes = await Promise.all(scripts.map((script) => script.sizes()));
      expect(sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)).to.be.within(50_000, 250_000);
    });

    it('tells an address that asks for a turn which is not there, and offers no trying again', async () => {
      const ana = await signIn(stage.scene.server);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      const visitor = await stage.visitor({ as: ana });
      visitor.allow(/404/);
      await visitor.goTo(`/journeys/${journeyId}?turn=99`);
      const dialog = visitor.page.getByRole('dialog');
      await dialog.getByText('This journey has no turn 99.').waitFor();
      expect(await dialog.getByRole('alert').count()).to.equal(0);
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

    it('[TN6] stops a passage by its button: what was told stays, and is all that is paid', async () => {
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 500);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      stage.scene.script = { pieces: SENTENCES, lastAfter: new Promise(() => undefined) };
      await act(page, 'I ask.');
      await page.getByText(SENTENCES[0]!.trim()).first().waitFor();
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await passage(page, 1)
        .getByText(/^The first sentence stands\. A second one follows it\.$/)
        .waitFor();
      await passage(page, 1).getByText('Told by').waitFor();
      await page.locator('textarea:focus').waitFor(); // the button is gone
      const [row] = (await ana.client.api.wallet.history({ kind: 'turn' })).rows;
      const { charged } = await ana.client.api.journeys.context({ journeyId, n: 1 });
      expect(charged).to.equal(row!.turn!.funding === 'free' ? 0 : -row!.amount);
    });

    it('shows who waits for whom, and takes a waiting action back for nothing', async () => {
      const { server } = stage.scene;
      const players = [await signIn(server), await signIn(server)] as const;
      const [session, other] = await together(players);
      await other!.leave();
      const [ana, ben] = [await stage.visitor({ as: players[0] }), await stage.visitor({ as: players[1] })];
      for (const { goTo } of [ana, ben]) await goTo(`/journeys/${session!.journeyId}`);
      const mayEnd = Promise.withResolvers<null>();
      stage.scene.script = { pieces: SENTENCES, lastAfter: mayEnd.promise };
      await act(ana.page, 'I go first.');
      await ben.page.getByText('Ana’s turn is being told.').waitFor();
      await act(ben.page, 'I go second.');
      await ben.page.getByText('1 ahead of you: I go second.').waitFor();
      await ana.page.getByText('1 action of the others waits.', { exact: false }).waitFor();
      await ben.page.getByRole('button', { name: 'Take back' }).click();
      await ben.page.getByText('1 ahead of you').waitFor({ state: 'detached' });
      expect(await ben.page.getByRole('form', { name: 'Your next action' }).getByRole('textbox').inputValue()).to.equal(
        'I go second.',
      );
      mayEnd.resolve(null);
      for (const { page } of [ana, ben]) await passage(page, 1).getByText(WHOLE).waitFor();
      expect((await players[1].client.api.wallet.history({ kind: 'turn' })).rows).to.deep.equal([]);
      await session!.leave();
    });

    it('moves nothing above a passage of 2,500 characters as it streams in, and nothing at all for who wants less motion', async () => {
      const { page, goTo } = await stage.visitor({ reducedMotion: 'reduce' });
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 500);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      const visitor = await stage.visitor({ as: ana });
      await visitor.goTo(`/journeys/${journeyId}`);
      await visitor.page.getByRole('button', { name: /^Send/ }).waitFor();
      stage.scene.script = { pieces: SENTENCES };
      await act(visitor.page, 'I begin.');
      await passage(visitor.page, 1).getByText('Told by').waitFor();
      // What the first turn leaves to come: the prices of another telling and of the next turn, which credits pay.
      await visitor.page.getByRole('button', { name: /^Tell it anew: about/ }).waitFor();
      await visitor.page.getByRole('button', { name: /^Send\s*about/ }).waitFor();
      await visitor.page.waitForTimeout(500);
      stage.scene.script = { pieces: cut(prose(2_500), 60), pauseMs: 5 };
      const shift = await shiftDuring(visitor.page, async () => {
        await act(visitor.page, 'I listen.');
        await passage(visitor.page, 2).getByText('Told by').waitFor();
      });
      expect(shift).to.equal(0);
      await goTo('/');
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('*')]
          .filter((element) => {
            const { animationDuration, transitionDuration } = getComputedStyle(element);
            return [animationDuration, transitionDuration].some((times) =>
              times.split(', ').some((time) => parseFloat(time) > 0.01),
            );
          })
          .map((element) => element.className),
      );
      expect(moving).to.deep.equal([]);
    });

    it('[TN1] says that the network is gone, shows the whole passage when it is back, and charges each action once', async () => {
      const { server } = stage.scene;
      const relay = await startRelay(server.url);
      try {
        const ana = await signIn({ url: relay.url });
        await give(server, ana, 500);
        const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
        const visitor = await stage.visitor({ as: ana, through: relay.url });
        visitor.allow(/WebSocket|ERR_/); // the browser's own words for a cut network
        await visitor.goTo(`/journeys/${journeyId}`);
        // The day's free turn goes first: who would pay with credits instead is asked again.
        stage.scene.script = { pieces: ['A gull lands.'] };
        await act(visitor.page, 'I wait.');
        await passage(visitor.page, 1).getByText('paid by a free turn').waitFor();
        const isCut = Promise.withResolvers<null>();
        stage.scene.script = { pieces: SENTENCES, lastAfter: isCut.promise };
        await act(visitor.page, 'I hold on.');
        await visitor.page.getByText(SENTENCES[0]!.trim()).first().waitFor();
        relay.isDown = true;
        relay.cut();
        isCut.resolve(null);
        await visitor.page.getByText('The connection is lost. Coming back…').waitFor();
        await visitor.page.getByText('Reconnecting…', { exact: true }).waitFor();
        await act(visitor.page, 'I hold on longer.');
        await visitor.page.getByText(/^Your action is kept, .* It is never charged twice\.$/).waitFor();
        relay.isDown = false;
        for (const n of [2, 3]) await passage(visitor.page, n).getByText(WHOLE).waitFor();
        await visitor.page.getByText('The connection is lost').waitFor({ state: 'detached' });
        await until(async () => (await server.wallets.find(ana.playerId)).holds.length === 0, 'the turns to settle');
        expect((await ana.client.api.wallet.history({ kind: 'turn' })).rows.map(({ turn }) => turn?.n)).to.deep.equal([3, 2, 1]);
      } finally {
        relay.close();
      }
    });
  },
);
