/** Up to a thousand turns at once on one wallet: what it covers is held, never more. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { GameError } from '#protocol/errors.ts';
import { credits } from '#core/money/microcredits.ts';
import type { HoldOutcome } from '#core/turns/turn-store.ts';
import { availableIn, heldIn } from '#core/wallet/wallet.ts';
import { startTestGame } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';

const TURNS = 1_000;
/** A race like the other, for the day's counter instead of the pockets. */
const FREE_TURNS = 200;
const CEILING = credits(30);
/** Covers nine turns, and not ten. */
const CREDITS = 299;

describe('many turns at once on one wallet', function () {
  this.timeout(60_000);
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  after(() => test.end());

  it(`[LG4] holds of ${TURNS} what the wallet covers, never more, and loses nothing`, async () => {
    const ana = await test.player({ bonus: CREDITS });
    const outcomes = await Promise.all(Array.from({ length: TURNS }, () => holdOne(ana.id)));
    const held = outcomes.flatMap((outcome) => (typeof outcome === 'string' || outcome.type !== 'held' ? [] : [outcome.hold]));
    const wallet = await test.wallets.find(ana.id);
    expect(held.length).to.equal(9);
    expect([availableIn(wallet), heldIn(wallet)]).to.deep.equal([credits(29), credits(270)]);

    await Promise.all(
      held.map((hold) => test.game.turns.release({ hold, reason: 'narrator-failed', at: new Date(), incomplete: null })),
    );
    expect(availableIn(await test.wallets.find(ana.id))).to.equal(credits(CREDITS));
    await test.assertBooks();
  });

  it(`[TN2] gives out the free turns of the day to ${FREE_TURNS}, never more`, async () => {
    const ben = await test.player();
    const outcomes = await Promise.all(Array.from({ length: FREE_TURNS }, () => holdOne(ben.id, true)));
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).to.have.length(3);
  });

  /** The hold's outcome, or the code it was refused with. */
  async function holdOne(playerId: string, freeEligible = false): Promise<HoldOutcome | string> {
    const { game } = test;
    const at = game.clock();
    try {
      return await game.turns.hold({
        ...{ key: `turn:journey:${randomUUID()}`, hash: 'text', playerId, journeyId: 'journey', fence: 1, narratorId: 'hearth' },
        ...{ priceVersion: game.prices.current(at).version, ceiling: CEILING, ceilingMin: CEILING, ceilingSeen: CEILING },
        ...{ freeEligible, freeTurnsPerDay: 3, at, ttlMs: 300_000 },
      });
    } catch (failure) {
      if (!(failure instanceof GameError)) throw failure;
      expect(failure.code).to.be.oneOf(['OUT_OF_CREDITS', 'TOO_MANY_HOLDS']);
      return failure.code;
    }
  }
});
