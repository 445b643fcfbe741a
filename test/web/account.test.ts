/** Accounts on their pages: a guest who signs up keeps everything, passwords by mail, devices, export, deletion. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { pino } from 'pino';
import { GameClient } from '#sdk/index.ts';
import { PASSWORD } from '../server/auth/password.ts';
import { signIn, until } from '../support/players.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';

/** What the server prints where a mail would go out. */
const printed: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void printed.push(line) });

describePages(
  'an account in the browser',
  (pages) => scriptedScene(pages, { log }),
  (stage, it) => {
    const account = (name: string) => ({ name, email: `${name.toLowerCase()}@example.com`, password: PASSWORD });

    it('is made by a guest, who keeps the journey and is called by the new name in it', async () => {
      const visitor = await stage.visitor();
      const { page, goTo } = visitor;
      await goTo('/');
      await page.getByRole('button', { name: 'Play The Drowned Light' }).click();
      await page.getByRole('region', { name: 'The beginning' }).waitFor();
      const journey = page.url();
      await goTo('/');
      await page.getByRole('button', { name: 'Play The Drowned Light' }).click();
      await page.waitForURL(journey); // the one that waits to begin, not one more
      await page.getByRole('button', { name: /your menu/ }).click();
      await page.getByRole('menuitem', { name: 'Make an account' }).click();
      const { name, email, password } = account('Ana');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Make an account' }).click();
      await page.getByText('Welcome, Ana').waitFor();
      await goTo('/dashboard');
      await page
        .getByRole('region', { name: 'My journeys' })
        .getByRole('link', { name: /The Drowned Light/ })
        .click();
      await page.waitForURL(journey);
      await page.getByRole('region', { name: 'The beginning' }).waitFor();
      const token = await visitor.token();
      const played = await new GameClient({ url: stage.scene.url, token: token! }).api.journeys.list();
      expect(played.map(({ players }) => players.map(({ name }) => name))).to.deep.equal([['Ana']]);
    });

    it('asks for a shorter name, and cuts none', async () => {
      const { page, goTo } = await stage.visitor();
      await goTo('/sign-up');
      const field = page.getByRole('textbox', { name: 'Name', exact: true });
      await field.fill('A'.repeat(41));
      await page.getByText('Write a name of up to 40 characters').waitFor();
      expect(await field.inputValue()).to.have.length(41);
      await field.fill('A'.repeat(40));
      await page.getByText('Write a name of up to 40 characters').waitFor({ state: 'detached' });
    });

    it('gets a new password by the mail that is printed', async () => {
      const { url } = stage.scene;
      const { email, password, name } = account('Ben');
      await new GameClient({ url }).signUp({ name, email, password });
      printed.splice(0);
      const { page, goTo } = await stage.visitor();
      await goTo('/forgot-password');
      await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByText(/a link is on its way/).waitFor();
      const link = () => printed.join('\n').match(/https?:\/\/[^\s"\\]*reset-password[^\s"\\]*/)?.[0];
      await until(() => link() !== undefined, 'the mail');
      const { pathname, search } = new URL(link()!);
      await goTo(pathname + search);
      await page.getByLabel('New password', { exact: true }).fill(`${PASSWORD} and more`);
      await page.getByRole('button', { name: 'Set it' }).click();
      await page.getByText('Your password is set').waitFor();
      expect((await new GameClient({ url }).signIn({ email, password: `${PASSWORD} and more` })).me.name).to.equal('Ben');
    });

    it('lists devices, and signs another one out', async () => {
      const { url } = stage.scene;
      const here = new GameClient({ url });
      const { me } = await here.signUp(account('Cleo'));
      const elsewhere = new GameClient({ url });
      await elsewhere.signIn(account('Cleo'));
      const { page, goTo } = await stage.visitor({ as: { client: here, playerId: me.playerId } });
      await goTo('/account');
      await page.getByRole('button', { name: /^Sign out: / }).click();
      await page.getByRole('button', { name: /^Sign out: / }).waitFor({ state: 'detached' });
      expect((await here.api.me()).name).to.equal('Cleo');
      const refused = await elsewhere.api.me().catch((failure: unknown) => failure);
      expect(refused).to.include({ code: 'UNAUTHENTICATED' });
    });

    it('shows the way back in where it was signed out from elsewhere, on pages that were open and on new ones', async () => {
      const { url } = stage.scene;
      const elsewhere = new GameClient({ url });
      const { me } = await elsewhere.signUp(account('Eve'));
      const devices = [new GameClient({ url }), new GameClient({ url })];
      for (const client of devices) await client.signIn(account('Eve'));
      const [open, fresh] = await Promise.all(devices.map((client) => stage.visitor({ as: { client, playerId: me.playerId } })));
      await open!.goTo('/dashboard');
      await open!.page.getByRole('button', { name: 'Eve: your menu' }).waitFor();
      await open!.page.locator('[data-balance]').waitFor();
      await elsewhere.api.account.endOtherSessions();
      await fresh!.goTo('/dashboard');
      for (const visitor of [open!, fresh!]) {
        visitor.allow(/401/);
        const { page } = visitor;
        await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
        await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
        expect(await page.getByRole('alert').count(), 'no failure').to.equal(0);
        expect(await visitor.token()).to.equal(null);
        await page.getByText('You were signed out here').waitFor();
        await page.reload();
        await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
        expect(await page.getByText('You were signed out here').count(), 'told once').to.equal(0);
      }
    });

    it('says in a journey, where it was signed out from elsewhere, why, that the words are kept, and the way back in', async () => {
      const { url } = stage.scene;
      const elsewhere = new GameClient({ url });
      const { me } = await elsewhere.signUp(account('Finn'));
      const { journeyId } = await elsewhere.api.journeys.create({ worldId: 'drowned-light', name: 'Finn' });
      const client = new GameClient({ url });
      await client.signIn(account('Finn'));
      const visitor = await stage.visitor({ as: { client, playerId: me.playerId } });
      const { page, goTo } = visitor;
      await goTo(`/journeys/${journeyId}?turn=abc`);
      await page.getByRole('form', { name: 'Your next action' }).getByRole('textbox').fill('I look around.');
      expect(new URL(page.url()).search, 'no turn’s number').to.equal('');
      visitor.allow(/401/);
      await elsewhere.api.account.endOtherSessions();
      const note = page.getByRole('alert').filter({ hasText: 'You are signed out' });
      await note.getByText('You were signed out here, from another device').waitFor();
      await note.getByText('The story and your words are kept.').waitFor();
      await until(() => note.evaluate((element) => element === document.activeElement), 'the focus on the note');
      await note.getByRole('link', { name: 'Sign in' }).waitFor();
    });

    it('saves all that is kept about its player, and is deleted by a typed word', async () => {
      const dan = await signIn(stage.scene.server);
      const visitor = await stage.visitor({ as: dan, acceptDownloads: true });
      const { page } = visitor;
      await visitor.goTo('/account');
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save it' }).click();
      const saved = await readFile(await (await downloading).path(), 'utf8');
      expect(JSON.stringify(JSON.parse(saved))).to.contain(dan.playerId);
      await page.getByRole('button', { name: 'Delete…' }).click();
      const dialog = page.getByRole('dialog');
      const forGood = dialog.getByRole('button', { name: 'Delete for good' });
      await forGood.waitFor();
      expect(await forGood.isDisabled()).to.equal(true);
      await dialog.getByRole('textbox').fill('delete');
      await forGood.click();
      await page.getByRole('button', { name: 'Start a story' }).waitFor();
      expect(await visitor.token()).to.equal(null);
      const refused = await dan.client.api.me().catch((failure: unknown) => failure);
      expect(refused).to.have.property('code');
    });
  },
);
