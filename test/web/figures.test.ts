/** Every figure on the pages is the API's own: prices in the picker, costs, receipts, the context viewer and help. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { GameClient } from '#sdk/index.ts';
import type { JourneySession, NarratorView, TurnPartView } from '#sdk/index.ts';
import { give, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { amounts } from './at-the-story.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

const ENVIRONMENT = { FREE_TURNS_GUEST: '2', FREE_TURNS_ACCOUNT: '7', WELCOME_GRANT_CREDITS: '123', SHARE_BASIS_POINTS: '1750' };

describePages(
  'figures in the browser',
  (pages) => scriptedScene(pages, { environment: ENVIRONMENT, sells: true }),
  (stage, it) => {
    /** Ana after a free turn and a paid one, which also asked what changed. */
    async function twoTurns(): Promise<{ player: TestPlayer; session: JourneySession; page: Page }> {
      const player = await signIn(stage.scene.server);
      await give(stage.scene.server, player, 5_000);
      const [session] = await together([player]);
      stage.scene.script = { pieces: ['The lamp ', 'catches.'], patches: [{ key: 'lamp-oil', op: 'add', value: -2 }] };
      for (const narratorId of ['hearth', 'astral-lumen']) {
        await session!.chooseNarrator(narratorId);
        const outcome = await session!.act('I light the lamp with the oil.');
        expect(outcome.type).to.equal('settled');
      }
      const { page, goTo } = await stage.visitor({ as: player });
      await goTo(`/journeys/${session!.journeyId}`);
      return { player, session: session!, page };
    }

    const quoteIn = async ({ client }: TestPlayer) =>
      (await client.api.narrators({ worldId: 'drowned-light' })).find(({ narratorId }) => narratorId === 'hearth')?.quote;

    it('[TN8] has the quotes of the API in the model picker, and strikes through what a free turn would pay', async () => {
      const { player, session, page } = await twoTurns();
      await page.getByRole('button', { name: /^Scripted, credits only/ }).click();
      const picker = page.getByRole('dialog', { name: 'AI model' });
      await picker.getByRole('radio').first().waitFor();
      const models = await player.client.api.narrators({ journeyId: session.journeyId });
      const shown = await picker.locator('[data-model]').evaluateAll((cards) => cards.map((card) => card.dataset['model']));
      expect(shown.sort()).to.deep.equal(models.map(({ narratorId }) => narratorId).sort());
      await expectQuotes(picker, models);
      await session.leave();
    });

    it("has the API's quotes of a new guest on a world's page, for a reader who is not signed in", async () => {
      const visitor = await stage.visitor();
      const { page } = visitor;
      await visitor.goTo('/worlds/drowned-light');
      const picker = page.getByRole('radiogroup', { name: 'AI model' });
      await picker.waitFor();
      const models = await new GameClient({ url: stage.scene.url }).api.narrators({ worldId: 'drowned-light' });
      expect(models.map(({ quote }) => quote?.turnsLeft)).to.deep.equal([2, 0]);
      await expectQuotes(picker, models);
      await page.getByText('For a new player. Free turns come first, each day').waitFor();
      await picker.getByText('What you have does not cover a turn').waitFor();
      expect(await visitor.token(), 'nobody was made to see them').to.equal(null);
    });

    it('says one price of a turn on a world’s page, and names the limit that cuts it', async () => {
      const ana = await signIn(stage.scene.server);
      await give(stage.scene.server, ana, 5_200);
      const [session] = await together([ana]);
      for (let turn = 0; turn < 2; turn++) await session!.act('I wait.');
      await session!.leave();
      const { ceiling } = (await quoteIn(ana))!;
      await ana.client.api.wallet.setCaps({ turn: Math.floor(ceiling * 0.8), day: null, warnBelow: null });
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo('/worlds/drowned-light');
      const card = page.locator('[data-model="hearth"]');
      await card
        .getByText(/^Your own limit for a turn (allows|leaves)/)
        .first()
        .waitFor();
      expect(await page.getByText('What you have').count()).to.equal(0);
      const quote = (await quoteIn(ana))!;
      expect(quote.cappedBy).to.equal('turn');
      expect(await amounts(page.getByText('A turn: about'))).to.deep.equal([quote.likely]);
      expect(await amounts(card.locator('[data-figure="likely"]'))).to.deep.equal([quote.likely]);
    });

    it('counts the turns of a pack by the API’s price of a first turn, and says so', async () => {
      const { page, goTo } = await stage.visitor();
      const { api } = new GameClient({ url: stage.scene.url });
      const price = async () => (await api.worlds.list({})).map(({ likelyCost }) => likelyCost);
      await until(async () => !(await price()).includes(null), 'prices of all worlds');
      const costs = (await price()).map(Number).sort((a, b) => a - b);
      const cost = costs[Math.floor(costs.length / 2)]!;
      await goTo('/packs');
      await page.locator(`[data-turn-cost="${cost}"]`).waitFor();
      for (const { credits, bonus } of (await api.purchases.packs()).packs) {
        const turns = ((credits + bonus) / cost).toFixed();
        const pack = page.getByRole('region', { name: `${((credits + bonus) / 1e6).toLocaleString('en')} credits` });
        const told = Number((await pack.getByText(/^about .* turns on/).innerText()).replace(/\D/g, ''));
        expect(told).to.be.within(Number(turns) * 0.9 - 1, Number(turns));
      }
    });

    it('keeps the prices in their place when the reader signs in, and makes them theirs', async () => {
      const visitor = await stage.visitor();
      const { page } = visitor;
      await visitor.goTo('/worlds/drowned-light');
      const picker = page.getByRole('radiogroup', { name: 'AI model' });
      await picker.evaluate((list) => list.setAttribute('data-was-here', ''));
      const place = await picker.boundingBox();
      const priced = page.waitForResponse(/\/api\/narrators/);
      await page.route('**/api/me', async (route) => {
        await priced; // who has come is known last
        await route.continue();
      });
      const { client } = await signIn(stage.scene.server);
      const other = await visitor.tab();
      await other.goto('/help');
      await other.evaluate((token) => localStorage.setItem(`imagina-token ${location.origin}`, token), client.token!);
      await page.getByText('For you, now. Today’s free turns come first').waitFor();
      await page
        .getByRole('button', { name: /^My credits|free/ })
        .first()
        .waitFor();
      await page.waitForLoadState('networkidle');
      await expectQuotes(picker, await client.api.narrators({ worldId: 'drowned-light' }));
      expect(await picker.getAttribute('data-was-here'), 'the same list').to.equal('');
      expect(await picker.boundingBox()).to.deep.equal(place);
    });

    it('[TN8][PR2] has the charges of the API in the cost panel, and receipts that sum to them', async () => {
      const { player, session, page } = await twoTurns();
      await page.getByRole('button', { name: /^Costs:/ }).click();
      const panel = page.getByRole('dialog', { name: 'Costs' });
      await panel.locator('[data-receipt="2"]').waitFor();
      const { journeyId } = session;
      const [{ rows }, wallet, models] = await Promise.all([
        player.client.api.wallet.history({ kind: 'turn' }),
        player.client.api.wallet.get(),
        player.client.api.narrators({ journeyId }),
      ]);
      const quote = models.find(({ narratorId }) => narratorId === 'astral-lumen')!.quote!;
      expect(await amounts(figure(panel, 'available'))).to.deep.equal([wallet.available]);
      expect(await attribute(panel, 'data-turns-left')).to.equal(String(quote.turnsLeft));
      expect(await attribute(panel, 'data-free-turns-left')).to.equal(String(wallet.freeTurnsLeft));
      for (const name of ['likely', 'low', 'high', 'ceiling'] as const)
        expect(await amounts(figure(panel, name)), name).to.deep.equal([quote[name]]);

      expect(rows.map(({ turn }) => [turn?.n, turn?.funding])).to.deep.equal([
        [2, 'credits'],
        [1, 'free'],
      ]);
      for (const { amount, turn } of rows) {
        const n = turn!.n!;
        const isFree = turn!.funding === 'free';
        const worth = isFree ? turn!.wouldHaveCost : -amount;
        const row = panel.locator(`tr[data-turn="${n}"]`);
        expect(await amounts(row)).to.deep.equal([worth]);
        expect(await row.locator('[data-struck]').count()).to.equal(isFree ? 1 : 0);
        if (isFree) await panel.getByRole('button', { name: `Turn ${n}`, exact: true }).click();
        const receipt = panel.locator(`[data-receipt="${n}"]`);
        await receipt.waitFor();
        expect(await amounts(figure(receipt, 'total'))).to.deep.equal([worth]);
        expect(await figure(receipt, 'total').locator('[data-struck]').count()).to.equal(isFree ? 1 : 0);
        const lines = await amounts(receipt.locator('[data-cause]'));
        expect(sum(lines), 'its lines').to.equal(worth);
        const { parts, charged } = await player.client.api.journeys.context({ journeyId, n });
        expect(charged).to.equal(isFree ? 0 : worth);
        expect(sum(parts.map(({ cost }) => cost ?? 0)), "the API's parts").to.equal(worth);
        const written = parts.filter(({ call, kind }) => call === 'narration' && kind === 'output');
        expect(await amounts(receipt.locator('[data-cause="passage"]'))).to.deep.equal(written.map(({ cost }) => cost));
      }
      await session.leave();
    });

    it('[PR2] has every part of the API in the context viewer, with its tokens and its cost', async () => {
      const { player, session, page } = await twoTurns();
      const { journeyId } = session;
      await page.goto('/history');
      await page.locator(`a[href="/journeys/${journeyId}?turn=2"]`).first().click();
      const viewer = page.getByRole('dialog', { name: 'What the AI model read for turn 2' });
      await viewer.locator('[data-call="trackers"]').waitFor();
      const { parts, charged } = await player.client.api.journeys.context({ journeyId, n: 2 });
      expect(await amounts(figure(viewer, 'charged'))).to.deep.equal([charged]);
      const costs: number[] = [];
      for (const call of ['narration', 'trackers'] as const) {
        const section = viewer.locator(`[data-call="${call}"]`);
        const own = parts.filter((part: TurnPartView) => part.call === call && !part.cut);
        const tokens = own.map((part) => part.tokens);
        expect(await tokensIn(section.locator('td[data-tokens]')), call).to.deep.equal(tokens);
        expect(sum(await tokensIn(section.locator('[data-cause]'))), 'its bar').to.equal(sum(tokens));
        const shown = await amounts(section.getByRole('table'));
        expect(shown, call).to.deep.equal(own.map(({ cost }) => cost));
        costs.push(...shown);
      }
      expect(sum(costs)).to.equal(charged);
      await session.leave();
    });

    it('has the terms, packs and prices of the API on its help pages', async () => {
      const { client } = await signIn(stage.scene.server);
      const [terms, { packs }, models] = await Promise.all([
        client.api.terms(),
        client.api.purchases.packs(),
        client.api.narrators({}),
      ]);
      const { page, goTo } = await stage.visitor();
      await goTo('/help/credits');
      const section = (name: string) => page.getByRole('region', { name, exact: true });
      const says = (name: string, text: string) => section(name).getByText(text, { exact: false }).waitFor();
      await says('What a turn costs', `One credit is about USD ${terms.creditUsd}.`);
      expect(terms.freeTurnsPerDay).to.deep.equal({ guest: 2, account: 7 });
      await says('Free turns', 'free turns: 2 for guests, 7 for accounts');
      for (const { name, freeEligible } of models)
        await says('Free turns', `${freeEligible ? 'Free turns cover' : 'These take credits only'}: ${name}.`);
      expect(terms.welcomeGrant).to.equal(123_000_000);
      await says('Where credits come from', 'Welcome credits: 123 for a new account');
      expect(terms.shareBasisPoints).to.equal(1_750);
      await says('What creators get', 'earns 17.5% of the credits');
      await says('What creators get', `pending for ${terms.refundWindowDays} days`);
      const sold = section('Packs on sale').getByRole('row');
      await sold.nth(packs.length).waitFor();
      for (const [index, { price, currency, credits, bonus }] of packs.entries()) {
        const money = new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(price / 100);
        const cells = await sold
          .nth(index + 1)
          .getByRole('cell')
          .allTextContents();
        expect(cells.slice(1)).to.deep.equal([money, number(credits / 1_000_000), number(bonus / 1_000_000)]);
      }

      await goTo('/help/models');
      await says('The AI models here, today', `price book version ${terms.priceVersion}.`);
      expect(await page.getByRole('article', { name: /^Scripted/ }).count()).to.equal(models.length);
      for (const { name, prices, promptTokens, passageTokens } of models) {
        const facts = await page.getByRole('article', { name, exact: true }).getByRole('definition').allTextContents();
        const rates = [prices.input, prices.cacheRead, prices.output].map((price) => number(Number(price)));
        const limits = [promptTokens, passageTokens].map((tokens) => `${number(tokens)} tokens`);
        expect(facts.slice(0, 5), name).to.deep.equal([...rates, ...limits]);
      }
    });
  },
);

/** Every card's price, as the API has it: struck through where a free turn would pay. */
async function expectQuotes(picker: Locator, models: readonly NarratorView[]): Promise<void> {
  for (const { narratorId, quote, prices } of models) {
    const card = picker.locator(`[data-model="${narratorId}"]`);
    const isFree = narratorId === 'hearth';
    expect(quote!.funding).to.equal(isFree ? 'free' : 'credits');
    for (const name of isFree ? (['likely', 'low', 'high'] as const) : (['likely', 'low', 'high', 'ceiling'] as const))
      expect(await amounts(figure(card, name)), `${narratorId}: ${name}`).to.deep.equal([quote![name]]);
    expect(await card.locator('[data-struck]').count(), 'struck').to.equal(isFree ? 1 : 0);
    expect(await attribute(card, 'data-turns-left')).to.equal(String(quote!.turnsLeft));
    for (const pool of ['input', 'cacheRead', 'cacheWrite', 'output'] as const)
      expect(await card.locator(`[data-price="${pool}"]`).textContent()).to.equal(number(Number(prices[pool])));
  }
}

function figure(within: Locator, name: string): Locator {
  return within.locator(`[data-figure="${name}"]`);
}

function attribute(within: Locator, name: string): Promise<string | null> {
  return within.locator(`[${name}]`).getAttribute(name);
}

function tokensIn(found: Locator): Promise<number[]> {
  return found.evaluateAll((elements) => elements.map((element) => Number(element.getAttribute('data-tokens'))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** As a reader in the United States has it. */
function number(value: number): string {
  return new Intl.NumberFormat('en-US').format(value);
}
