/** The terms of a server, as its help pages show them. */
import { expect } from 'chai';
import { TermsSchema } from '#protocol/rest-contract.ts';
import { GameClient } from '#sdk/index.ts';
import { startTestServer } from '../../support/test-server.ts';

describe('the terms of a server', () => {
  it('are told to everybody, as the operator set them', async () => {
    const server = await startTestServer({
      clock: () => new Date('2026-11-23T23:30:00Z'),
      environment: { FREE_TURNS_GUEST: '4', WELCOME_GRANT_CREDITS: '12.5', SHARE_BASIS_POINTS: '1500', REFUND_WINDOW_DAYS: '7' },
    });
    try {
      const terms = await new GameClient({ url: server.url }).api.terms();
      expect(TermsSchema.parse(terms)).to.deep.equal({
        ...{ creditUsd: '0.001', freeTurnsPerDay: { guest: 4, account: 10 }, freeTurnsResetAt: '2026-11-24T00:00:00.000Z' },
        ...{ welcomeGrant: 12_500_000, shareBasisPoints: 1_500, refundWindowDays: 7, nextPayoutAt: '2026-11-24T00:05:00.000Z' },
        ...{ narrationMsMax: 180_000, holdTtlMs: 300_000, priceVersion: server.game.prices.current(server.game.clock()).version },
        tiers: [
          { tier: 'short', narratorIds: [], freeNarratorIds: [] },
          { tier: 'standard', narratorIds: ['hearth'], freeNarratorIds: ['hearth'] },
          { tier: 'premium', narratorIds: ['astral-lumen'], freeNarratorIds: [] },
        ],
      });
    } finally {
      await server.stop();
    }
  });
});
