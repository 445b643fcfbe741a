/** The story's place on a real mongod: moved and edited by its own room only, whatever happens at once, and read fast however long it is. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { editedTurn } from '#core/journeys/edit-turn.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import type { HeadMove } from '#core/journeys/journey-store.ts';
import type { Player } from '#core/players/player.ts';
import type { Turn } from '#core/turns/turn.ts';
import { turnDocument } from '#models/documents/turn-document.ts';
import { createHistoryStore } from '#models/history-store.ts';
import { createPlayerRecords } from '#models/player-records.ts';
import type { OwnTurn } from '#models/player-records.ts';
import { insertBareJourney } from '../support/bare-journey.ts';
import type { TestGame } from '../support/test-game.ts';
import { startTestGame } from '../support/test-game.ts';
import { expectNowhere } from '../support/words-kept.ts';
import { codeOf } from './code-of.ts';
import { settledTurn } from './settled-turns.ts';

const PAID = { narratorId: 'astral-lumen' } as const;

describe('the story’s place', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.assertBooks());
  after(() => test.end());

  async function begun(turns: number): Promise<{ ana: Player; journey: LiveJourney; told: Turn[] }> {
    const ana = await test.player({ bonus: 50_000 });
    const journey = await test.journey(ana);
    const told: Turn[] = [];
    for (let n = 0; n < turns; n++) told.push((await test.play(journey, ana, PAID)).turn!);
    return { ana, journey, told };
  }

  const undoing = ({ key, parentKey }: Turn): HeadMove => ({ type: 'undo', from: key, to: parentKey, at: new Date() });
  const claim = async (id: string) =>
    new LiveJourney(await test.journeys.claim(id, { processId: test.processes.processId, roomId: randomUUID() }));
  const stored = async ({ id }: { id: string }) => (await test.database.journeys.findOne({ _id: id }))!;

  it('[TN13] releases a turn whole when the story was moved while it was told', async () => {
    const { ana, journey, told } = await begun(2);
    const { available } = await balance(ana);
    const { resolved } = await test.play(journey, ana, {
      ...PAID,
      onEvent: async ({ type }) => {
        if (type === 'turn-held') await test.journeys.moveHead(journey, undoing(told[1]!));
      },
    });
    expect(resolved).to.include({ state: 'released', reason: 'moved' });
    expect(await stored(journey)).to.include({ head: told[0]!.key, n: 2 });
    expect((await balance(ana)).available).to.equal(available);
    const again = await claim(journey.id);
    expect((await test.play(again, ana, PAID)).resolved).to.include({ state: 'settled', n: 3 });
  });

  it('[TN13] ends in one order when undo and settle meet', async () => {
    for (let round = 0; round < 5; round++) {
      const { ana, journey, told } = await begun(1);
      let undone: Promise<string> | undefined;
      const { resolved } = await test.play(journey, ana, {
        ...PAID,
        onEvent: ({ type }) => {
          if (type === 'text-delta') undone ??= codeOf(test.journeys.moveHead(journey, undoing(told[0]!)));
        },
      });
      const { head } = await stored(journey);
      if (resolved.state === 'settled') expect([head, await undone]).to.deep.equal([resolved.key, 'JOURNEY_MOVED']);
      else expect([head, resolved.reason, await undone]).to.deep.equal([null, 'moved', 'none']);
      expect(wayOf(await claim(journey.id))).to.deep.equal(await wayByParents(journey.id));
    }
  });

  it('[TN13] is neither moved nor edited by a room that lost the journey, or that thinks it stands elsewhere', async () => {
    const { journey, told } = await begun(2);
    expect(await codeOf(test.journeys.moveHead(journey, undoing(told[0]!)))).to.equal('JOURNEY_MOVED');
    await claim(journey.id);
    expect(await codeOf(test.journeys.moveHead(journey, undoing(told[1]!)))).to.equal('JOURNEY_MOVED');
    const edited = editedTurn(told[1]!, { passage: 'Never.' }, new Date());
    expect(await codeOf(test.journeys.editTurn(journey, edited))).to.equal('JOURNEY_MOVED');
    expect(await stored(journey)).to.include({ head: told[1]!.key });
    const [turn] = await test.database.turns.find({ _id: told[1]!.key }).toArray();
    expect(turn).to.include({ aside: false, passage: told[1]!.passage });
  });

  it('[TN13] keeps an edit out when it meets a takeover, or tells the new room of it', async () => {
    for (let round = 0; round < 5; round++) {
      const { journey, told } = await begun(1);
      const edited = editedTurn(told[0]!, { passage: 'Other.' }, new Date());
      const [code, opened] = await Promise.all([codeOf(test.journeys.editTurn(journey, edited)), claim(journey.id)]);
      expect(opened.head?.passage).to.equal(code === 'none' ? 'Other.' : told[0]!.passage);
    }
  });

  it('[TN12] is the way along the parents after any moves, and a room that is opened anew shows the same', async () => {
    const { ana, journey } = await begun(1);
    let seed = 7;
    const dice = (sides: number) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) % sides;
    for (let step = 0; step < 60; step++) {
      const { head, onward } = journey;
      const from = head?.key ?? null;
      const kind = dice(5);
      if (kind < 2) await test.play(journey, ana, { ...PAID, ...(kind === 1 && head && { retryOf: head.turnId }) });
      else if (kind === 2 && head) {
        await test.journeys.moveHead(journey, undoing(head));
        journey.undo();
      } else if (kind === 3 && onward) {
        journey.moveTo((await test.journeys.moveHead(journey, { type: 'redo', from, to: onward, at: new Date() }))!);
      } else if (kind === 4 && head) {
        const tellings = (await test.journeys.alternatives(journey.id, [head.parentKey])).get(head.parentKey)!;
        const chosen = (await test.journeys.turn(journey.id, tellings[dice(tellings.length)]!))!;
        if (chosen.key === from) continue;
        journey.moveTo((await test.journeys.moveHead(journey, { type: 'choose', from, to: chosen.key, at: new Date() }))!);
      }
      const places = journey.unknownPlaces(30);
      journey.addAlternatives(await test.journeys.alternatives(journey.id, places));
      const opened = new LiveJourney(await test.journeys.read(journey.id, ana.id));
      expect(wayOf(opened))
        .to.deep.equal(await wayByParents(journey.id))
        .and.to.deep.equal(wayOf(journey));
      const shown = (live: LiveJourney) => live.passages(30).map(({ turn, alternatives }) => [turn.n, alternatives]);
      expect(shown(opened)).to.deep.equal(shown(journey));
      expect([opened.head?.key, opened.onward, opened.sheet]).to.deep.equal([journey.head?.key, journey.onward, journey.sheet]);
      const paged = await test.journeys.passages(journey.id, undefined, 100);
      expect(paged.map(({ turn }) => turn.n).reverse()).to.deep.equal(wayOf(journey));
    }
    const all = await test.database.turns.find({ journeyId: journey.id }).sort({ n: 1 }).toArray();
    expect(
      all.map(({ n }) => n),
      'numbers rise, each once',
    ).to.deep.equal(all.map((_, index) => index + 1));
    const byKey = new Map(all.map((turn) => [turn._id, turn.n]));
    for (const { n, parentKey } of all) expect(n).to.be.above(parentKey === null ? 0 : byKey.get(parentKey)!);
  });

  it('[TN12] pages and opens a story of 5,000 turns fast, with as many tellings aside', async () => {
    const ana = await test.player();
    const id = randomUUID();
    await insertBareJourney(test.database, id);
    const key = (n: number) => `turn:${id}:${n}`;
    const turns = Array.from({ length: 5_000 }, (_, index) => {
      const n = index * 2 + 1;
      const told = { journeyId: id, parentKey: index === 0 ? null : key(n - 2), passage: 'x'.repeat(1_500), authorId: ana.id };
      const one = settledTurn({ ...told, n, key: key(n), turnId: String(n) });
      return [one, { ...one, n: n + 1, key: key(n + 1), turnId: String(n + 1), aside: true }];
    }).flat();
    for (let from = 0; from < turns.length; from += 2_000)
      await test.database.turns.insertMany(turns.slice(from, from + 2_000).map(turnDocument));
    await test.database.journeys.updateOne({ _id: id }, { $set: { head: key(9_999), n: 10_000 } });
    const since = performance.now();
    for (const before of [undefined, 9_000, 5_000, 101]) {
      const page = await test.journeys.passages(id, before, 30);
      const newest = (before ?? 10_001) - (before !== undefined && before % 2 === 0 ? 1 : 2);
      expect(page.map(({ turn }) => turn.n)).to.deep.equal(Array.from({ length: 30 }, (_, index) => newest - 2 * index));
      expect(page.every(({ alternatives }) => alternatives.length === 2)).to.equal(true);
    }
    expect(performance.now() - since).to.be.below(1_000);
    const { history } = await test.journeys.story(id);
    expect([history.length, history[0]!.n, history.at(-1)!.n]).to.deep.equal([1_000, 8_001, 9_999]);
    await test.database.turns.deleteMany({ journeyId: id });
  });

  it('[TN12] is read as far back as lore looks, also from a turn that stands aside', async () => {
    const { ana, journey, told } = await begun(3);
    for (let again = 0; again < 3; again++) await test.play(journey, ana, { ...PAID, retryOf: journey.head!.turnId });
    const { before, turn } = await test.journeys.turnWithin(journey.id, ana.id, 3);
    expect([turn.aside, before.map(({ n }) => n)]).to.deep.equal([true, [1, 2]]);
    expect(
      (await test.journeys.recentTurns(journey.id, ana.id, 20)).map(({ n }) => n),
      'all were paid',
    ).to.have.length(6);
    expect(told[2]!.parentKey).to.equal(journey.head!.parentKey);
  });

  it('[DR1][TN14] forgets what a player who leaves put into other words, and what it replaced; passages are the AI’s again', async () => {
    const [ana, ben] = [await test.player({ name: 'Ana', bonus: 5_000 }), await test.player({ name: 'Ben' })];
    const [shared, alone] = [await test.journey(ana, ben), await test.journey(ana)];
    const passages: string[] = [];
    for (const journey of [shared, alone]) {
      const { turn } = await test.play(journey, ana, { text: 'I zanyfirst.' });
      passages.push(turn!.passage);
      const words = { action: 'I zanysecond.', passage: 'The zanythird turns.' };
      await test.journeys.editTurn(journey, editedTurn(turn!, words, new Date()));
      journey.setTurn(editedTurn(turn!, words, new Date()));
      await test.play(journey, ana, { text: 'I zanyfourth.', retryOf: turn!.turnId });
    }
    const exported = createPlayerRecords(test.database, createHistoryStore(test.database)).turns(ana.id);
    const turns: OwnTurn[] = [];
    for await (const batch of exported) turns.push(...batch);
    expect(turns.map(({ action, aside }) => [action, aside])).to.deep.equal(
      [1, 2].flatMap(() => [
        ['I zanysecond.', true],
        ['I zanyfourth.', false],
      ]),
    );
    expect(turns[0]!.original).to.deep.equal({ action: 'I zanyfirst.', passage: passages[0] });

    await test.departures.leave(ana.id, new Date());
    await test.departures.eraseFromJourneys(ana.id);
    await expectNowhere(test.database.db, ['zanyfirst', 'zanysecond', 'zanythird', 'zanyfourth']);
    const [kept] = await test.database.turns.find({ journeyId: shared.id }).sort({ n: 1 }).toArray();
    expect(kept).to.include({ passage: passages[0], editedAt: null, original: null });
  });

  async function balance({ id }: Player) {
    const { pockets } = await test.wallets.find(id);
    return { available: Object.values(pockets).reduce((sum, amount) => sum + amount, 0n) };
  }

  const wayOf = (live: LiveJourney) => live.scene().history.map(({ n }) => n);

  /** As the tree has it, without believing what the turns say of themselves. */
  async function wayByParents(id: string): Promise<number[]> {
    const turns = await test.database.turns.find({ journeyId: id }).toArray();
    const byKey = new Map(turns.map((turn) => [turn._id, turn]));
    const way: number[] = [];
    for (let key = (await stored({ id })).head; key !== null; key = byKey.get(key)!.parentKey) way.push(byKey.get(key)!.n);
    return way.reverse();
  }
});
