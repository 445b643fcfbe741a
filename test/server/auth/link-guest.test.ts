/** What becomes of a guest who signs in to an account that was there before: told apart from a new one, and merged once. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createGuestLinking } from '#server/auth/link-guest.ts';
import type { GuestLinking, GuestMerge } from '#server/auth/link-guest.ts';
import { codeOf } from '../../models/code-of.ts';
import { startTestGame } from '../../support/test-game.ts';
import type { TestGame } from '../../support/test-game.ts';

describe('linking a guest', () => {
  let test: TestGame;
  let linking: GuestLinking;
  const merges: GuestMerge[] = [];
  const told: string[] = [];
  const at = new Date('2026-11-23T12:00:00Z');
  before(async () => {
    test = await startTestGame();
    linking = createGuestLinking({
      players: test.players,
      mergeGuest: (merge) => Promise.resolve(merges.push(merge)),
      clock: () => at,
      onLinked: (playerId) => Promise.resolve(void told.push(playerId)),
    });
  });
  after(() => test.end());
  beforeEach(() => {
    merges.splice(0);
    told.splice(0);
  });

  const guest = () => ({ id: randomUUID(), name: 'Guest', isAnonymous: true });
  const account = (guestUserId: string | null = null) => ({ id: randomUUID(), name: 'Ana', isAnonymous: false, guestUserId });

  it('merges what a guest has into an account that was there before', async () => {
    const [bo, ana] = [guest(), account()];
    const { id: guestId } = await linking.playerOf(bo);
    const { id: accountId } = await linking.playerOf(ana);
    expect(await linking.link(bo, ana)).to.equal('merged');
    expect(merges).to.deep.equal([{ guestId, accountId, at }]);
    expect(told).to.deep.equal([accountId]);
  });

  it('[ID1] adopts the guest who made the account, and merges nobody', async () => {
    const bo = guest();
    const { id } = await linking.playerOf(bo);
    const ana = account(bo.id);
    expect(await linking.link(bo, ana)).to.equal('adopted');
    expect((await linking.playerOf(ana)).id).to.equal(id);
    expect(await linking.link(bo, ana), 'again').to.equal('none');
    expect(merges).to.deep.equal([]);
    expect(await codeOf(linking.playerOf(bo))).to.equal('UNAUTHENTICATED');
  });

  it('finishes the account’s own guest before it merges another', async () => {
    const [first, second] = [guest(), guest()];
    const { id: firstId } = await linking.playerOf(first);
    const { id: guestId } = await linking.playerOf(second);
    expect(await linking.link(second, account(first.id))).to.equal('merged');
    expect(merges).to.deep.equal([{ guestId, accountId: firstId, at }]);
  });

  it('has nothing to do for a guest who never played, or has left', async () => {
    const ana = account();
    expect(await linking.link(guest(), ana)).to.equal('none');
    const bo = guest();
    const { id } = await linking.playerOf(bo);
    await test.departures.leave(id, at);
    expect(await linking.link(bo, ana)).to.equal('none');
    expect([merges, told]).to.deep.equal([[], []]);
  });
});
