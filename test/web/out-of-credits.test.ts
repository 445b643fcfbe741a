/** Out of credits on the journey's page: free turns on another AI model are offered; without any, packs and the time they return. */
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { buyPack } from '../support/buy-pack.ts';
import { give, signIn } from '../support/players.ts';
import { act, amounts, passage } from './at-the-story.ts';
import { axeFaults } from './axe.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

const PIECES = ['The door opens. ', 'Nobody is there.'];
const WORDS = 'Is anybody there?';

describePages(
  'out of credits in the browser',
  (pages) => scriptedScene(pages, { environment: { FREE_TURNS_GUEST: '1' }, sells: true }),
  (stage, it) => {
    it('[TN5] offers the AI models that free turns cover, keeps the words, and sends the same action once one is accepted', async () => {
      const ana = await signIn(stage.scene.server);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      stage.scene.script = { pieces: PIECES };
      const { page, goTo } = await stage.visitor({ as: ana });
      const sent = turnIdsSent(page);
      await goTo(`/journeys/${journeyId}`);
      await chooseCreditsOnly(page);
      await page.getByRole('radiogroup', { name: 'What kind of action' }).getByText('Say').click();
      await act(page, WORDS);
      const notice = refusal(page);
      await notice.getByText('Your words are kept.').waitFor();
      expect(await box(page).inputValue()).to.equal(WORDS);

      expect((await axeFaults(page)).join('\n')).to.equal('');
      const offers = notice.getByRole('button', { name: /^Switch to/ });
      expect(await offers.count(), 'free turns cover one of the two').to.equal(1);
      expect(await offers.innerText()).to.match(/^Switch to Scripted and send\s+free turn: \d/);
      const quote = (await ana.client.api.narrators({ journeyId })).find(({ narratorId }) => narratorId === 'hearth')?.quote;
      expect(quote?.funding).to.equal('free');
      expect(await amounts(offers)).to.deep.equal([quote?.likely]);
      expect(await offers.locator('[data-struck]').count()).to.equal(1);
      expect(await notice.getByRole('link', { name: 'Add credits' }).count(), 'another way on').to.equal(1);

      await offers.click();
      await passage(page, 1).getByText(PIECES.join('')).waitFor();
      await passage(page, 1).getByText(`“${WORDS}”`).waitFor();
      expect(await notice.count()).to.equal(0);
      expect(await box(page).inputValue()).to.equal('');
      const { rows } = await ana.client.api.wallet.history({ kind: 'turn' });
      const told = rows.map(({ amount, turn }) => [amount, turn?.narratorId, turn?.funding, turn?.turnId]);
      expect(sent, 'the same action, twice').to.have.length(2);
      expect(new Set(sent).size, 'under the same turnId').to.equal(1);
      expect(told).to.deep.equal([[0, 'hearth', 'free', sent[0]]]);
    });

    it('[PR3][TN7] asks before it takes credits for an action that was sent as a free turn', async () => {
      const [ana, ben] = [await signIn(stage.scene.server), await signIn(stage.scene.server)];
      await give(stage.scene.server, ana, 500);
      const told = await ben.client.startJourney({ worldId: 'drowned-light', name: 'Ben' });
      const { journeyId } = told;
      const { invite } = await ben.client.api.journeys.get({ journeyId });
      await ana.client.api.journeys.join({ journeyId, invite, name: 'Ana' });
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      const gate = Promise.withResolvers<null>();
      stage.scene.script = { pieces: PIECES, lastAfter: gate.promise };
      const telling = told.act('I sing.');
      await page.getByText('I sing.').first().waitFor();
      await act(page, 'I listen.');
      await page.getByText('I listen.').first().waitFor();
      await act(page, WORDS);
      await page.getByText(WORDS).first().waitFor();
      gate.resolve(null);
      await telling;
      await passage(page, 2).getByText(PIECES.join('')).waitFor();
      const notice = page.getByRole('alert').filter({ hasText: 'No free turn was left for this' });
      await notice.getByText(/^about \d/).waitFor();
      expect((await axeFaults(page)).join('\n')).to.equal('');
      expect(await box(page).inputValue()).to.equal(WORDS);
      expect((await ana.client.api.wallet.get()).available).to.equal(500_000_000);

      await notice.getByRole('button', { name: 'Send at this price' }).click();
      await passage(page, 3).getByText(PIECES.join('')).waitFor();
      const { rows } = await ana.client.api.wallet.history({ kind: 'turn' });
      expect(rows.map(({ turn }) => turn?.funding)).to.deep.equal(['credits', 'free']);
      await told.leave();
    });

    it('[TN5] runs out of free turns, offers nothing but credits, and sends the kept words once they are there', async () => {
      const ana = await signIn(stage.scene.server);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      stage.scene.script = { pieces: PIECES };
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      await page.getByText('1 of 1 free turns left today').waitFor();
      await act(page, 'I knock.');
      await passage(page, 1).getByText(PIECES.join('')).waitFor();
      await act(page, WORDS);
      await refusal(page).getByText('Your words are kept.').waitFor();
      // As a purchase in another tab would.
      await buyPack(stage.scene.server, ana, 'spark');
      const covered = page.locator('[data-outcome="covered"]');
      const send = covered.getByRole('button', { name: /^Send now: about [\d.]+ credits, at most [\d.]+$/ });
      await send.waitFor();
      const quote = (await ana.client.api.narrators({ journeyId })).find(({ narratorId }) => narratorId === 'hearth')?.quote;
      expect(await amounts(send)).to.deep.equal([quote?.likely, quote?.ceiling]);
      // What is in the box is what is sent, and paid for.
      await box(page).fill('Is anybody there, please?');
      await send.click();
      await passage(page, 2).getByText(PIECES.join('')).waitFor();
      await passage(page, 2).getByText('Is anybody there, please?').waitFor();
      expect(await box(page).inputValue()).to.equal('');
      const { rows } = await ana.client.api.wallet.history({ kind: 'turn' });
      expect(rows.map(({ turn }) => [turn?.n, turn?.funding])).to.deep.equal([
        [2, 'credits'],
        [1, 'free'],
      ]);
    });

    it('[TN10] names the limit that refuses a turn, and sends it once the limit is another one', async () => {
      const ana = await signIn(stage.scene.server);
      await buyPack(stage.scene.server, ana, 'spark');
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      stage.scene.script = { pieces: PIECES };
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      await act(page, 'I knock.');
      await passage(page, 1).getByText('paid by a free turn').waitFor();
      await ana.client.api.wallet.setCaps({ turn: 10_000, day: null, warnBelow: null });
      await page.getByText('Your cap per turn does not cover a turn', { exact: false }).waitFor();
      expect(await page.getByRole('link', { name: /^Make an account/ }).count(), 'credits do not help').to.equal(0);
      await act(page, WORDS);
      const notice = page.locator('[data-outcome]');
      await notice.getByText('This would go over your own limit').waitFor();
      await ana.client.api.wallet.setCaps({ turn: null, day: null, warnBelow: null });
      await notice.getByRole('button', { name: /^Send now/ }).click();
      await passage(page, 2).getByText(WORDS).waitFor();
      expect(await box(page).inputValue()).to.equal('');
    });

    it('[TN5] says when free turns return and leads to the packs and back where none is left, with the words kept', async () => {
      const ana = await signIn(stage.scene.server);
      const { journeyId } = await ana.client.api.journeys.create({ worldId: 'drowned-light', name: 'Ana' });
      stage.scene.script = { pieces: PIECES };
      const { page, goTo } = await stage.visitor({ as: ana });
      await goTo(`/journeys/${journeyId}`);
      await act(page, 'I knock.');
      await passage(page, 1).getByText(PIECES.join('')).waitFor();
      await act(page, WORDS);
      const notice = refusal(page);
      await notice.getByText(/at 12:00 AM, the free turn returns/).waitFor();
      const { freeTurnsResetAt, freeTurnsLeft, available } = await ana.client.api.wallet.get();
      expect([freeTurnsLeft, available]).to.deep.equal([0, 0]);
      expect(await notice.locator('[data-free-turns-reset]').getAttribute('data-free-turns-reset')).to.equal(freeTurnsResetAt);
      expect(await notice.getByRole('button', { name: /^Switch to/ }).count()).to.equal(0);

      await notice.getByRole('link', { name: /^Make an account: [\d,]+ credits at once, and \d+ free turns a day$/ }).waitFor();
      expect(await page.getByText('Choose another AI model').count(), 'where none is paid for').to.equal(0);

      await notice.getByRole('link', { name: 'Add credits' }).click();
      await page.getByRole('button', { name: /^Buy/ }).first().waitFor();
      const address = new URL(page.url());
      expect([address.pathname, address.searchParams.get('back')]).to.deep.equal(['/packs', `/journeys/${journeyId}`]);
      await page.goBack();
      await passage(page, 1).waitFor();
      expect(await box(page).inputValue()).to.equal(WORDS);
      expect((await ana.client.api.wallet.history({ kind: 'turn' })).rows).to.have.length(1);
    });
  },
);

function refusal(page: Page) {
  return page.getByRole('alert').filter({ hasText: 'Your credits do not cover this turn' });
}

function box(page: Page) {
  return page.getByRole('form', { name: 'Your next action' }).getByRole('textbox');
}

async function chooseCreditsOnly(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Scripted/ }).click();
  const picker = page.getByRole('dialog', { name: 'AI model' });
  await picker.getByText('Scripted, credits only', { exact: true }).click();
  expect(await picker.getByRole('radio', { name: 'Scripted, credits only' }).isChecked()).to.equal(true);
  await picker.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /^Scripted, credits only/ }).waitFor();
}

/** What this browser sends into the room: the turnId of every action, in order. */
function turnIdsSent(page: Page): string[] {
  const sent: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const found = /act.*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/s.exec(String(payload));
      if (found?.[1]) sent.push(found[1]);
    }),
  );
  return sent;
}
