/** An AI in this process that reads the world while players read the opening: when it does, and that prices hold meanwhile. */
import { expect } from 'chai';
import type { Prompt } from '#core/prompts/prompt.ts';
import { createScriptedNarrator, scriptedEntries } from '#narrators/scripted/scripted-narrator.ts';
import type { RunningServer } from '#server/start-server.ts';
import { signIn, together, until } from '../support/players.ts';
import { SCRIPTED_PRICES, startTestServer } from '../support/test-server.ts';

describe('reading ahead', () => {
  let server: RunningServer;
  let prepared: Prompt[] = [];
  /** What reading waits for. */
  let gate: Promise<unknown> = Promise.resolve();

  before(async () => {
    const narrator = {
      ...createScriptedNarrator(() => ({})),
      prepare: async (prompt: Prompt) => {
        prepared.push(prompt);
        await gate;
      },
    };
    const entries = scriptedEntries(narrator).map((entry) => ({ ...entry, inProcess: true }));
    server = await startTestServer({ narrators: { entries, prices: SCRIPTED_PRICES } });
  });
  beforeEach(() => {
    prepared = [];
    gate = Promise.resolve();
  });
  after(() => server.stop());

  /** Long enough for the AI to read, and for the price to be shown. */
  const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300));

  it('[PR3] happens once: a page that is loaded anew shows the price that stood after the turn', async () => {
    const player = await signIn(server);
    const [ana] = await together([player]);
    await until(() => ana!.state.me!.quote.warm, 'the AI has read the world');
    for (const text of ['I look around.', 'I go on.']) {
      await ana!.act(text);
      await aWhile();
      const { quote, retryQuote, quotes } = ana!.state.me!;
      const again = await player.client.joinJourney(ana!.journeyId);
      await aWhile();
      expect(again.state.me).to.deep.include({ quote, retryQuote, quotes });
      await again.leave();
    }
    expect(prepared).to.have.length(1);
    await ana!.leave();
  });

  it('happens anew for a player who is new in the story, which has them in it', async () => {
    const [ana, ben] = await together([await signIn(server), await signIn(server)]);
    await until(() => prepared.length === 2 && ben!.state.me!.quote.warm);
    expect(prepared.map(({ parts }) => parts.some(({ text }) => text.includes('Ben')))).to.deep.equal([false, true]);
    await Promise.all([ana!.leave(), ben!.leave()]);
  });

  it('[PR3] that ends late takes nothing of what a turn has read since', async () => {
    const reading = Promise.withResolvers<null>();
    gate = reading.promise;
    const player = await signIn(server);
    const [ana] = await together([player]);
    await ana!.act('I look around.');
    await ana!.act('I go on.');
    await aWhile();
    const { quote } = ana!.state.me!;
    expect(quote.warm).to.equal(true);
    reading.resolve(null);
    await aWhile();
    expect(await ana!.quote()).to.deep.equal(quote);
    await ana!.leave();
  });
});
