/** Retry, undo, redo, other tellings and edits through real sockets: only telling costs, and nothing that was told is lost. */
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { PASSAGE_CHARACTERS_MAX } from '#protocol/values.ts';
import { audit } from '#models/audit/audit.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import type { JourneySession, TurnOutcome } from '#sdk/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../models/code-of.ts';
import { give, rawRoom, rejection, short, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

describe('the story in its players’ hands', () => {
  let server: RunningServer;
  /** What the narrator does next; a passage of its own once used up. */
  let scripts: Script[] = [];
  let told = 0;

  before(async () => {
    const script = () => scripts.shift() ?? { pieces: [`Passage ${++told}. `, 'The wind turns.'] };
    server = await startTestServer({ narrators: scriptedOfferings(script) });
  });
  beforeEach(() => {
    scripts = [];
    told = 0;
  });
  afterEach(async () => {
    const { faults } = await audit(server.database, server.game.prices);
    expect(faults).to.deep.equal([]);
  });
  after(() => server.stop());

  const slow = (): Script => ({ pieces: Array.from({ length: 20 }, (_, index) => `Piece ${index}. `), pauseMs: 25 });
  const actions = ({ state }: JourneySession) => state.passages.map(({ action }) => action);
  const texts = ({ state }: JourneySession) => state.passages.map(({ text }) => text.split('.')[0]);
  const settled = (outcome: TurnOutcome) => {
    if (outcome.type !== 'settled') throw new Error(short(outcome));
    return outcome;
  };

  /** One player with credits, on the AI that takes them. */
  async function paying(): Promise<[JourneySession, TestPlayer]> {
    const player = await signIn(server);
    await give(server, player, 20_000);
    const [session] = await together([player]);
    await session!.chooseNarrator('astral-lumen');
    return [session!, player];
  }

  async function endRooms(): Promise<void> {
    const { matchMaker } = await import('@colyseus/core');
    await Promise.all([...(await matchMaker.query({}))].map(({ roomId }) => matchMaker.getLocalRoomById(roomId).disconnect()));
  }

  /** The same journey in a room that knows only what is stored. */
  async function reloaded(session: JourneySession, { client }: TestPlayer): Promise<JourneySession> {
    await session.leave();
    await endRooms();
    return client.joinJourney(session.journeyId);
  }

  it('[TN11] tells the last turn anew as a turn of its own, at the price shown, without the telling it replaces', async () => {
    const [ana, player] = await paying();
    expect(ana.state.me!.retryQuote, 'nothing to retry yet').to.equal(null);
    settled(await ana.act('I knock.'));
    const before = await ana.quote({ text: 'I go in.' });
    const first = settled(await ana.act('I go in.'));
    const { retryQuote } = ana.state.me!;
    expect(retryQuote!.narratorId).to.equal('astral-lumen');
    const { promptTokens, ceiling } = before;
    expect(retryQuote, 'the head is not read').to.include({ promptTokens, ceiling });
    expect(await ana.quote({ retryOf: first.turnId })).to.deep.equal(retryQuote);
    const longer = await ana.quote({ retryOf: first.turnId, text: `I go in. ${'And on. '.repeat(40)}` });
    expect(longer.ceiling).to.be.above(retryQuote!.ceiling);

    scripts = [{ pieces: ['Other', 'wise.'], pauseMs: 150 }];
    const retrying = ana.retry();
    await until(() => ana.state.current !== null);
    expect(ana.state.current).to.include({ retryOf: first.turnId, action: 'I go in.' });
    expect(texts(ana), 'what is replaced stands until then').to.deep.equal(['Passage 1', 'Passage 2']);
    const again = settled(await retrying);
    expect(again.turnId).to.not.equal(first.turnId);
    expect(again.receipt.ceiling).to.equal(retryQuote!.ceiling);
    expect(again.receipt.charged).to.be.within(1, retryQuote!.ceiling);
    expect(
      ana.state.passages.map(({ n, text, alternatives, alternative }) => [n, text, alternative, alternatives]),
    ).to.deep.equal([
      [1, 'Passage 1. The wind turns.', 1, 1],
      [3, 'Otherwise.', 2, 2],
    ]);
    expect(ana.state).to.include({ head: again.turnId, canUndo: true, canRedo: false });
    expect(ana.state.headAlternatives).to.deep.equal([first.turnId, again.turnId]);
    expect(
      ana.state.me!.costs.map(({ n }) => n),
      'what was paid stays paid',
    ).to.deep.equal([1, 2, 3]);

    const { parts } = await player.client.api.journeys.context({ journeyId: ana.journeyId, n: 3 });
    expect(parts.filter(({ kind }) => kind === 'history').map(({ name }) => name)).to.deep.equal(['turn 1']);
    const replaced = await player.client.api.journeys.context({ journeyId: ana.journeyId, n: 2 });
    expect(replaced.charged).to.equal(first.receipt.charged);
    const { rows } = await player.client.api.wallet.history({});
    expect(rows.filter(({ turn }) => turn?.state === 'settled').map(({ turn }) => turn?.n)).to.deep.equal([3, 2, 1]);
    await ana.leave();
  });

  it('[TN11] takes other words of the same author, and a free turn where there is one', async () => {
    const [ana] = await together([await signIn(server)]);
    settled(await ana!.act('I whisper.', { mode: 'say' }));
    const left = ana!.state.me!.wallet.freeTurnsLeft;
    expect(ana!.state.me!.retryQuote!.funding).to.equal('free');
    const again = settled(await ana!.retry({ text: 'I shout.' }));
    expect(again.receipt).to.include({ funding: 'free', charged: 0 });
    expect(ana!.state.me!.wallet.freeTurnsLeft).to.equal(left - 1);
    expect(ana!.state.passages.map(({ mode, action }) => [mode, action])).to.deep.equal([['say', 'I shout.']]);
    const long = settled(await ana!.retry({ text: `I call ${'and call '.repeat(150)}` }));
    expect(ana!.state.passages.at(-1)).to.include({ turnId: long.turnId, alternative: 3, alternatives: 3 });
    await ana!.leave();
  });

  it('[TN11][TN4] leaves the old telling standing when the new one is stopped, fails or is refused', async () => {
    const [ana, player] = await paying();
    const first = settled(await ana.act('I wait.'));
    const standing = () => expect(ana.state).to.deep.include({ head: first.turnId, headAlternatives: [first.turnId] });

    scripts = [{ pieces: ['Never.'], pauseMs: 5_000 }];
    const stopped = ana.retry();
    await until(() => ana.state.current?.phase === 'preparing');
    await ana.stop();
    expect(short(await stopped)).to.equal('released: cancelled');
    standing();

    scripts = [{ pieces: ['Half of '], end: 'throw' }];
    const failed = await ana.retry();
    expect(short(failed)).to.equal('released: narrator-failed');
    expect(failed).to.include({ text: 'Half of', retryOf: first.turnId });
    standing();
    expect(texts(ana), 'broken off, it is no part of the page').to.deep.equal(['Passage 1']);

    const dear = await ana.retry({ ceiling: 5 });
    expect(short(dear)).to.equal('refused: QUOTE_CHANGED');
    expect(dear.type === 'refused' && dear.error.data).to.deep.equal({ why: 'ceiling', quote: ana.state.me!.retryQuote });
    standing();

    scripts = [{ pieces: [], end: 'down' }];
    const busy = await ana.retry();
    expect(busy.type === 'released' && busy.offers?.map(({ narratorId }) => narratorId)).to.deep.equal(['hearth']);
    if (busy.type !== 'released') return;
    const elsewhere = settled(await ana.acceptOffer(busy, 'hearth'));
    expect(ana.state.passages.map(({ narratorId, alternative }) => [narratorId, alternative])).to.deep.equal([['hearth', 2]]);
    expect(elsewhere.turnId).to.equal(ana.state.head);
    const pages = await player.client.api.journeys.passages({ journeyId: ana.journeyId });
    expect(pages.map(({ turnId }) => turnId)).to.deep.equal([elsewhere.turnId]);
    await ana.leave();
  });

  it('[TN6] keeps what was told of a retry that its author stops, as a telling of its own', async () => {
    const [ana] = await paying();
    settled(await ana.act('I wait.'));
    scripts = [slow()];
    const retrying = ana.retry();
    await until(() => (ana.state.current?.text.length ?? 0) > 0);
    await ana.stop();
    const stopped = settled(await retrying);
    expect(stopped.receipt.charged).to.be.above(0);
    expect(ana.state.passages.at(-1)).to.include({ turnId: stopped.turnId, alternative: 2, alternatives: 2 });
    await ana.leave();
  });

  it('[TN1] tells and charges a retry once, however often it is sent, also when it has moved the story itself', async () => {
    const [ana, player] = await paying();
    const first = settled(await ana.act('I wait.'));
    const other = await player.client.joinJourney(ana.journeyId);
    const turnId = randomUUID();
    scripts = [slow()];
    const outcomes = await Promise.all([ana.retry({ turnId }), other.retry({ turnId })]);
    expect(outcomes.map(short)).to.deep.equal(['settled', 'settled']);
    const room = await rawRoom(server, player, ana.journeyId);
    const heard: { turnId: string; receipt?: { charged: number } }[] = [];
    room.onMessage('turn-settled', (message: { turnId: string }) => heard.push(message));
    const late = { turnId, retryOf: first.turnId, mode: 'do', text: 'I wait.', ceiling: 10 ** 9 };
    await room.request('retry', late);
    await until(() => heard.length === 1);
    expect(heard[0]!.receipt!.charged).to.equal(settled(outcomes[0]).receipt.charged);
    const refused: { error: { code: string } }[] = [];
    room.onMessage('turn-refused', (message: { error: { code: string } }) => refused.push(message));
    await room.request('retry', { ...late, text: 'I run.' });
    await room.request('act', { turnId, mode: 'do', text: 'I wait.', ceiling: 10 ** 9 });
    await room.request('retry', { ...late, turnId: randomUUID() });
    await until(() => refused.length === 3);
    expect(refused.map(({ error }) => error.code)).to.deep.equal(['KEY_REUSED', 'KEY_REUSED', 'TURN_ASIDE']);
    expect(ana.state.headAlternatives).to.deep.equal([first.turnId, turnId]);
    await Promise.all([room.leave(), ana.leave(), other.leave()]);
  });

  it('[TN1][TN11] comes to the same end when the connection drops in the middle of a retry', async () => {
    const [ana, player] = await paying();
    settled(await ana.act('I wait.'));
    scripts = [slow()];
    const retrying = ana.retry();
    await until(() => (ana.state.current?.text.length ?? 0) > 0);
    const port = new URL(server.url).port;
    const handles = (
      process as unknown as { _getActiveHandles(): { localPort?: number; destroy?(): void }[] }
    )._getActiveHandles();
    for (const handle of handles) if (String(handle.localPort) === port) handle.destroy?.();
    const again = settled(await retrying);
    expect(again.text).to.equal(ana.state.passages.at(-1)!.text);
    expect(ana.state.headAlternatives).to.have.length(2);
    const { rows } = await player.client.api.wallet.history({});
    expect(rows.filter(({ turn }) => turn?.state === 'settled')).to.have.length(2);
    await ana.leave();
  });

  it('[TN11] is refused with nothing held when the story has gone on by the time its place comes, or is another’s', async () => {
    const players = [await signIn(server), await signIn(server)];
    const [ana, ben] = await together(players);
    settled(await ana!.act('I wait.'));
    await until(() => ben!.state.head !== null);
    expect(ben!.state.me!.retryQuote, 'another’s turn').to.equal(null);
    expect(await codeOf(ben!.quote({ retryOf: ben!.state.head! }))).to.equal('NOT_YOUR_TURN');
    expect(short(await ben!.retry())).to.equal('refused: NOT_YOUR_TURN');
    scripts = [slow()];
    const acting = ben!.act('I come along.');
    await until(() => ana!.state.current !== null);
    const retrying = ana!.retry({ text: 'I wait for Ben.' });
    await until(() => ana!.state.queue.length === 1);
    expect(ben!.state.queue[0]?.retryOf).to.equal(ana!.state.head);
    expect(short(await acting)).to.equal('settled');
    const refused = await retrying;
    expect(short(refused)).to.equal('refused: TURN_ASIDE');
    expect(refused).to.include({ text: 'I wait for Ben.' });
    expect(ana!.state.me!.wallet.held).to.equal(0);
    expect(actions(ana!)).to.deep.equal(['I wait.', 'I come along.']);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN12] goes back to before the first turn and forward again, with trackers as they were, for everybody and for nothing', async () => {
    const players = [await signIn(server), await signIn(server)];
    const [ana, ben] = await together(players);
    const sheets = [ana!.state.trackers];
    for (const action of ['I light the lamp with the oil.', 'I burn more oil in the lamp.', 'I rest.']) {
      scripts = [{ patches: [{ key: 'lamp-oil', op: 'add', value: -2 }] }];
      settled(await ana!.act(action));
      sheets.push(ana!.state.trackers);
    }
    expect(sheets[2]).to.not.deep.equal(sheets[1]);
    const { available } = ana!.state.me!.wallet;
    const heard: unknown[] = [];
    ben!.on('story', (change) => heard.push({ ...change, shown: ben!.state.passages.length }));
    for (const left of [2, 1, 0]) {
      await ben!.undo();
      expect(ben!.state.passages, 'shown before it is answered').to.have.length(left);
      expect(ben!.state.trackers).to.deep.equal(sheets[left]);
    }
    const by = players[1]!.playerId;
    expect(heard).to.deep.equal([3, 2, 1].map((n) => ({ by, what: 'undo', n, shown: n - 1 })));
    await until(() => !ana!.state.canUndo);
    expect(ana!.state).to.include({ head: null, canRedo: true });
    expect(ana!.state.me).to.include({ retryQuote: null });
    expect(await codeOf(ana!.undo())).to.equal('NOTHING_TO_UNDO');
    for (const count of [1, 2, 3]) {
      await ana!.redo();
      expect(ana!.state.trackers).to.deep.equal(sheets[count]);
    }
    expect(texts(ana!)).to.have.length(3);
    expect(await codeOf(ana!.redo())).to.equal('NOTHING_TO_REDO');
    expect(ana!.state.me!.wallet.available).to.equal(available);
    expect(ana!.state.me!.costs).to.have.length(3);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN12] undoes one turn when two want to undo the same', async () => {
    const players = [await signIn(server), await signIn(server)];
    const [ana, ben] = await together(players);
    settled(await ana!.act('One.'));
    settled(await ana!.act('Two.'));
    await until(() => ben!.state.passages.length === 2);
    expect([await Promise.all([codeOf(ana!.undo()), codeOf(ben!.undo())])].flat().sort()).to.deep.equal(['TURN_ASIDE', 'none']);
    await until(() => ben!.state.passages.length === 1);
    expect(actions(ana!)).to.deep.equal(['One.']);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN12] goes on from before the first turn; what was undone stays within reach, also for a room that is opened anew', async () => {
    const [first, player] = await paying();
    settled(await first.act('I sail.'));
    settled(await first.act('I row.'));
    await first.undo();
    await first.undo();
    let ana = await reloaded(first, player);
    expect(ana.state).to.include({ head: null, canUndo: false, canRedo: true });
    expect(ana.state.passages).to.deep.equal([]);
    settled(await ana.act('I swim.'));
    expect(ana.state.passages.map(({ n, alternative, alternatives }) => [n, alternative, alternatives])).to.deep.equal([
      [3, 2, 2],
    ]);
    expect(ana.state.canRedo).to.equal(false);

    ana = await reloaded(ana, player);
    expect(ana.state.headAlternatives).to.have.length(2);
    await ana.choose(ana.state.headAlternatives[0]!);
    expect(actions(ana)).to.deep.equal(['I sail.']);
    expect(ana.state.passages[0]).to.include({ alternative: 1, alternatives: 2 });
    expect(ana.state.canRedo, 'what followed it').to.equal(true);
    await ana.redo();
    expect(actions(ana)).to.deep.equal(['I sail.', 'I row.']);
    const shown = ana.state;

    ana = await reloaded(ana, player);
    for (const field of ['passages', 'trackers', 'head', 'headAlternatives', 'canUndo', 'canRedo'] as const)
      expect(ana.state[field], field).to.deep.equal(shown[field]);
    await ana.undo();
    await ana.choose(ana.state.headAlternatives[1]!);
    expect(settled(await ana.act('I dive.')).n).to.equal(4);
    expect(actions(ana)).to.deep.equal(['I swim.', 'I dive.']);
    await ana.leave();
  });

  it('[TN12] switches only between tellings of the place where the story stands', async () => {
    const [ana, player] = await paying();
    const one = settled(await ana.act('One.'));
    const two = settled(await ana.act('Two.'));
    settled(await ana.retry());
    expect(await codeOf(ana.choose(one.turnId))).to.equal('TURN_ASIDE');
    expect(await codeOf(ana.choose(randomUUID()))).to.equal('TURN_NOT_FOUND');
    await ana.choose(ana.state.head!);
    await ana.choose(two.turnId);
    expect(texts(ana)).to.deep.equal(['Passage 1', 'Passage 2']);
    const room = await rawRoom(server, player, ana.journeyId);
    for (const [name, message] of [
      ['undo', { from: 'nowhere' }],
      ['undo', { from: randomUUID(), more: 1 }],
      ['redo', 7],
      ['choose', {}],
      ['edit', { turnId: two.turnId }],
      ['edit', { turnId: two.turnId, passage: ' \n ' }],
      ['edit', { turnId: two.turnId, passage: 'x'.repeat(PASSAGE_CHARACTERS_MAX + 1) }],
      ['edit', { turnId: two.turnId, action: 'a\u0000b' }],
      ['edit', { turnId: two.turnId, passage: 'a\u202eb' }],
      ['retry', { turnId: randomUUID(), mode: 'do', text: 'x', ceiling: 1 }],
      ['retry', { turnId: randomUUID(), mode: 'do', text: 'x', ceiling: 1, retryOf: 'x' }],
    ] as const)
      expect(await rejection(room.request(name, message)), JSON.stringify(message)).to.include({ code: 'BAD_INPUT' });
    expect(await rejection(room.request('undo', { from: one.turnId }))).to.include({ code: 'TURN_ASIDE' });
    expect(await rejection(room.request('undo', {}))).to.deep.equal({});
    await Promise.all([room.leave(), ana.leave()]);
  });

  it('[TN13] leaves the story alone while a turn is being told or waits, and tells what came in between', async () => {
    const [ana] = await paying();
    const one = settled(await ana.act('One.'));
    settled(await ana.act('Two.'));
    await ana.undo();
    scripts = [slow()];
    const acting = ana.act('Three.');
    await until(() => ana.state.current !== null);
    const changes = [
      () => ana.undo(),
      () => ana.redo(),
      () => ana.choose(one.turnId),
      () => ana.editAction(one.turnId, 'x'),
      () => ana.editPassage(one.turnId, 'x'),
    ];
    for (const change of changes) expect(await codeOf(change())).to.equal('STORY_BUSY');
    settled(await acting);
    expect(actions(ana)).to.deep.equal(['One.', 'Three.']);
    // An action that is sent right behind an undo is told after it.
    const undoing = ana.undo();
    const next = ana.act('Four.');
    await undoing;
    settled(await next);
    expect(actions(ana)).to.deep.equal(['One.', 'Four.']);
    await ana.leave();
  });

  it('[TN14] edits own words of any turn in the story, at once for everybody, read from the next turn on, kept as told', async () => {
    const players = [await signIn(server), await signIn(server)];
    const [ana, ben] = await together(players);
    const one = settled(await ana!.act('I light the lamp.'));
    settled(await ben!.act('I look.'));
    const two = ben!.state.head!;
    await until(() => ana!.state.head === two);
    expect(await codeOf(ana!.editPassage(two, 'Mine now.'))).to.equal('NOT_YOUR_TURN');
    expect(await codeOf(ben!.editAction(one.turnId, 'Mine now.'))).to.equal('NOT_YOUR_TURN');
    expect(await codeOf(ana!.editAction(one.turnId, ' '))).to.equal('ACTION_EMPTY');
    expect(await codeOf(ana!.editAction(one.turnId, 'x'.repeat(2_001)))).to.equal('ACTION_TOO_LONG');
    expect(await codeOf(ana!.editPassage(randomUUID(), 'x'))).to.equal('TURN_NOT_FOUND');
    expect(ana!.state.passages.map(({ edited }) => edited)).to.deep.equal([false, false]);

    const warm = ben!.state.me!.quote;
    await ana!.editPassage(one.turnId, 'It burns blue, says a gull.');
    await ana!.editAction(one.turnId, 'I light the lantern.');
    await until(() => ben!.state.passages[0]!.action === 'I light the lantern.');
    expect(ben!.state.passages[0]).to.include({ text: 'It burns blue, says a gull.', edited: true });
    expect(ben!.state.me!.quote.likely, 'what was read before the edit is of less use').to.be.above(warm.likely);

    const seen = await players[1]!.client.api.journeys.context({ journeyId: ben!.journeyId, n: 1 });
    expect(seen.told).to.deep.equal({ action: 'I light the lamp.', text: 'Passage 1. The wind turns.' });
    expect(seen.lore.entries.some(({ why }) => why.includes('"lamp" in the action'))).to.equal(true);
    const again = await reloaded(ben!, players[1]!);
    expect(again.state.passages[0]).to.include({ text: 'It burns blue, says a gull.', edited: true });
    await until(() => ana!.status === 'live');
    await ana!.editPassage(one.turnId, 'Passage 1. The wind turns.');
    await ana!.editAction(one.turnId, 'I light the lamp.');
    await until(() => !again.state.passages[0]!.edited);
    expect((await players[1]!.client.api.journeys.context({ journeyId: again.journeyId, n: 1 })).told).to.equal(null);

    await ana!.undo();
    expect(await codeOf(again.editPassage(two, 'Gone.'))).to.equal('TURN_ASIDE');
    await Promise.all([ana!.leave(), again.leave()]);
  });

  it('[TN12] pages along the way to where the story stands, whatever stands aside', async () => {
    const [ana, player] = await paying();
    for (let turn = 1; turn <= 4; turn++) {
      settled(await ana.act(`Turn ${turn}.`));
      settled(await ana.retry());
    }
    scripts = [{ pieces: ['Half of '], end: 'throw' }];
    expect(short(await ana.act('I fail.'))).to.equal('released: narrator-failed');
    const page = async (before?: number, limit = 2) =>
      (await player.client.api.journeys.passages({ journeyId: ana.journeyId, limit, ...(before && { before }) })).map(
        ({ n }) => n,
      );
    expect(await page()).to.deep.equal([9, 8]);
    expect(await page(8)).to.deep.equal([6, 4]);
    expect(await page(3)).to.deep.equal([2]);
    expect(ana.state.passages.map(({ n }) => n)).to.deep.equal([2, 4, 6, 8, 9]);
    expect((await ana.passagesBefore(8)).map(({ n }) => n)).to.deep.equal([2, 4, 6]);
    await ana.undo();
    expect(
      ana.state.passages.map(({ n }) => n),
      'broken off behind a turn that was undone',
    ).to.deep.equal([2, 4, 6]);
    expect(await page()).to.deep.equal([6, 4]);
    const [shown] = await player.client.api.journeys.passages({ journeyId: ana.journeyId, limit: 1 });
    expect(shown).to.deep.include({ alternative: 2, alternatives: 2, edited: false, funding: 'credits', changes: [] });
    const aside = await player.client.api.journeys.passage({ journeyId: ana.journeyId, n: 5 });
    expect(aside).to.include({ n: 5, alternative: 1, alternatives: 2 });
    expect(await codeOf(player.client.api.journeys.passage({ journeyId: ana.journeyId, n: 99 }))).to.equal('TURN_NOT_FOUND');
    const stranger = await signIn(server);
    const { journeyId } = ana;
    expect(await codeOf(stranger.client.api.journeys.passage({ journeyId, n: 1 }))).to.equal('JOURNEY_NOT_FOUND');
    expect(await codeOf(stranger.client.api.journeys.passages({ journeyId }))).to.equal('JOURNEY_NOT_FOUND');
    await ana.leave();
  });
});
