/** What players set, see and pay, through real sockets: settings, quotes of every AI, summaries, receipts, choices when an AI is down. */
import { expect } from 'chai';
import { audit } from '#models/audit/audit.ts';
import type { Script } from '#narrators/scripted/scripted-narrator.ts';
import { SCRIPTED_SUMMARY } from '#narrators/scripted/scripted-narrator.ts';
import type { JourneySession } from '#sdk/index.ts';
import type { RunningServer } from '#server/start-server.ts';
import { codeOf } from '../models/code-of.ts';
import { give, short, signIn, together, until } from '../support/players.ts';
import type { TestPlayer } from '../support/players.ts';
import { scriptedOfferings, startTestServer } from '../support/test-server.ts';

const PASSAGE = 'The wind turns over the roofs and nothing else does; somewhere below, a rope knocks against a mast. '.repeat(3);

describe('honest prices in a journey', () => {
  let server: RunningServer;
  let scripts: Script[] = [];

  before(async () => {
    const scripted = scriptedOfferings(() => scripts.shift() ?? { pieces: [PASSAGE] });
    // As small as the local AI, so that a few turns fill what it reads.
    const entries = scripted.entries.map((entry) => ({
      ...entry,
      ...{ promptTokens: 2_600, promptTokensMax: 4_000, passageTokens: 200, passageTokensMax: 400 },
    }));
    const prices = scripted.prices.map((row) => ({ ...row, cacheLifetimeSeconds: 1, vendorUsd: { input: '1', output: '4' } }));
    server = await startTestServer({ narrators: { entries, prices } });
  });
  beforeEach(() => (scripts = []));
  afterEach(async () => {
    const { faults } = await audit(server.database, server.game.prices);
    expect(faults).to.deep.equal([]);
  });
  after(() => server.stop());

  async function paying(credits = 5_000): Promise<[JourneySession, TestPlayer]> {
    const player = await signIn(server);
    await give(server, player, credits);
    const [session] = await together([player]);
    await session!.chooseNarrator('astral-lumen');
    return [session!, player];
  }

  it('quotes every AI for this journey now, warm or cold, anew after every turn and when it has gone cold', async () => {
    const [ana] = await paying();
    await until(() => Object.keys(ana.state.me!.quotes).length === 2);
    const before = ana.state.me!.quotes['hearth']!;
    expect(before).to.include({ warm: false, warmUntil: null, funding: 'free' });
    await ana.act('I listen.');
    await until(() => ana.state.me!.quotes['hearth']!.promptTokens > before.promptTokens);
    expect(ana.state.me!.quotes['astral-lumen']).to.deep.equal(ana.state.me!.quote);
    expect(ana.state.me!.quote.warm).to.equal(true);
    expect(Date.parse(ana.state.me!.quote.warmUntil!)).to.be.within(Date.now() - 500, Date.now() + 1_100);
    const warm = ana.state.me!.quote.likely;
    await until(() => !ana.state.me!.quote.warm);
    expect(ana.state.me!.quote.likely).to.be.above(warm);
    await ana.leave();
  });

  it('[PR3] quotes a player’s own settings at once, holds them to what the AI can do, and keeps them', async () => {
    const [ana, player] = await paying();
    const usual = ana.state.me!.quote;
    const { settings, quote } = await ana.changeSettings({ passageTokens: 50, memoryNote: 'The rope is blue.' });
    const notes = { memoryNote: 'The rope is blue.', authorNote: '', summaries: true };
    expect(settings).to.deep.equal({ passageTokens: 50, promptTokens: null, ...notes });
    expect(quote.passageTokensMax).to.equal(50);
    expect(quote.likely).to.be.below(usual.likely);
    expect(quote.ceiling).to.be.below(usual.ceiling);
    expect(ana.state.me!.settings).to.deep.equal(settings);
    expect((await ana.changeSettings({ passageTokens: 9_999 })).quote.passageTokensMax).to.equal(400);
    expect((await ana.changeSettings({ passageTokens: null, promptTokens: 2_000 })).quote.passageTokensMax).to.equal(200);
    expect(await codeOf(ana.changeSettings({ memoryNote: 'x'.repeat(1_001) }))).to.equal('BAD_INPUT');
    expect(await codeOf(ana.changeSettings({ passageTokens: 1.5 }))).to.equal('BAD_INPUT');
    await ana.leave();
    const again = await player.client.joinJourney(ana.journeyId);
    expect(again.state.me!.settings).to.include({ promptTokens: 2_000, memoryNote: 'The rope is blue.' });
    await again.leave();
  });

  it('refuses a context limit too small for the world, and keeps what was set before', async () => {
    const [ana] = await paying();
    expect(await codeOf(ana.changeSettings({ promptTokens: 600 }))).to.equal('CONTEXT_TOO_SMALL');
    expect(ana.state.me!.settings.promptTokens, 'nothing is kept of it').to.equal(null);
    expect(short(await ana.act('I listen.'))).to.equal('settled');
    await ana.leave();
  });

  it('sums up the oldest turns with their price named before, itemized after, readable and editable by all', async () => {
    const players = [await signIn(server), await signIn(server)];
    await give(server, players[0]!, 20_000);
    const [ana, ben] = await together(players);
    await ana!.chooseNarrator('astral-lumen');
    for (let turn = 0; turn < 30 && !ana!.state.me!.quote.summary; turn++) {
      expect(short(await ana!.act(`I go on, ${turn}.`))).to.equal('settled');
    }
    const { summary } = ana!.state.me!.quote;
    expect(summary?.fromN).to.equal(1);
    expect(summary?.likely).to.be.above(0);
    expect(ana!.state.summaries).to.deep.equal([]);
    const { quote: without } = await ana!.changeSettings({ summaries: false });
    expect(without.summary, 'who wants none is not priced one').to.equal(null);
    expect((await ana!.changeSettings({ summaries: true })).quote.summary).to.deep.equal(summary);
    const outcome = await ana!.act('I look back.');
    expect(short(outcome)).to.equal('settled');
    await until(() => ben!.state.summaries.length === 1);
    const [sealed] = ben!.state.summaries;
    const made = { fromN: summary!.fromN, toN: summary!.toN, text: SCRIPTED_SUMMARY, narratorId: 'astral-lumen', editedBy: null };
    expect(sealed).to.deep.include(made);
    expect(ana!.state.me!.quote.summary).to.equal(null);

    const n = outcome.type === 'settled' ? outcome.n : 0;
    const opened = await players[0]!.client.api.journeys.context({ journeyId: ana!.journeyId, n });
    const lines = opened.parts.filter(({ call }) => call === 'summary');
    expect(lines.map(({ kind }) => kind)).to.deep.equal(['question', 'output']);
    expect(lines.every(({ cost }) => cost! > 0)).to.equal(true);

    expect(await codeOf(ben!.editSummary('nothing', 'x'))).to.equal('SUMMARY_NOT_FOUND');
    expect(await codeOf(ben!.editSummary(sealed!.summaryId, ' '))).to.equal('BAD_INPUT');
    await ben!.editSummary(sealed!.summaryId, 'They never left the shore.');
    await until(() => ana!.state.summaries[0]!.editedBy === players[1]!.playerId);
    await ana!.act('I go on once more.');
    const next = await players[0]!.client.api.journeys.context({ journeyId: ana!.journeyId, n: n + 1 });
    const read = next.parts.filter(({ call, kind }) => call === 'narration' && (kind === 'summary' || kind === 'history'));
    expect(read.map(({ kind, name }) => [kind, name])).to.deep.equal([
      ['summary', `turns 1–${summary!.toN}`],
      ['history', `turns ${summary!.toN + 1}–${n}`],
    ]);
    await Promise.all([ana!.leave(), ben!.leave()]);
    const stored = await server.database.journeys.findOne({ _id: ana!.journeyId });
    expect(stored?.summaries.map(({ text }) => text)).to.deep.equal(['They never left the shore.']);
  });

  it('[PR2] opens a turn by cause: every part, why, and its cost, to the author alone; summing to the charge', async () => {
    const players = [await signIn(server), await signIn(server)];
    await give(server, players[0]!, 5_000);
    const [ana, ben] = await together(players);
    await ana!.chooseNarrator('astral-lumen');
    scripts = [{ pieces: [PASSAGE], usage: { cacheRead: 700, input: 600, cacheWrite: 100 }, patches: [] }];
    const outcome = await ana!.act('I ask about the bell and the lamp.');
    const receipt = outcome.type === 'settled' ? outcome.receipt : null;
    const context = (index: number) => players[index]!.client.api.journeys.context({ journeyId: ana!.journeyId, n: 1 });
    const opened = await context(0);
    expect(opened.charged).to.equal(receipt!.charged);
    expect(opened.parts.reduce((sum, { cost }) => sum + cost!, 0)).to.equal(receipt!.charged);
    const bell = opened.parts.find(({ kind, why }) => kind === 'lore' && why.includes('"bell" in the action'));
    expect(bell?.cost).to.be.above(0);
    const explained = opened.lore.entries.find(({ id }) => id === bell!.id);
    expect(explained).to.include({ state: 'in', why: bell!.why });
    expect(opened.lore.entries.filter(({ state }) => state !== 'in').every(({ why }) => why.length > 10)).to.equal(true);
    const others = await context(1);
    expect(others.charged).to.equal(null);
    expect(others.parts.every(({ cost }) => cost === null)).to.equal(true);
    expect(others.parts.map(({ tokens }) => tokens)).to.deep.equal(opened.parts.map(({ tokens }) => tokens));
    expect(await codeOf(players[0]!.client.api.journeys.context({ journeyId: ana!.journeyId, n: 9 }))).to.equal('TURN_NOT_FOUND');
    const stranger = await signIn(server);
    expect(await codeOf(stranger.client.api.journeys.context({ journeyId: ana!.journeyId, n: 1 }))).to.equal('JOURNEY_NOT_FOUND');

    const spent = await players[0]!.client.api.wallet.spending({});
    const row = spent.find(({ kind, id }) => kind === 'lore' && id === bell!.id);
    expect(row).to.include({ worldId: 'drowned-light', turns: 1, cost: bell!.cost!, name: bell!.name });
    expect(spent.reduce((sum, { cost }) => sum + cost, 0)).to.equal(receipt!.charged);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[TN9] shortens the passage to what the credits cover, says so before, and charges no more', async () => {
    const [ana, player] = await paying(5_000);
    const { quote } = ana.state.me!;
    const { wallet } = ana.state.me!;
    const target = quote.ceiling - 5_000_000;
    const take = -(wallet.available - target) / 1_000_000;
    await give(server, player, take);
    const shortened = await ana.quote();
    expect(shortened).to.include({ shortened: true, ceiling: target, turnsLeft: 1 });
    expect(shortened.passageTokensMax).to.be.within(150, 199);
    await until(() => ana.state.me!.quote.shortened);
    scripts = [{ pieces: [PASSAGE], usage: { output: shortened.passageTokensMax, cacheRead: 0 } }];
    const outcome = await ana.act('I listen.');
    expect(short(outcome)).to.equal('settled');
    expect(outcome.type === 'settled' && outcome.receipt.charged).to.be.at.most(target);
    await ana.leave();
  });

  it('[TN3] a busy AI is an error with a choice: others with their prices, and the same action sent once', async () => {
    const [ana] = await paying();
    scripts = [{ pieces: [], end: 'down' }];
    const outcome = await ana.act('I listen.');
    expect(short(outcome)).to.equal('released: narrator-busy');
    if (outcome.type !== 'released') return;
    expect(outcome.retryAfterMs).to.equal(2_000);
    expect(outcome.offers?.map(({ narratorId }) => narratorId)).to.deep.equal(['hearth']);
    const [first, second] = await Promise.all([ana.acceptOffer(outcome, 'hearth'), ana.acceptOffer(outcome, 'hearth')]);
    expect([short(first), short(second)]).to.deep.equal(['settled', 'settled']);
    expect(first.turnId).to.equal(second.turnId).and.to.not.equal(outcome.turnId);
    expect(ana.state.passages.map(({ action, narratorId }) => [action, narratorId])).to.deep.equal([['I listen.', 'hearth']]);
    await ana.leave();
  });

  it('[PR3] contains an AI that lies about its usage: the player pays the ceiling, the platform the rest', async () => {
    const [ana] = await paying();
    const { ceiling } = ana.state.me!.quote;
    scripts = [{ pieces: [PASSAGE], usage: { output: 100_000 } }];
    const outcome = await ana.act('I listen.');
    const receipt = outcome.type === 'settled' ? outcome.receipt : null;
    expect(receipt!.charged).to.be.at.most(ceiling);
    expect(receipt!.charged).to.equal(receipt!.ceiling);
    expect(receipt!.wouldHaveCost, 'nobody is told of a cost that nobody can have').to.equal(receipt!.ceiling);
    const turn = await server.database.turns.findOne({ journeyId: ana.journeyId });
    expect(turn!.wouldHaveCost > turn!.ceiling, 'operators are').to.equal(true);
    expect(turn!.parts.reduce((sum, { cost }) => sum + cost, 0n)).to.equal(turn!.charged);
    await ana.leave();
  });

  it('shows operators alone how good the quotes were, and what vendors ask', async () => {
    const player = await signIn(server);
    expect(await codeOf(player.client.api.admin.estimates({}))).to.equal('FORBIDDEN');
    expect(await codeOf(player.client.api.admin.margins({}))).to.equal('FORBIDDEN');
    await server.database.players.updateOne({ _id: player.playerId }, { $set: { role: 'operator' } });
    const estimates = await player.client.api.admin.estimates({});
    const astral = estimates.find(({ narratorId }) => narratorId === 'astral-lumen')!;
    expect(astral.turns).to.be.above(5);
    expect(astral.absorbed).to.be.above(0);
    expect(astral.complete.errorPercent).to.be.above(0);
    for (const by of ['narrator', 'world', 'turn'] as const) {
      const margins = await player.client.api.admin.margins({ by });
      expect(margins.length).to.be.above(0);
      for (const { charged, vendorCost, margin } of margins) expect(margin).to.equal(charged - vendorCost);
      expect(margins.some(({ vendorCost }) => vendorCost > 0)).to.equal(true);
    }
  });

  it('[PR1] sells what the price book says: eligibility, context and cache lifetime come with a version', async () => {
    const player = await signIn(server);
    const [hearth] = await player.client.api.narrators({});
    expect(hearth).to.include({ freeEligible: true, contextTokens: 8_192, cacheLifetimeMs: 1_000, promptTokensMax: 4_000 });
  });
});
