import { expect } from 'chai';
import { CLOSE_CODES, ConnectionLost, GameClient, GameError } from '../../client-sdk/index.ts';
import type { JourneySession, JourneyStatus, RefusedAction, ReleasedTurn, TextPiece, TurnEvent } from '../../client-sdk/index.ts';
import { SummaryState } from '#protocol/journey-state.ts';
import { JOURNEY, PLAYER, QUOTE, refuse, SETTINGS, startStoryServer } from './story-server.ts';
import type { StoryRoom, StoryServer } from './story-server.ts';

const SEAT = `POST /api/journeys/${JOURNEY}/seat`;

describe('a journey session', () => {
  let server: StoryServer;
  let room: StoryRoom;
  let session: JourneySession;
  let pieces: TextPiece[];
  let turns: TurnEvent[];

  before(async () => {
    server = await startStoryServer();
  });
  after(() => server.stop());

  beforeEach(async () => {
    room = await server.openRoom();
    session = await new GameClient({ url: server.url, token: 'mine' }).joinJourney(JOURNEY);
    pieces = [];
    turns = [];
    session.on('text', (piece) => pieces.push(piece));
    session.on('turn', (turn) => turns.push(turn));
  });
  afterEach(async () => {
    await session.leave();
    await room.disconnect();
  });

  const until = (status: JourneyStatus): Promise<void> =>
    new Promise((resolve) => {
      const stopListening = session.on('status', (now) => {
        if (now !== status) return;
        stopListening();
        resolve();
      });
    });
  const stateWith = (isThere: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      session.on('state', () => isThere() && resolve());
    });
  const toldText = (): string => {
    for (const [index, { offset }] of pieces.entries()) {
      const before = pieces.slice(0, index).filter(({ turnId }) => turnId === pieces[index]?.turnId);
      expect(offset, 'no gaps, no repeats').to.equal(before.map(({ text }) => text).join('').length);
    }
    return pieces.map(({ text }) => text).join('');
  };

  it('has the journey and what only the player sees from the first moment', () => {
    expect(session.status).to.equal('live');
    expect(session.playerId).to.equal(PLAYER);
    expect(session.state).to.deep.include({
      journeyId: JOURNEY,
      title: 'The Mill',
      opening: 'Rain.',
      current: null,
      passages: [],
    });
    expect(session.state.me?.wallet.pockets.grant).to.equal(1_000);
    expect(session.state.me?.quote).to.deep.equal(QUOTE);
  });

  it('acts at the price shown, streams the text, and resolves with the receipt', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('open the door');
    const act = await arrived;
    expect(act).to.deep.include({ mode: 'do', text: 'open the door', ceiling: 40 });
    room.begin(act, 1);
    room.tell('You open ');
    room.tell('the door.');
    room.settle(act, 1);
    expect(await outcome).to.deep.include({ type: 'settled', turnId: act.turnId, n: 1, text: 'You open the door.' });
    expect(toldText()).to.equal('You open the door.');
    expect(turns.map(({ type }) => type)).to.deep.equal(['held', 'settled']);
    expect(session.state.current).to.equal(null);
    expect(session.state.passages.at(-1)).to.deep.include({ action: 'open the door', text: 'You open the door.' });
  });

  it('[PR3] resolves when the next price is here, so that acting again at once goes by it', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('look');
    const act = await arrived;
    room.begin(act, 1);
    room.tell('A mill.');
    room.settle(act, 1, () => {
      room.state.players.get(PLAYER)?.own.quote.assign({ ceiling: 55 });
    });
    await outcome;
    const next = room.nextAct();
    void session.act('look again').catch(() => null);
    expect((await next).ceiling).to.equal(55);
  });

  it('shows the text so far in the state', async () => {
    const arrived = room.nextAct();
    void session.act('look').catch(() => null);
    room.begin(await arrived, 1);
    const shown = new Promise<string>((resolve) => {
      session.on('state', ({ current }) => current?.text && resolve(current.text));
    });
    room.tell('A mill.');
    expect(await shown).to.equal('A mill.');
  });

  it('asks once for a piece that went missing', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('look');
    const act = await arrived;
    room.begin(act, 1);
    const filled = new Promise<void>((resolve) => {
      session.on('text', ({ offset }) => offset > 0 && resolve());
    });
    room.tell('A ');
    room.tell('mill ', { lost: true });
    room.tell('by a ');
    room.tell('stream.');
    await filled;
    room.settle(act, 1);
    await outcome;
    expect(toldText()).to.equal('A mill by a stream.');
    expect(room.requests.filter(({ name }) => name === 'since')).to.have.length(1);
  });

  it('[TN1] comes back after a drop in mid-narration: whole text, one turn, its outcome', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('open the door');
    const act = await arrived;
    room.begin(act, 1);
    room.tell('You open ');
    setTimeout(() => room.cut(), 20);
    await until('reconnecting');
    room.tell('the door ');
    await room.nextAct();
    room.tell('slowly.');
    room.settle(act, 1);
    expect((await outcome).type).to.equal('settled');
    expect(toldText()).to.equal('You open the door slowly.');
    expect(room.acts()).to.deep.equal([act, act]);
    expect(turns.filter(({ type }) => type === 'settled')).to.have.length(1);
  });

  it('[TN1] gets the outcome of a turn that ended while it was away, and tells its end once', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('open the door');
    const act = await arrived;
    room.begin(act, 1);
    room.tell('You open ');
    setTimeout(() => room.cut(), 20);
    await until('reconnecting');
    room.tell('the door.');
    room.settle(act, 1);
    const again = await room.nextAct();
    expect(again).to.deep.equal(act);
    room.tellSettled(act.turnId, 1);
    expect(await outcome).to.deep.include({ type: 'settled', text: 'You open the door.' });
    room.tellSettled(act.turnId, 1); // as when another player's window asks again
    expect(toldText()).to.equal('You open the door.');
    expect(turns.filter(({ type }) => type === 'settled')).to.have.length(1);
  });

  it('keeps what is done while it is away, and goes to the room where the journey is now', async () => {
    const gone = room;
    room = await server.openRoom();
    const arrived = room.nextAct();
    void gone.disconnect(CLOSE_CODES.MOVED);
    await until('reconnecting');
    const outcome = session.act('wait');
    const act = await arrived;
    room.begin(act, 1);
    room.tell('Time passes.');
    room.settle(act, 1);
    expect((await outcome).text).to.equal('Time passes.');
    expect(gone.acts()).to.deep.equal([]);
  });

  it('resolves as refused, with the words, when the room rejects the action', async () => {
    room.answers.act = () => {
      throw new GameError('QUEUE_FULL', { actionsPerPlayerMax: 4 });
    };
    const outcome = (await session.act('one more', { mode: 'say' })) as RefusedAction;
    expect(outcome).to.deep.include({ type: 'refused', mode: 'say', text: 'one more' });
    expect(outcome.error).to.deep.include({ code: 'QUEUE_FULL', data: { actionsPerPlayerMax: 4 } });
    expect(turns.map(({ type }) => type)).to.deep.equal(['refused']);
  });

  it('keeps an action that a restarting server would not take, for the next one', async () => {
    const gone = room;
    gone.answers.act = () => {
      setTimeout(() => void gone.disconnect(CLOSE_CODES.MOVED), 20);
      throw new GameError('SHUTTING_DOWN');
    };
    room = await server.openRoom();
    const arrived = room.nextAct();
    const outcome = session.act('wait');
    const act = await arrived;
    room.begin(act, 1);
    room.tell('Time passes.');
    room.settle(act, 1);
    expect((await outcome).type).to.equal('settled');
  });

  it('shows every AI’s quote, the player’s settings and the summaries', async () => {
    const due = { ...QUOTE, narratorId: 'large', warm: false, warmUntil: null, summary: { fromN: 1, toN: 9, likely: 4 } };
    const shown = stateWith(() => session.state.summaries.length > 0 && session.state.me?.quotes['large'] !== undefined);
    room.showQuote(QUOTE);
    room.showQuote(due);
    room.state.players.get(PLAYER)?.own.settings.assign({ passageTokens: 120, authorNote: 'Dry.' });
    const summary = new SummaryState();
    summary.assign({ summaryId: 'turn-9', fromN: 1, toN: 9, text: 'They left.', narratorId: 'large', editedBy: PLAYER });
    room.state.summaries.push(summary);
    room.state.summaries.push(summary.clone().assign({ summaryId: 'turn-18', fromN: 10, toN: 18, editedBy: '' }));
    room.broadcastPatch();
    await shown;
    const { me, summaries } = session.state;
    expect(me?.quotes).to.deep.equal({ local: QUOTE, large: due });
    expect(me?.settings).to.deep.equal({ ...SETTINGS, passageTokens: 120, authorNote: 'Dry.' });
    expect(summaries).to.deep.equal([
      { summaryId: 'turn-9', fromN: 1, toN: 9, text: 'They left.', narratorId: 'large', editedBy: PLAYER },
      { summaryId: 'turn-18', fromN: 10, toN: 18, text: 'They left.', narratorId: 'large', editedBy: null },
    ]);
  });

  it('changes settings, leaving the others as they are, and tells what the next turn then costs', async () => {
    expect(session.state.me?.settings).to.deep.equal(SETTINGS);
    const answer = await session.changeSettings({ passageTokens: 50, memoryNote: 'The rope is blue.' });
    expect(room.requests.at(-1)).to.deep.equal({
      name: 'settings',
      payload: { passageTokens: 50, memoryNote: 'The rope is blue.' },
    });
    expect(answer).to.deep.equal({
      settings: { ...SETTINGS, passageTokens: 50, memoryNote: 'The rope is blue.' },
      quote: QUOTE,
    });
    room.answers.settings = () => {
      throw new GameError('CONTEXT_TOO_SMALL');
    };
    const failure = await session.changeSettings({ promptTokens: 600 }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(GameError).and.to.include({ code: 'CONTEXT_TOO_SMALL' });
  });

  it('puts a summary into the player’s own words', async () => {
    await session.editSummary('turn-9', 'They never left.');
    const payload = { summaryId: 'turn-9', text: 'They never left.' };
    expect(room.requests.at(-1)).to.deep.equal({ name: 'edit-summary', payload });
    room.answers['edit-summary'] = () => {
      throw new GameError('SUMMARY_NOT_FOUND');
    };
    const failure = await session.editSummary('gone', 'x').catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(GameError).and.to.include({ code: 'SUMMARY_NOT_FOUND' });
  });

  it('[TN9][PR3] sends who is to pay, and the passage limit, along with the ceiling of a shortened quote, and only then', async () => {
    const shown = stateWith(() => session.state.me?.quote.shortened === true);
    room.showQuote({ ...QUOTE, ceiling: 25, passageTokensMax: 60, shortened: true });
    await shown;
    const lockOf = async (...action: Parameters<JourneySession['act']>) => {
      const arrived = room.nextAct();
      void session.act(...action).catch(() => null);
      const { turnId: _own, text: _same, mode: _do, ...lock } = await arrived;
      return lock;
    };
    expect(await lockOf('look')).to.deep.equal({ ceiling: 25, funding: 'credits', passageTokensMax: 60 });
    expect(await lockOf('look', { ceiling: 40 })).to.deep.equal({ ceiling: 40 });
    expect(await lockOf('look', { ceiling: 40, funding: 'free' })).to.deep.equal({ ceiling: 40, funding: 'free' });
    expect(await lockOf('look', { ceiling: 24, passageTokensMax: 50 })).to.deep.equal({ ceiling: 24, passageTokensMax: 50 });
    room.answers.quote = () => ({ ...QUOTE, ceiling: 70, passageTokensMax: 55, shortened: true });
    expect(await lockOf('I run. '.repeat(120))).to.deep.equal({ ceiling: 70, funding: 'credits', passageTokensMax: 55 });
  });

  it('[TN3][TN1] accepts an offer of a turn whose AI failed as one new turn, however often it is taken', async () => {
    const arrived = room.nextAct();
    const failed = session.act('open the door', { mode: 'say' });
    const act = await arrived;
    const quote = { ...QUOTE, narratorId: 'small', ceiling: 7, passageTokensMax: 60, shortened: true };
    const offers = [{ narratorId: 'small', name: 'Small', quote }];
    room.begin(act, 1);
    const choices = { offers, retryAfterMs: 2_000 };
    const end = { turnId: act.turnId, n: 1, playerId: PLAYER, reason: 'narrator-busy', receipt: {} as never };
    room.say('turn-released', { ...end, ...choices });
    const outcome = (await failed) as ReleasedTurn;
    expect(outcome).to.deep.include({ type: 'released', mode: 'say', action: 'open the door', ...choices });

    const arrivedAgain = room.nextAct();
    const accepted = [session.acceptOffer(outcome, 'small'), session.acceptOffer(outcome, 'small')];
    const again = await arrivedAgain;
    const { turnId, ...sent } = again;
    expect(turnId).to.not.equal(act.turnId);
    expect(sent).to.deep.equal({ mode: 'say', text: 'open the door', ceiling: 7, funding: 'credits', passageTokensMax: 60 });
    room.begin(again, 1);
    room.tell('It opens.');
    room.settle(again, 1);
    expect((await Promise.all(accepted)).map((ended) => [ended.type, ended.turnId])).to.deep.equal([
      ['settled', turnId],
      ['settled', turnId],
    ]);
    expect(new Set(room.acts().map((request) => request.turnId))).to.deep.equal(new Set([act.turnId, turnId]));
    const stranger = await session.acceptOffer(outcome, 'unknown').catch((error: unknown) => error);
    expect(stranger).to.be.instanceOf(GameError).and.to.include({ code: 'NARRATOR_NOT_FOUND' });
  });

  it('[TN5] accepts an offer with the same action, the same turnId and the offered price', async () => {
    const arrived = room.nextAct();
    const refused = session.act('open the door');
    const act = await arrived;
    const offers = [{ narratorId: 'small', name: 'Small', quote: { ...QUOTE, narratorId: 'small', ceiling: 7 } }];
    room.say('turn-refused', { turnId: act.turnId, text: act.text, error: new GameError('OUT_OF_CREDITS', { offers }).toBody() });
    const outcome = (await refused) as RefusedAction;
    expect(outcome.error.code).to.equal('OUT_OF_CREDITS');
    expect(outcome.offers).to.deep.equal(offers);

    const arrivedAgain = room.nextAct();
    const accepted = session.acceptOffer(outcome, 'small');
    const again = await arrivedAgain;
    expect(again).to.deep.equal({ ...act, ceiling: 7 });
    expect(room.requests.at(-2)).to.deep.equal({ name: 'choose-narrator', payload: { narratorId: 'small' } });
    room.begin(again, 1);
    room.tell('It opens.');
    room.settle(again, 1);
    expect((await accepted).type).to.equal('settled');
  });

  it('[PR3] prices a long action by itself before it sends it', async () => {
    const text = 'I run. '.repeat(120);
    room.answers.quote = () => ({ ...QUOTE, ceiling: 77 });
    const arrived = room.nextAct();
    void session.act(text).catch(() => null);
    expect((await arrived).ceiling).to.equal(77);
    expect(room.requests[0]).to.deep.equal({ name: 'quote', payload: { text, mode: 'do' } });
  });

  it('tells a released turn with its reason and what it told', async () => {
    const arrived = room.nextAct();
    const outcome = session.act('look');
    const act = await arrived;
    room.begin(act, 1);
    room.say('turn-released', { turnId: act.turnId, n: 1, playerId: PLAYER, reason: 'cancelled', receipt: {} as never });
    expect(await outcome).to.deep.include({ type: 'released', reason: 'cancelled', text: '' });
  });

  it('sends a stop that was made while away along with its action', async () => {
    const arrived = room.nextAct();
    void session.act('look').catch(() => null);
    const act = await arrived;
    room.cut();
    await until('reconnecting');
    await session.stop(act.turnId);
    await room.nextAct();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(room.requests.at(-1)).to.deep.equal({ name: 'stop', payload: { turnId: act.turnId } });
  });

  it('tells requests what the room rejects, by code', async () => {
    room.answers.stop = () => {
      throw new GameError('NOTHING_TO_STOP');
    };
    const failure = await session.stop().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(GameError).and.to.include({ code: 'NOTHING_TO_STOP' });
  });

  it('tells wallet, quote and players only when they change', async () => {
    const told: string[] = [];
    session.on('wallet', ({ available }) => told.push(`wallet ${available}`));
    session.on('quote', ({ ceiling }) => told.push(`quote ${ceiling}`));
    session.on('players', ([player]) => told.push(`players ${player?.name}`));
    const player = room.state.players.get(PLAYER);
    if (!player) return expect.fail('the player is not there');
    player.own.wallet.available = 960;
    room.broadcastPatch();
    player.own.quote.ceiling = 44;
    room.broadcastPatch();
    player.name = 'Bea';
    room.broadcastPatch();
    await session.quote();
    expect(told).to.deep.equal(['wallet 960', 'quote 44', 'players Bea']);
  });

  it('closes when it is signed out, and says so to whoever waits', async () => {
    const arrived = room.nextAct();
    const failure = session.act('look').catch((error: unknown) => error);
    await arrived;
    const seat = server.routes[SEAT] as never;
    server.routes[SEAT] = (_request, response) => refuse(response, 401, new GameError('UNAUTHENTICATED').toBody());
    void room.disconnect(CLOSE_CODES.SIGNED_OUT);
    expect(await failure)
      .to.be.instanceOf(GameError)
      .and.to.include({ code: 'UNAUTHENTICATED' });
    expect(session.status).to.equal('closed');
    server.routes[SEAT] = seat;
  });

  it('closes when it may not come back', async () => {
    const seat = server.routes[SEAT] as never;
    const failed = new Promise((resolve) => session.on('error', resolve));
    server.routes[SEAT] = (_request, response) => refuse(response, 404, new GameError('JOURNEY_NOT_FOUND').toBody());
    room.cut();
    expect(await failed).to.include({ code: 'JOURNEY_NOT_FOUND' });
    server.routes[SEAT] = seat;
    expect(session.status).to.equal('closed');
  });

  it('tries again when the server is away for a while, or a connection dies while joining', async () => {
    const seat = server.routes[SEAT] as (...parts: unknown[]) => void;
    let tries = 0;
    server.routes[SEAT] = (request, response) => {
      tries += 1;
      if (tries === 1) request.socket.destroy();
      else if (tries === 2) refuse(response, 503, new GameError('SHUTTING_DOWN').toBody());
      else if (tries === 3) response.json({ name: 'journey', sessionId: 'none', roomId: room.roomId, processId: 'none' });
      else seat(request, response);
    };
    const back = until('live');
    room.cut();
    await back;
    server.routes[SEAT] = seat;
    expect(tries).to.equal(4);
  });

  it('leaves for good: what waits is told, nothing more can be done', async () => {
    const arrived = room.nextAct();
    const failure = session.act('look').catch((error: unknown) => error);
    await arrived;
    await session.leave();
    expect(await failure).to.be.instanceOf(ConnectionLost);
    expect(session.status).to.equal('closed');
    expect(await session.act('again').catch((error: unknown) => error)).to.be.instanceOf(ConnectionLost);
    expect(room.clients).to.have.length(0);
  });
});
