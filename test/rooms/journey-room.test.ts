/** The journey room through real sockets: two people in one story, turns in order, money private, drops survived. */
import { randomUUID } from 'node:crypto';
import { Client } from '@colyseus/sdk';
import { expect } from 'chai';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import { audit } from '#models/audit/audit.ts';
import type { RunningServer } from '#server/start-server.ts';
import { give, short, signIn, together, until } from '../support/players.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

describe('the journey room', () => {
  let server: RunningServer;
  /** What the narrator does next; the default once used up. */
  let scripts: Script[] = [];

  before(async () => {
    const environment = { SILENCE_SECONDS_MAX: '1' };
    server = await startTestServer({ narrators: scriptedOfferings(() => scripts.shift() ?? {}), environment });
  });
  beforeEach(() => (scripts = []));
  afterEach(async () => {
    const { faults } = await audit(server.database, server.game.prices);
    expect(faults).to.deep.equal([]);
  });
  after(() => server.stop());

  const slow = (count = 20): Script => ({ pieces: Array.from({ length: count }, (_, index) => `Piece ${index}. `), pauseMs: 25 });

  it('shows one story to two players: the opening at once, text as it comes, the passage in the state', async () => {
    const [ana, ben] = await together([await signIn(server), await signIn(server)]);
    expect(ben!.state.opening).to.have.length.above(100);
    const heard: string[] = [];
    ben!.on('text', ({ text }) => heard.push(text));
    scripts = [slow()];
    const outcome = await ana!.act('I go down to the water.');
    expect(short(outcome)).to.equal('settled');
    await until(() => ben!.state.passages.length === 1);
    expect(heard.join('').trimEnd()).to.equal(outcome.text);
    expect(ben!.state.passages[0]).to.include({
      text: outcome.text,
      name: 'Ana',
      action: 'I go down to the water.',
      incomplete: false,
    });
    expect(heard.length).to.be.within(3, 12); // coalesced, not piece by piece
    await ana!.leave();
    await ben!.leave();
  });

  it('keeps each player’s wallet, quote and costs to themself', async () => {
    const [ana, ben] = await together([await signIn(server), await signIn(server)]);
    await ana!.act('I look.');
    expect(ana!.state.me?.costs).to.have.length(1);
    expect(ana!.state.me?.costs[0]).to.include({ funding: 'free', charged: 0 });
    expect(ana!.state.me?.costs[0]?.wouldHaveCost).to.be.above(0);
    expect(ana!.state.me?.wallet.freeTurnsLeft).to.equal(2);
    expect(ben!.state.me?.wallet.freeTurnsLeft).to.equal(3);
    expect(ben!.state.me?.costs).to.deep.equal([]);
    expect(JSON.stringify(ben!.state.players)).to.not.include('wallet');
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN7] tells one turn at a time, in server order, each on its author’s own AI', async () => {
    const players = [await signIn(server), await signIn(server), await signIn(server)];
    await give(server, players[1]!, 5_000);
    const [ana, ben, cleo] = await together(players);
    await ben!.chooseNarrator('astral-lumen');
    scripts = [slow(10), slow(5), slow(5)];
    const acts = [ana!.act('First.'), ben!.act('Second.'), cleo!.act('Third.')];
    await until(() => ana!.state.queue.length === 2);
    const outcomes = await Promise.all(acts);
    expect(outcomes.map(short)).to.deep.equal(['settled', 'settled', 'settled']);
    await until(() => ana!.state.passages.length === 3);
    expect(ana!.state.passages.map(({ action, narratorId }) => [action, narratorId])).to.deep.equal([
      ['First.', 'hearth'],
      ['Second.', 'astral-lumen'],
      ['Third.', 'hearth'],
    ]);
    expect(ana!.state.passages.map(({ n }) => n)).to.deep.equal([1, 2, 3]);
    await Promise.all([ana!.leave(), ben!.leave(), cleo!.leave()]);
  });

  it('[TN6] lets only the author stop; what was told is paid and stays', async () => {
    const players = [await signIn(server), await signIn(server)];
    const [ana, ben] = await together(players);
    scripts = [slow(80)];
    const acting = ana!.act('I talk and talk.');
    await until(() => (ben!.state.current?.text.length ?? 0) > 20);
    const turnId = ben!.state.current!.turnId;
    expect(await ben!.stop(turnId).catch((failure: unknown) => (failure as { code: string }).code)).to.equal('NOT_YOUR_TURN');
    await ana!.stop();
    const outcome = await acting;
    expect(short(outcome)).to.equal('settled');
    expect(outcome.text.length).to.be.within(20, 700);
    expect(outcome.type === 'settled' && outcome.receipt.usage!.output).to.be.within(5, 180);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN4] costs nothing to cancel before text, and after three in ten minutes asks to slow down', async () => {
    const [ana] = await together([await signIn(server)]);
    for (let count = 0; count < 3; count++) {
      scripts = [{ pieces: ['Too late.'], pauseMs: 600 }];
      const acting = ana!.act('I wait.');
      await until(() => ana!.state.current !== null);
      await ana!.stop();
      expect(short(await acting)).to.equal('released: cancelled');
      expect(ana!.state.me?.wallet.freeTurnsLeft).to.equal(3);
    }
    expect(short(await ana!.act('I wait again.'))).to.equal('refused: SLOW_DOWN');
    await ana!.leave();
  });

  it('[TN4] is free and goes on when the narrator fails before, during and behind its text, stalls, says nothing or declines', async () => {
    const player = await signIn(server);
    const [ana] = await together([player]);
    const cases: [Script, string][] = [
      [{ pieces: [], end: 'throw' }, 'released: narrator-failed'],
      [{ pieces: ['Half a sent'], end: 'throw' }, 'released: narrator-failed'],
      [{ pieces: ['A whole one. ', 'And more.'], end: 'throw' }, 'released: narrator-failed'],
      [{ pieces: [], end: 'stall' }, 'released: narrator-stalled'],
      [{ pieces: ['Then nothing'], end: 'stall' }, 'released: narrator-stalled'],
      [{ pieces: [' ', '\n'] }, 'released: empty'],
      [{ pieces: [], end: 'refused' }, 'released: refused'],
      [{ served: 'a cheaper one' }, 'released: narrator-swapped'],
    ];
    for (const [script, expected] of cases) {
      scripts = [script];
      const outcome = await ana!.act('I try.');
      expect(short(outcome)).to.equal(expected);
      expect(ana!.state.me?.wallet.freeTurnsLeft).to.equal(3);
    }
    const incomplete = ana!.state.passages.filter((passage) => passage.incomplete).map(({ text }) => text);
    expect(incomplete).to.deep.equal([
      'Half a sent',
      'A whole one. And more.',
      'Then nothing',
      'The wind turns. Nothing else does.',
    ]);
    expect(short(await ana!.act('I try once more.'))).to.equal('settled');
    const history = await player.client.api.wallet.history({});
    expect(history.rows.map(({ amount, reason }) => [amount, reason])).to.deep.include([0, 'narrator-stalled']);
    await ana!.leave();
  });

  it('[TN5] offers what free turns still cover when credits run out, and sends the same action on acceptance', async () => {
    const [ana] = await together([await signIn(server)]);
    await ana!.chooseNarrator('astral-lumen');
    const refused = await ana!.act('I light the lamp.');
    expect(short(refused)).to.equal('refused: OUT_OF_CREDITS');
    if (refused.type !== 'refused') throw new Error('unreachable');
    expect(refused.text).to.equal('I light the lamp.');
    expect(refused.offers?.map(({ narratorId, quote }) => [narratorId, quote.funding])).to.deep.equal([['hearth', 'free']]);
    const accepted = await ana!.acceptOffer(refused, 'hearth');
    expect(short(accepted)).to.equal('settled');
    expect(accepted.turnId).to.equal(refused.turnId);
    expect(ana!.state.passages.map(({ action }) => action)).to.deep.equal(['I light the lamp.']);
    await ana!.leave();
  });

  it('[TN1] answers a turnId that is sent again with the same receipt, in the middle and afterwards', async () => {
    const player = await signIn(server);
    await give(server, player, 1_000);
    const [ana] = await together([player]);
    const other = await player.client.joinJourney(ana!.journeyId);
    await ana!.chooseNarrator('astral-lumen');
    scripts = [slow(10)];
    const turnId = randomUUID();
    const [first, second] = await Promise.all([ana!.act('I knock.', { turnId }), other.act('I knock.', { turnId })]);
    const third = await other.act('I knock.', { turnId: turnId.toUpperCase() }); // As some platforms write them.
    for (const outcome of [first, second, third]) expect(short(outcome)).to.equal('settled');
    const charges = [first, second, third].map((outcome) => outcome.type === 'settled' && outcome.receipt.charged);
    expect(new Set(charges).size).to.equal(1);
    expect(short(await other.act('I kick.', { turnId }))).to.equal('refused: KEY_REUSED');
    expect(ana!.state.passages).to.have.length(1);
    const { available } = await player.client.api.wallet.get();
    expect(available).to.equal(1_000_000_000 - Number(charges[0]));
    await Promise.all([ana!.leave(), other.leave()]);
  });

  it('[TN7] refuses with the new price when it rose above the one sent, and keeps the text', async () => {
    const [ana] = await together([await signIn(server)]);
    const outcome = await ana!.act('I go in.', { ceiling: 5 });
    expect(short(outcome)).to.equal('refused: QUOTE_CHANGED');
    expect(outcome.text).to.equal('I go in.');
    expect(outcome.type === 'refused' && outcome.error.data)
      .to.have.nested.property('quote.ceiling')
      .above(5);
    expect(short(await ana!.act(outcome.text))).to.equal('settled');
    await ana!.leave();
  });

  /** With 500 credits and one free turn left of three. */
  async function atTheLastFreeTurn() {
    const player = await signIn(server);
    await give(server, player, 500);
    const [ana] = await together([player]);
    for (const text of ['I look.', 'I listen.']) await ana!.act(text);
    await until(() => ana!.state.me!.retryQuote !== null);
    return ana!;
  }

  it('[PR3][TN2] says that credits pay next as soon as the last free turn is held, and again that it is free when that is given back', async () => {
    const ana = await atTheLastFreeTurn();
    const before = ana.state.me!;
    const shown = () => [ana.state.me!.quote, ana.state.me!.quotes['hearth']!, ana.state.me!.retryQuote!];
    expect(before.wallet.freeTurnsLeft).to.equal(1);
    await until(() => shown().every(({ funding }) => funding === 'free'));
    const gate = Promise.withResolvers<null>();
    scripts = [{ pieces: ['The door ', 'opens.'], lastAfter: gate.promise, served: 'a cheaper one' }];
    const last = ana.act('I wait.');
    await until(() => shown().every(({ funding }) => funding === 'credits'), 'the price with credits');
    expect(ana.state.current?.action).to.equal('I wait.');
    expect(ana.state.me!.wallet.freeTurnsLeft).to.equal(0);
    expect(ana.state.me!.quote.turnsLeft).to.equal(before.quote.turnsLeft - 1);
    gate.resolve(null);
    expect(short(await last)).to.equal('released: narrator-swapped');
    await until(() => shown().every(({ funding }) => funding === 'free'), 'the free price');
    await ana.leave();
  });

  it('[PR3][TN7] takes no credits from who saw a free turn when an earlier turn had the last one', async () => {
    const ana = await atTheLastFreeTurn();
    const turnId = randomUUID();
    const [last, unasked] = [ana.act('I wait.'), ana.act('I wait again.', { turnId })]; // The page said of both that they are free.
    expect(short(await last)).to.equal('settled');
    const refused = await unasked;
    expect(short(refused)).to.equal('refused: QUOTE_CHANGED');
    expect(refused.type === 'refused' && refused.error.data).to.deep.include({ why: 'funding' });
    expect(refused.type === 'refused' && refused.error.data).to.have.nested.property('quote.funding', 'credits');
    expect(ana.state.me!.wallet).to.include({ available: 500_000_000, held: 0 });
    const paid = await ana.act('I wait again.', { turnId });
    expect(paid.type === 'settled' && paid.receipt.funding, 'at the price that is now seen').to.equal('credits');
    await ana.leave();
  });

  it('[PR3] names the price as it is, also when another process took the free turns', async () => {
    const player = await signIn(server);
    await give(server, player, 500);
    const [ana] = await together([player]);
    const day = utcDay(server.game.clock());
    const setUsed = (used: number) =>
      server.database.wallets.updateOne({ _id: player.playerId }, { $set: { free: { day, used } }, $inc: { seq: 1 } });
    await setUsed(3);
    const refused = await ana!.act('I look.');
    expect(refused.type === 'refused' && refused.error.data).to.have.nested.property('quote.funding', 'credits');
    await until(() => ana!.state.me!.quote.funding === 'credits');
    await setUsed(0);
    await ana!.leave();
  });

  it('[PR3][TN1] tells of a turn that was free once more, and of another that another journey’s turn left none for', async () => {
    const player = await signIn(server);
    await give(server, player, 500);
    const [ana] = await together([player]);
    const [other] = await together([player]);
    const turnId = randomUUID();
    const lock = { ceiling: ana!.state.me!.quote.ceiling, funding: 'free' as const };
    expect(short(await ana!.act('I look.', { turnId, ...lock }))).to.equal('settled');
    for (const text of ['I listen.', 'I wait.']) expect(short(await other!.act(text))).to.equal('settled');
    const again = await ana!.act('I look.', { turnId, ...lock });
    expect(again.type === 'settled' && again.receipt).to.include({ funding: 'free', charged: 0 });
    const refused = await ana!.act('I look once more.', lock);
    expect(refused.type === 'refused' && refused.error.data).to.have.nested.property('quote.funding', 'credits');
    const { available } = await player.client.api.wallet.get();
    expect(available).to.equal(500_000_000);
    await Promise.all([ana!.leave(), other!.leave()]);
  });

  it('[TN3] changes the AI at any time, and the turn being told stays on the one it began with', async () => {
    const player = await signIn(server);
    await give(server, player, 1_000);
    const [ana] = await together([player]);
    scripts = [slow(10)];
    const acting = ana!.act('I read.');
    await until(() => (ana!.state.current?.text.length ?? 0) > 0);
    const { quote } = await ana!.chooseNarrator('astral-lumen');
    expect(quote).to.include({ narratorId: 'astral-lumen', funding: 'credits' });
    await acting;
    expect(ana!.state.passages[0]?.narratorId).to.equal('hearth');
    const next = await ana!.act('I read on.');
    expect(next.type === 'settled' && next.receipt).to.include({ narratorId: 'astral-lumen', funding: 'credits' });
    await ana!.leave();
    const again = await player.client.joinJourney(ana!.journeyId);
    expect(again.state.me?.narratorId).to.equal('astral-lumen');
    await again.leave();
  });

  it('[TN3] keeps the AI that was chosen after a seat was asked for', async () => {
    const player = await signIn(server);
    const [ana] = await together([player]);
    const seat = await player.client.api.journeys.seat({ journeyId: ana!.journeyId });
    await ana!.chooseNarrator('astral-lumen');
    const late = await new Client(server.url).consumeSeatReservation(seat);
    await until(() => ana!.state.me?.quote.narratorId === 'astral-lumen');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(ana!.state.me?.narratorId).to.equal('astral-lumen');
    await late.leave();
    await ana!.leave();
  });

  it('[TN5][TN7] offers the price that REST names at the same moment', async () => {
    const player = await signIn(server);
    const [ana] = await together([player]);
    await ana!.chooseNarrator('astral-lumen');
    const refused = await ana!.act('I look up.');
    const [offer] = refused.type === 'refused' ? (refused.offers ?? []) : [];
    const narrators = await player.client.api.narrators({ journeyId: ana!.journeyId });
    expect(offer?.quote.ceiling).to.equal(narrators.find(({ narratorId }) => narratorId === 'hearth')?.quote?.ceiling);
    await ana!.leave();
  });

  it('gives trackers their clamped changes, in the state and on the passage', async () => {
    const [ana] = await together([await signIn(server)]);
    scripts = [
      {
        patches: [
          { key: 'lamp-oil', op: 'add', value: -50 },
          { key: 'no-such', op: 'add', value: 1 },
        ],
      },
    ];
    const before = ana!.state.trackers.find(({ key }) => key === 'lamp-oil')!;
    await ana!.act('I light the lamp with the oil.');
    const after = ana!.state.trackers.find(({ key }) => key === 'lamp-oil')!;
    const world = await server.worlds.find('drowned-light');
    const definition = world.trackers.find(({ key }) => key === 'lamp-oil')!;
    expect(Number(before.value) - Number(after.value)).to.equal(definition.kind === 'number' && definition.maxDeltaPerTurn);
    expect(ana!.state.passages[0]?.changes).to.deep.equal([{ key: 'lamp-oil', before: before.value, after: after.value }]);
    await ana!.leave();
  });

  it('[TN1] loses no text and charges nothing twice when sockets drop in mid-narration', async () => {
    const players = [await signIn(server), await signIn(server)];
    await give(server, players[0]!, 1_000);
    const [ana, ben] = await together(players);
    await ana!.chooseNarrator('astral-lumen');
    scripts = [slow(60)];
    const heard: string[] = [];
    ana!.on('text', ({ text }) => heard.push(text));
    const acting = ana!.act('I tell it all.');
    await until(() => heard.length > 2);
    dropSockets(server);
    await until(() => ana!.status === 'reconnecting');
    const outcome = await acting;
    expect(short(outcome)).to.equal('settled');
    expect(heard.join('').trimEnd()).to.equal(outcome.text);
    await until(() => ben!.state.passages.length === 1);
    expect(ben!.state.passages[0]?.text).to.equal(outcome.text);
    const { rows } = await players[0]!.client.api.wallet.history({});
    expect(rows.filter(({ kind }) => kind === 'turn')).to.have.length(1);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('goes on with the story after everybody left and the room ended', async () => {
    const player = await signIn(server);
    const [ana] = await together([player]);
    await ana!.act('I remember this.');
    await ana!.leave();
    await endRooms();
    const again = await player.client.joinJourney(ana!.journeyId);
    expect(again.state.passages.map(({ action }) => action)).to.deep.equal(['I remember this.']);
    expect(short(await again.act('And this.'))).to.equal('settled');
    expect(again.state.passages.map(({ n }) => n)).to.deep.equal([1, 2]);
    await again.leave();
  });

  it('moves players when another room takes the journey over, and the late turn is not charged', async () => {
    const player = await signIn(server);
    await give(server, player, 1_000);
    const [ana] = await together([player]);
    await ana!.chooseNarrator('astral-lumen');
    scripts = [slow(20)];
    const acting = ana!.act('I hold on.');
    await until(() => (ana!.state.current?.text.length ?? 0) > 0);
    await server.database.journeys.updateOne({ _id: ana!.journeyId }, { $inc: { fence: 1 } });
    expect(short(await acting)).to.equal('released: moved');
    await until(() => ana!.status === 'live' && ana!.state.current === null);
    expect(short(await ana!.act('I go on.'))).to.equal('settled');
    const { rows } = await player.client.api.wallet.history({});
    expect(rows.filter(({ turn }) => turn?.state === 'settled')).to.have.length(1);
    await ana!.leave();
  });

  it('shows credits that an operator gives while the player is in the room', async () => {
    const player = await signIn(server);
    const operator = await signIn(server);
    await server.players.setRole(operator.playerId, 'operator');
    const [ana] = await together([player]);
    const order = { id: randomUUID(), playerId: player.playerId, credits: '12.5', reason: 'a kind word' };
    await operator.client.api.admin.adjust(order);
    await operator.client.api.admin.adjust(order);
    await until(() => ana!.state.me?.wallet.available === 12_500_000);
    const refused = await player.client.api.admin.adjust({ ...order, id: randomUUID() }).catch((failure: unknown) => failure);
    expect(refused).to.include({ code: 'FORBIDDEN' });
    await ana!.leave();
  });

  /** Cuts every socket as a dead network would: no close frame. */
  function dropSockets({ url }: RunningServer): void {
    const port = new URL(url).port;
    const handles = (
      process as unknown as { _getActiveHandles(): { localPort?: number; destroy?(): void }[] }
    )._getActiveHandles();
    for (const handle of handles) if (String(handle.localPort) === port) handle.destroy?.();
  }

  async function endRooms(): Promise<void> {
    const { matchMaker } = await import('@colyseus/core');
    await Promise.all([...(await matchMaker.query({}))].map(({ roomId }) => matchMaker.getLocalRoomById(roomId).disconnect()));
  }
});
