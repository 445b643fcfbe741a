/** Who pays for a turn, and when nobody may: one table of decisions. */
import { expect } from 'chai';
import * as fc from 'fast-check';
import { NO_CREDITS, totalOf } from '#core/money/pockets.ts';
import { HOLDS_PER_WALLET_MAX, placeHold } from '#core/wallet/place-hold.ts';
import type { HoldRequest } from '#core/wallet/place-hold.ts';
import { NO_CAPS } from '#core/wallet/caps.ts';
import type { Caps, Wallet } from '#core/wallet/wallet.ts';
import { anyPockets, paidHold } from '../arbitraries.ts';
import { always, SEED } from '../property.ts';
import { emptyWallet } from './wallet.ts';

const NOON = new Date('2026-11-23T12:00:00Z');
const request: HoldRequest = {
  key: 'turn:journey:new',
  hash: 'hash',
  playerId: 'ana',
  journeyId: 'journey',
  fence: 4,
  narratorId: 'hearth',
  priceVersion: 2,
  ceiling: 100n,
  ceilingMin: 100n,
  ceilingSeen: 100n,
  freeEligible: true,
  freeTurnsPerDay: 3,
  at: NOON,
  ttlMs: 300_000,
};
const rich = { ...NO_CREDITS, grant: 60n, purchase: 100n };
const today = (used: number) => ({ free: { day: '2026-11-23', used } });
const minutesAgo = (...minutes: number[]) => ({ cancels: minutes.map((ago) => new Date(NOON.getTime() - ago * 60_000)) });
const openHolds = (count: number) => ({
  holds: Array.from({ length: count }, (_, index) => ({ ...paidHold(NO_CREDITS), key: `turn:journey:${index}` })),
});
const paidOnly = { freeEligible: false };
const capped = (caps: Partial<Caps>) => ({ caps: { ...NO_CAPS, ...caps } });
const spent = (day: string) => ({ spent: { day, amount: 51n } });
const few = { pockets: { ...NO_CREDITS, bonus: 70n } };
const shrinks = { ...paidOnly, ceilingMin: 60n };

const CASES: [title: string, wallet: Partial<Wallet>, request: Partial<HoldRequest>, decision: string][] = [
  ['[TN2] a free turn goes before credits', { pockets: rich }, {}, 'free 2026-11-23 used 1'],
  ['[TN2] the last free turn', { pockets: rich, ...today(2) }, {}, 'free 2026-11-23 used 3'],
  ['[TN2] credits when the day is used up', { pockets: rich, ...today(3) }, {}, 'credits grant 60 purchase 40'],
  ['[TN2] a new day begins at zero', { free: { day: '2026-11-22', used: 3 } }, {}, 'free 2026-11-23 used 1'],
  ['[TN2] the day never goes back', { free: { day: '2026-11-24', used: 1 } }, {}, 'free 2026-11-24 used 2'],
  ['[TN2] a later day used up stays used up', { free: { day: '2026-11-24', used: 3 } }, {}, 'OUT_OF_CREDITS'],
  ['[TN2] no free turn for a credits-only narrator', { pockets: rich }, paidOnly, 'credits grant 60 purchase 40'],
  [
    '[TN2] paying rolls the day forward too',
    { pockets: rich, free: { day: '2026-11-22', used: 3 } },
    paidOnly,
    'credits grant 60 purchase 40',
  ],
  ['[TN2] no free turns at all', { pockets: rich }, { freeTurnsPerDay: 0 }, 'credits grant 60 purchase 40'],
  ['[TN5] exactly the ceiling is enough', { pockets: { ...rich, purchase: 40n } }, paidOnly, 'credits grant 60 purchase 40'],
  ['[TN5] one microcredit less is not', { pockets: { ...rich, purchase: 39n } }, paidOnly, 'OUT_OF_CREDITS'],
  ['[TN9] a little too few make a shorter passage', few, { ...shrinks, ceilingSeen: 70n }, 'credits bonus 70'],
  ['[TN9] no shorter than is worth it', few, { ...paidOnly, ceilingMin: 71n, ceilingSeen: 70n }, 'OUT_OF_CREDITS'],
  ['[TN9] enough credits pay for all of it', { pockets: rich }, shrinks, 'credits grant 60 purchase 40'],
  [
    '[PR3][TN7] nothing is held above the ceiling that was seen',
    { pockets: rich },
    { ...paidOnly, ceilingSeen: 99n },
    'QUOTE_CHANGED',
  ],
  ['[PR3][TN7] nor when it is shortened', few, { ...shrinks, ceilingSeen: 69n }, 'QUOTE_CHANGED'],
  ['[PR3][TN7] nor for a free turn', {}, { ceilingSeen: 99n }, 'QUOTE_CHANGED'],
  [
    '[PR3][TN2] who saw a free turn pays no credits unasked',
    { pockets: rich, ...today(3) },
    { fundingSeen: 'free' },
    'QUOTE_CHANGED',
  ],
  [
    '[PR3][TN2] nor on an AI that takes no free turns any more',
    { pockets: rich },
    { ...paidOnly, fundingSeen: 'free' },
    'QUOTE_CHANGED',
  ],
  ['[PR3][TN2] who saw credits may have a free turn', { pockets: rich }, { fundingSeen: 'credits' }, 'free 2026-11-23 used 1'],
  ['[PR3][TN2] who saw a free turn has it', { pockets: rich }, { fundingSeen: 'free' }, 'free 2026-11-23 used 1'],
  ['[PR3][TN5] without credits that is what is said', { ...today(3) }, { fundingSeen: 'free' }, 'OUT_OF_CREDITS'],
  [
    '[PR3][LG6] what is held already stays held',
    { ...openHolds(1), ...today(3) },
    { key: 'turn:journey:0', fundingSeen: 'free' },
    'already-held',
  ],
  ['[LG4] debt blocks a paid turn', { pockets: rich, debt: 1n }, paidOnly, 'IN_DEBT'],
  ['[LG4] debt does not block a free one', { debt: 1n }, {}, 'free 2026-11-23 used 1'],
  [
    '[LG4] fifteen holds leave room for one',
    { pockets: rich, ...openHolds(HOLDS_PER_WALLET_MAX - 1) },
    {},
    'free 2026-11-23 used 1',
  ],
  ['[LG4] sixteen do not', { pockets: rich, ...openHolds(HOLDS_PER_WALLET_MAX) }, {}, 'TOO_MANY_HOLDS'],
  ['[LG6] the same key again is the same hold', openHolds(1), { key: 'turn:journey:0' }, 'already-held'],
  ['[LG6] also when the wallet is full', openHolds(16), { key: 'turn:journey:7' }, 'already-held'],
  [
    '[LG6] also in debt, merged and slowed down',
    { ...openHolds(1), debt: 1n, mergedInto: 'ben', ...minutesAgo(1, 1, 1) },
    { key: 'turn:journey:0' },
    'already-held',
  ],
  ['[LG2] the same key with other words is refused', openHolds(1), { key: 'turn:journey:0', hash: 'other' }, 'KEY_REUSED'],
  [
    '[TN10] exactly a cap on turns is enough',
    { pockets: rich, ...capped({ turn: 100n }) },
    paidOnly,
    'credits grant 60 purchase 40',
  ],
  ['[TN10] one microcredit less is not', { pockets: rich, ...capped({ turn: 99n }) }, paidOnly, 'CAP_REACHED'],
  [
    '[TN9][TN10] a cap makes a shorter passage',
    { pockets: rich, ...capped({ turn: 70n }) },
    shrinks,
    'credits grant 60 purchase 10',
  ],
  ['[TN9][TN10] no shorter than is worth it', { pockets: rich, ...capped({ day: 59n }) }, shrinks, 'CAP_REACHED'],
  [
    '[TN10] what was charged today counts',
    { pockets: rich, ...capped({ day: 150n }), ...spent('2026-11-23') },
    paidOnly,
    'CAP_REACHED',
  ],
  [
    '[TN10] what was charged yesterday does not',
    { pockets: rich, ...capped({ day: 150n }), ...spent('2026-11-22') },
    paidOnly,
    'credits grant 60 purchase 40',
  ],
  [
    '[TN10] a day that is ahead does',
    { pockets: rich, ...capped({ day: 150n }), ...spent('2026-11-24') },
    paidOnly,
    'CAP_REACHED',
  ],
  [
    '[TN10] and so does what running turns hold',
    { pockets: rich, ...capped({ day: 150n }), holds: [paidHold({ ...NO_CREDITS, bonus: 51n })] },
    paidOnly,
    'CAP_REACHED',
  ],
  [
    '[TN10] of which free ones hold nothing',
    { pockets: rich, ...capped({ day: 100n }), ...openHolds(3) },
    paidOnly,
    'credits grant 60 purchase 40',
  ],
  ['[TN10] a free turn is not limited', capped({ turn: 0n, day: 0n }), {}, 'free 2026-11-23 used 1'],
  ['[TN10] who has too few credits is told that first', { ...few, ...capped({ turn: 1n }) }, paidOnly, 'OUT_OF_CREDITS'],
  ['a merged guest holds nothing', { pockets: rich, mergedInto: 'ben' }, {}, 'WALLET_MERGED'],
  ['who left for good holds nothing, not even a free turn', { pockets: rich, closed: true }, {}, 'PLAYER_LEFT'],
  ['[TN4] three cancels in ten minutes slow down', { pockets: rich, ...minutesAgo(9.99, 5, 0) }, {}, 'SLOW_DOWN'],
  ['[TN4] two do not', { ...minutesAgo(5, 0) }, {}, 'free 2026-11-23 used 1'],
  ['[TN4] nor three when the first is ten minutes old', { ...minutesAgo(10, 5, 0) }, {}, 'free 2026-11-23 used 1'],
];

describe(`placing a hold (seed ${SEED})`, () => {
  for (const [title, wallet, asked, decision] of CASES) {
    it(title, () => {
      expect(told({ ...emptyWallet, ...wallet }, { ...request, ...asked })).to.equal(decision);
    });
  }

  it('[TN2][TN5] tells with a refusal what is there and how many free turns are left', () => {
    const asked = placeHold({ ...emptyWallet, pockets: { ...NO_CREDITS, bonus: 7n }, ...today(1) }, { ...request, ...paidOnly });
    expect(asked.type === 'refuse' && asked.error.data).to.deep.equal({ available: 7, ceiling: 100, freeTurnsLeft: 2 });
    const inDebt = placeHold({ ...emptyWallet, debt: 9n }, { ...request, ...paidOnly });
    expect(inDebt.type === 'refuse' && inDebt.error.data).to.deep.equal({ debt: 9, freeTurnsLeft: 3 });
  });

  it('[PR3] tells with a refusal what of the price that was seen holds no more', () => {
    const dearer = placeHold(emptyWallet, { ...request, ceilingSeen: 99n });
    expect(dearer.type === 'refuse' && dearer.error.data).to.deep.equal({ why: 'ceiling' });
    const notFree = placeHold(
      { ...emptyWallet, pockets: rich, ...today(3) },
      { ...request, fundingSeen: 'free', ceilingSeen: 99n },
    );
    expect(notFree.type === 'refuse' && notFree.error.data).to.deep.equal({ why: 'funding' });
  });

  it('[TN10] tells with a refusal which cap it was, what it leaves, and when it leaves more', () => {
    const holds = [paidHold({ ...NO_CREDITS, bonus: 9n })];
    const wallet = { ...emptyWallet, pockets: rich, holds, ...spent('2026-11-23'), ...capped({ day: 100n }) };
    const byDay = placeHold(wallet, { ...request, ...paidOnly });
    expect(byDay.type === 'refuse' && byDay.error.data).to.deep.equal({
      ...{ cap: 'day', limit: 100, left: 40, spent: 51, held: 9, ceiling: 100, freeTurnsLeft: 3 },
      resetAt: '2026-11-24T00:00:00.000Z',
    });
    const byTurn = placeHold({ ...wallet, ...capped({ turn: 20n }) }, { ...request, ...paidOnly });
    const data = { cap: 'turn', limit: 20, left: 20, ceiling: 100, freeTurnsLeft: 3 };
    expect(byTurn.type === 'refuse' && byTurn.error.data).to.deep.equal(data);
  });

  it('[PR1][LG5][LG6] a hold keeps its key, price version, fence and time', () => {
    const placed = placeHold({ ...emptyWallet, pockets: rich }, { ...request, ...paidOnly });
    expect(placed.type === 'place' && placed.hold).to.deep.equal({
      ...{ key: 'turn:journey:new', hash: 'hash', by: 'ana', journeyId: 'journey', fence: 4, of: ['ana'], funding: 'credits' },
      ...{ day: '2026-11-23', ceiling: 100n, draws: { ...NO_CREDITS, grant: 60n, purchase: 40n }, priceVersion: 2 },
      ...{ narratorId: 'hearth', expiresAt: new Date('2026-11-23T12:05:00Z') },
    });
  });

  it('[TN2][LG4] draws the ceiling or nothing, never more than there is, and never looks away from a free turn', () => {
    const anyAmount = fc.bigInt(0n, 10_000_000_000n);
    const cases = [anyPockets, anyAmount, anyAmount, fc.nat(4), fc.nat(4), fc.boolean()] as const;
    always(
      fc.property(...cases, (pockets, amount, other, used, freeTurnsPerDay, freeEligible) => {
        const [ceilingMin, ceiling] = amount < other ? [amount, other] : [other, amount];
        const asked = { ...request, ceiling, ceilingMin, ceilingSeen: ceiling, freeTurnsPerDay, freeEligible };
        const decision = placeHold({ ...emptyWallet, pockets, ...today(used) }, asked);
        const isFree = freeEligible && used < freeTurnsPerDay;
        if (decision.type !== 'place') {
          expect(decision.type).to.equal('refuse');
          expect(!isFree && totalOf(pockets) < ceilingMin).to.equal(true);
          return;
        }
        expect(decision.hold.funding).to.equal(isFree ? 'free' : 'credits');
        const affordable = totalOf(pockets) < ceiling ? totalOf(pockets) : ceiling;
        expect(totalOf(decision.hold.draws)).to.equal(isFree ? 0n : affordable);
        expect(decision.hold.ceiling).to.equal(isFree ? ceiling : affordable);
        expect(decision.free.used).to.equal(isFree ? used + 1 : used);
      }),
    );
  });
});

/** A decision in one line. */
function told(wallet: Wallet, asked: HoldRequest): string {
  const decision = placeHold(wallet, asked);
  if (decision.type === 'refuse') return decision.error.code;
  if (decision.type === 'already-held') return decision.type;
  const { hold, free } = decision;
  expect(hold.day).to.equal(free.day);
  const draws = Object.entries(hold.draws).filter(([, amount]) => amount > 0n);
  return hold.funding === 'free' ? `free ${free.day} used ${free.used}` : `credits ${draws.flat().join(' ')}`;
}
