/** The header holds what it has at every width: one line, nothing cut off, nothing out of sight. */
import { expect } from 'chai';
import { GameClient } from '#sdk/index.ts';
import { PASSWORD } from '../server/auth/password.ts';
import { give } from '../support/players.ts';
import { scriptedScene } from './scripted-scene.ts';
import { describePages } from './stage.ts';
import { DESKTOP, PHONE } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const WIDTHS = [320, 390, 600, 768, 800, 844, 900, 991, 992, 1024, 1280];

describePages('the header in the browser', scriptedScene, (stage, it) => {
  async function expectOneLine({ page }: Visitor): Promise<void> {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      const { height, scrollWidth, edges } = await page.getByRole('banner').evaluate((header) => ({
        height: header.getBoundingClientRect().height,
        scrollWidth: document.documentElement.scrollWidth,
        edges: [...header.querySelectorAll('a, button')]
          .map((element) => element.getBoundingClientRect())
          .filter((box) => box.width > 0)
          .map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
      }));
      expect(scrollWidth, `${width}: scrolls sideways`).to.equal(width);
      const across = edges.toSorted((a, b) => a.left - b.left);
      for (const [index, { left, right, top, bottom }] of across.entries()) {
        expect(top, `${width}: above`).to.be.at.least(0);
        expect(bottom, `${width}: below`).to.be.at.most(height);
        expect(right, `${width}: beyond`).to.be.at.most(width);
        expect(left, `${width}: over the one before`).to.be.at.least(across[index - 1]?.right ?? 0);
      }
    }
  }

  it('has one line for who is not signed in', async () => {
    const visitor = await stage.visitor();
    await visitor.goTo('/help');
    await visitor.page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
    await expectOneLine(visitor);
  });

  it('marks the page one is on, in sight also where a row of pages is wider than the screen', async () => {
    const { page, goTo } = await stage.visitor({ viewport: PHONE });
    await goTo('/packs');
    const here = page.getByRole('link', { name: 'Buy credits' }).and(page.locator('[aria-current="page"]'));
    const box = (await here.boundingBox())!;
    expect(box.x + box.width).to.be.at.most(PHONE.width);
    await page.setViewportSize(DESKTOP);
    await goTo('/help');
    await page.getByRole('banner').locator('[aria-current="page"]').getByText('Help').waitFor();
  });

  it('has one line for a long name and many credits', async () => {
    const client = new GameClient({ url: stage.scene.url });
    const { me } = await client.signUp({
      name: 'Maximiliana Wilhelmine von Hohenstaufens',
      email: 'max@example.com',
      password: PASSWORD,
    });
    const player = { client, playerId: me.playerId };
    await give(stage.scene.server, player, 54_321);
    const visitor = await stage.visitor({ as: player });
    await visitor.goTo('/help');
    await visitor.page.getByRole('button', { name: /54,\d{3}/ }).waitFor();
    await visitor.page.getByRole('button', { name: /Maximiliana/ }).waitFor();
    await expectOneLine(visitor);
  });
});
