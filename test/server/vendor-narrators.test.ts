/** Which narrators a server offers for which keys and URLs. */
import { pino } from 'pino';
import { expect } from 'chai';
import { readConfig } from '#server/config.ts';
import { startVendorNarrators } from '#server/vendor-narrators.ts';

const log = pino({ level: 'silent' });
const offered = async (environment: NodeJS.ProcessEnv): Promise<string[]> => {
  const { entries, prices } = await startVendorNarrators(readConfig(environment), log);
  const ids = entries.map(({ narratorId }) => narratorId);
  expect(prices.map(({ narratorId }) => narratorId)).to.deep.equal(ids);
  return ids;
};

describe('the narrators of vendors', () => {
  it('are none without a key or a URL', async () => {
    expect(await offered({})).to.deep.equal([]);
  });

  it('are switched on by each key alone', async () => {
    expect(await offered({ OPENAI_API_KEY: 'k' })).to.deep.equal(['gpt-6-luna', 'gpt-6-1-sol', 'gpt-6-astra']);
    expect(await offered({ ANTHROPIC_API_KEY: 'k' })).to.deep.equal(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5']);
    expect(await offered({ GOOGLE_GENERATIVE_AI_API_KEY: 'k' })).to.have.length(3);
    expect(await offered({ OPENROUTER_API_KEY: 'k' })).to.satisfy((ids: string[]) =>
      ids.every((id) => id.startsWith('openrouter-')),
    );
  });

  it('do not keep a server from starting whose service is away, and keep ids apart', async () => {
    const away = { OPENAI_COMPATIBLE_URL: 'http://127.0.0.1:9/v1' };
    expect(await offered(away)).to.deep.equal([]);
    const named = { ...away, OPENAI_COMPATIBLE_MODELS: 'gpt-6-luna,hearth,qwen3' };
    const ids = ['gpt-6-luna-2', 'hearth-2', 'qwen3'];
    expect(await offered(named)).to.deep.equal(ids);
    expect((await offered({ ...named, OPENAI_API_KEY: 'k' })).slice(3), 'whatever else is switched on').to.deep.equal(ids);
  });
});
