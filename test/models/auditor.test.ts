/** The auditor: silent over clean books, and for each planted fault the rule and the document. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Document } from 'mongodb';
import type { AuditFault } from '#core/ledger/audit-entry.ts';
import type { Player } from '#core/players/player.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { audit } from '#models/auditor.ts';
import type { EntryDocument } from '#models/documents/entry-document.ts';
import { releaseExpiredHolds } from '#models/release-expired-holds.ts';
import { SEED } from '../core/property.ts';
import type { TestGame } from '../support/test-game.ts';
import { SAMPLE_CREATOR_ID, startTestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';
import { codeOf } from './code-of.ts';

/** What narrations do, one after the other. */
const ENDS = ['complete', 'complete', 'throw', 'length', 'complete', 'refused'] as const;
const MOVES = ['paid', 'free', 'repeat', 'stop', 'expire', 'take over', 'give', 'take'] as const;

describe(`the auditor (seed ${SEED})`, () => {
  let test: TestGame;
  before(async () => {
    const narrators = scriptedOfferings((count) => ({ end: ENDS[count % ENDS.length]!, pieces: count % 5 === 3 ? [] : ['On.'] }));
    test = await startTestGame({ narrators, environment: { WELCOME_GRANT_CREDITS: '40' } });
  });
  after(() => test.end());
  const faultsNow = async () => (await audit(test.database, test.game.prices)).faults;

  it('[LG8] finds nothing after 120 random moves by four players at once', async () => {
    const kinds = ['account', 'guest', 'account', 'guest'] as const;
    const players = await Promise.all(kinds.map((kind) => test.player({ kind, bonus: 60, purchase: 200 })));
    const [moves] = fc.sample(fc.array(fc.constantFrom(...MOVES), { minLength: 30, maxLength: 30 }), { seed: SEED, numRuns: 1 });
    const journeys = await Promise.all(players.map((player) => test.journey(player)));
    await Promise.all(
      players.map((player, index) => playAll(player, journeys[index]!, [...moves!.slice(index), ...moves!.slice(0, index)])),
    );
    expect(await faultsNow()).to.deep.equal([]);
    const { books, counted } = await audit(test.database, test.game.prices);
    expect(
      [...books.values()].reduce((sum, amount) => sum + amount, 0n),
      '[LG1] all books together',
    ).to.equal(0n);
    expect(counted.entries).to.be.above(60);
    expect((books.get('creators') ?? 0n) > 0n && (books.get('platform:revenue') ?? 0n) > 0n).to.equal(true);
  });

  async function playAll(player: Player, journey: LiveJourney, moves: readonly (typeof MOVES)[number][]): Promise<void> {
    const paid = { narratorId: 'astral-lumen' };
    let live = journey;
    for (const move of moves) {
      test.setTime(new Date(test.game.clock().getTime() + 4 * 60_000)); // so that no three stops come in ten minutes, and the day turns
      const amount = move === 'give' ? 30_000_000n : -5_000_000n;
      const order = { id: randomUUID(), playerId: player.id, amount, reason: move, by: 'op', at: new Date() };
      const repeated = { ...paid, turnId: randomUUID() };
      const when = (act: () => Promise<unknown>) => ({
        ...paid,
        onEvent: async ({ type }: { type: string }) => {
          if (type === 'turn-held') await act();
        },
      });
      const done = {
        paid: () => test.play(live, player, paid),
        free: () => test.play(live, player),
        repeat: () => Promise.all([test.play(live, player, repeated), test.play(live, player, repeated)]),
        stop: () => test.play(live, player, { signal: AbortSignal.abort() }),
        expire: () =>
          test.play(
            live,
            player,
            when(() => releaseExpiredHolds(test.database, test.game.turns, new Date(test.game.clock().getTime() + 600_000))),
          ),
        'take over': () =>
          test.play(
            live,
            player,
            when(async () => {
              live = new LiveJourney(await test.journeys.claim(live.id, { processId: test.processes.processId, roomId: 'next' }));
            }),
          ),
        give: () => test.wallets.adjust(order),
        take: () => test.wallets.adjust(order),
      }[move]();
      const code = await codeOf(done);
      expect(code).to.be.oneOf(['none', 'OUT_OF_CREDITS', 'SLOW_DOWN', 'ADJUSTMENT_TOO_LARGE']);
    }
  }
});

const REVERSAL: EntryDocument = {
  ...{ _id: 'reverse:gone', kind: 'reverse', state: null, reason: 'a mistake', hash: 'hash', by: 'op', parties: [] },
  ...{ at: new Date(0), postings: [], reverses: 'turn:gone', meta: {}, after: null },
};

describe('the auditor finds a planted fault', () => {
  let test: TestGame;
  let payer: Player;
  let key: string;
  before(async () => {
    test = await startTestGame();
    payer = await test.player({ purchase: 500 });
    const journey = await test.journey(payer);
    ({ key } = (await test.play(journey, payer, { narratorId: 'astral-lumen' })).resolved);
  });
  after(() => test.end());
  const faultsNow = async () => (await audit(test.database, test.game.prices)).faults;

  /** Plants, audits, and puts everything back as it was. */
  async function faultsWith(plant: () => Promise<unknown>): Promise<readonly AuditFault[]> {
    const all = ['entries', 'turns', 'wallets', 'accruals'].map((name) => test.database.db.collection(name));
    const kept = await Promise.all(all.map((collection) => collection.find({}).toArray()));
    try {
      await plant();
      return await faultsNow();
    } finally {
      for (const [index, collection] of all.entries()) {
        await collection.deleteMany({});
        if (kept[index]!.length > 0) await collection.insertMany(kept[index]!, { bypassDocumentValidation: true });
      }
      expect(await faultsNow()).to.deep.equal([]);
    }
  }
  const onEntry = (update: Document) => () => test.database.entries.updateOne({ _id: key }, update);
  const onWallet = (update: Document) => () =>
    test.database.wallets.updateOne({ _id: payer.id }, update, { bypassDocumentValidation: true });
  const entry = () => `entries/${key}`;
  const wallet = () => `wallets/${payer.id}`;
  const creator = () => `creator:${SAMPLE_CREATOR_ID}`;

  const CASES: [title: string, rule: string, document: () => string, plant: () => () => Promise<unknown>][] = [
    ['[LG1] postings that do not balance', 'LG1', entry, () => onEntry({ $inc: { 'postings.0.amount': 1n } })],
    ['[LG2] a request without a hash', 'LG2', entry, () => onEntry({ $set: { hash: '' } })],
    ['[LG2] a key of another kind', 'LG2', entry, () => onEntry({ $set: { kind: 'grant' } })],
    ['[LG3] a reversal of nothing', 'LG3', () => 'entries/reverse:gone', () => () => test.database.entries.insertOne(REVERSAL)],
    ['[PR3] a changed charge', 'PR3', entry, () => onEntry({ $inc: { 'meta.charged': 1n } })],
    ['[PR3] a charge above the ceiling', 'PR3', entry, () => onEntry({ $set: { 'meta.ceiling': 1n } })],
    ['[PR2] usage that costs something else', 'PR2', entry, () => onEntry({ $inc: { 'meta.usage.output': 1 } })],
    ['[PR2] no usage', 'PR2', entry, () => onEntry({ $set: { 'meta.usage': null } })],
    ['[PR1] a price version that is not there', 'PR1', entry, () => onEntry({ $set: { 'meta.priceVersion': 99 } })],
    ['[RV1] another share', 'RV1', entry, () => onEntry({ $inc: { 'meta.creatorShare': 1n } })],
    ['[RV1] a share for an owner who plays', 'RV1', entry, () => onEntry({ $set: { by: SAMPLE_CREATOR_ID } })],
    ['[TN8] a free turn that cost', 'TN8', entry, () => onEntry({ $set: { 'meta.funding': 'free' } })],
    ['[LG6] a release that moved credits', 'LG6', entry, () => onEntry({ $set: { state: 'released', reason: 'refused' } })],
    ['[LG6] no state', 'LG6', entry, () => onEntry({ $set: { state: null } })],
    ['[LG6] a missing turn', 'LG6', entry, () => () => test.database.turns.deleteOne({ _id: key })],
    [
      '[LG6] a turn with another charge',
      'LG6',
      entry,
      () => () => test.database.turns.updateOne({ _id: key }, { $inc: { charged: 1n } }),
    ],
    ['[LG4] a pocket that drifted', 'LG4', wallet, () => onWallet({ $inc: { 'pockets.purchase': 1n } })],
    ['[LG4] a negative pocket', 'LG4', wallet, () => onWallet({ $set: { 'pockets.earning': -1n } })],
    ['[LG4] debt that nobody booked', 'LG4', wallet, () => onWallet({ $set: { debt: 1n } })],
    ['[LG4] a missing entry', 'LG4', wallet, () => () => test.database.entries.deleteOne({ _id: key })],
    [
      '[LG6] a hold that is open and resolved',
      'LG6',
      wallet,
      () => onWallet({ $push: { holds: { key, draws: { grant: 0n, bonus: 0n, earning: 0n, purchase: 0n } } } }),
    ],
    ['[LG5] a missing accrual', 'LG5', creator, () => () => test.database.accruals.deleteOne({ _id: key })],
    [
      '[LG5] an accrual of another amount',
      'LG5',
      creator,
      () => () => test.database.accruals.updateOne({ _id: key }, { $inc: { amount: 1n } }),
    ],
  ];
  for (const [title, rule, document, plant] of CASES) {
    it(title, async () => {
      const faults = await faultsWith(plant());
      expect(faults.map((fault) => `${fault.rule} ${fault.document}`)).to.include(`${rule} ${document()}`);
    });
  }
});
