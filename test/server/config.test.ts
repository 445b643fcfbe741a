/** What operators set: every fault at once, by name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { ConfigFault, readConfig } from '#server/config.ts';

describe('the configuration', () => {
  const modelFile = join(mkdtempSync(join(tmpdir(), 'imagina-config-')), 'm.gguf');
  before(() => writeFileSync(modelFile, 'GGUF and so on'));
  after(() => rmSync(dirname(modelFile), { recursive: true }));

  it('needs nothing', () => {
    const config = readConfig({});
    expect(config).to.include({
      production: false,
      host: '127.0.0.1',
      port: 2567,
      welcomeGrant: credits(200),
      holdTtlMs: 300_000,
    });
    expect(config.mongodbUri).to.equal(undefined);
  });

  it('looks at the model file and the vendors at once, and names each variable once', () => {
    const fault = (() => {
      try {
        readConfig({ OPENAI_BASE_URL: 'zork', LOCAL_MODEL_FILE: '/no/such.gguf', HOLD_SECONDS: '5' });
        return '';
      } catch (failure) {
        return (failure as Error).message;
      }
    })();
    expect(
      fault
        .split('\n')
        .slice(1, -1)
        .map((line) => line.trim().split(':')[0]),
    ).to.deep.equal(['LOCAL_MODEL_FILE', 'OPENAI_BASE_URL', 'HOLD_SECONDS']);
  });

  it('takes an empty variable for one that is left out', () => {
    expect(readConfig({ PORT: '', PUBLIC_URL: ' ', MONGODB_URI: '', FREE_TURNS_GUEST: '' })).to.deep.equal(readConfig({}));
  });

  it('reports all faults at once, each by name, also those that span several variables', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      PORT: 'abc',
      PUBLIC_URL: 'play.example.com',
      ALLOWED_ORIGINS: 'https://a.example, https://b.example/path',
      MONGODB_URI: 'http://localhost',
      WELCOME_GRANT_CREDITS: '-1',
      SHARE_BASIS_POINTS: '20.5',
      SILENCE_SECONDS_MAX: '1e20',
      HOLD_SECONDS: '240',
    });
    expect(faults.map((fault) => fault.split(':')[0])).to.have.members([
      'PORT',
      'PUBLIC_URL',
      'ALLOWED_ORIGINS',
      'MONGODB_URI',
      'WELCOME_GRANT_CREDITS',
      'SHARE_BASIS_POINTS',
      'SILENCE_SECONDS_MAX',
      'HOLD_SECONDS',
      'AUTH_SECRET',
    ]);
    expect(faults).to.include('PORT: must be a whole number from 0 to 65535');
  });

  it('takes mail and providers whole, and in production with the address that their links lead to', () => {
    expect(readConfig({ SMTP_URL: 'smtps://u:p@mail.example', MAIL_FROM: 'Imagina <no-reply@play.example>' }).mail).to.deep.equal(
      {
        url: 'smtps://u:p@mail.example',
        from: 'Imagina <no-reply@play.example>',
      },
    );
    expect(readConfig({ GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' }).providers).to.deep.equal({
      github: { clientId: 'id', clientSecret: 'secret' },
    });
    const named = (environment: NodeJS.ProcessEnv) => faultsOf(environment).map((fault) => fault.split(':')[0]);
    expect(named({ SMTP_URL: 'http://mail.example', MAIL_FROM: 'nobody' })).to.deep.equal(['SMTP_URL', 'MAIL_FROM']);
    expect(named({ SMTP_URL: 'smtp://mail.example' })).to.deep.equal(['MAIL_FROM']);
    expect(named({ GOOGLE_CLIENT_ID: 'id', DISCORD_CLIENT_SECRET: 'secret' })).to.deep.equal([
      'GOOGLE_CLIENT_SECRET',
      'DISCORD_CLIENT_ID',
    ]);
    const production = { NODE_ENV: 'production', AUTH_SECRET: 'x'.repeat(32) };
    const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
    expect(named({ ...production, ...google })).to.deep.equal(['PUBLIC_URL']);
    expect(named({ ...production, SMTP_URL: 'smtp://m.example', MAIL_FROM: 'a@b.example' })).to.deep.equal(['PUBLIC_URL']);
    expect(named({ ...production, ...google, PUBLIC_URL: 'https://play.example' })).to.deep.equal([]);
  });

  it('wants holds to outlive the longest narration and its settling, by a second at least', () => {
    expect(readConfig({ NARRATION_SECONDS_MAX: '100', HOLD_SECONDS: '161' }).holdTtlMs).to.equal(161_000);
    for (const hold of ['160', '100', '10'])
      expect(faultsOf({ NARRATION_SECONDS_MAX: '100', HOLD_SECONDS: hold }), hold).to.deep.equal([
        'HOLD_SECONDS: must be more than NARRATION_SECONDS_MAX + 60, or running turns would expire',
      ]);
    expect(faultsOf({ NARRATION_SECONDS_MAX: '240' }), 'against the default of 300 too').to.have.length(1);
  });

  it('wants a secret of its own in production, and of nobody else', () => {
    const secret = 'x'.repeat(32);
    expect(readConfig({ NODE_ENV: 'production', AUTH_SECRET: secret })).to.include({ production: true, authSecret: secret });
    expect(readConfig({ NODE_ENV: 'development' }).authSecret).to.equal(undefined);
    for (const missing of [undefined, '', '  '])
      expect(faultsOf({ NODE_ENV: 'production', AUTH_SECRET: missing })).to.deep.equal([
        'AUTH_SECRET: is needed in production: at least 32 random characters, the same on every process',
      ]);
  });

  it('reads the variables into units of its own', () => {
    const config = readConfig({
      ...{ NODE_ENV: 'test', HOST: '0.0.0.0', PORT: '0', PUBLIC_URL: 'https://play.example.com', TRUSTED_PROXIES: '2' },
      ...{ ALLOWED_ORIGINS: 'https://a.example, https://b.example', LOG_LEVEL: 'warn', DATA_FOLDER: '/srv/imagina' },
      ...{ MONGODB_URI: 'mongodb+srv://db.example/x', LOCAL_MODEL_FILE: modelFile, GUESTS_PER_ADDRESS_PER_HOUR: '5' },
      ...{ DEFAULT_NARRATOR: 'astral-lumen', FREE_TURNS_GUEST: '0', FREE_TURNS_ACCOUNT: '7', WELCOME_GRANT_CREDITS: '12.5' },
      ...{ SHARE_BASIS_POINTS: '10000', NARRATION_SECONDS_MAX: '20', SILENCE_SECONDS_MAX: '5', HOLD_SECONDS: '90' },
    });
    expect(config).to.deep.include({
      ...{ production: false, host: '0.0.0.0', port: 0, publicUrl: 'https://play.example.com', trustedProxies: 2 },
      ...{ allowedOrigins: ['https://a.example', 'https://b.example'], logLevel: 'warn', dataFolder: '/srv/imagina' },
      ...{ mongodbUri: 'mongodb+srv://db.example/x', localModelFile: modelFile, authSecret: undefined },
      ...{ guestsPerAddressPerHour: 5, defaultNarrator: 'astral-lumen', freeTurnsPerDay: { guest: 0, account: 7 } },
      ...{ welcomeGrant: 12_500_000n, shareBasisPoints: 10_000, narrationMsMax: 20_000, silenceMsMax: 5_000, holdTtlMs: 90_000 },
    });
  });

  it('switches vendors on by their keys, and a service of the operator by its URL', () => {
    const none = { openAi: undefined, anthropic: undefined, google: undefined, openRouter: undefined, compatible: undefined };
    expect(readConfig({}).vendors).to.deep.equal(none);
    expect(readConfig({ ANTHROPIC_BASE_URL: 'https://gateway.example' }).vendors, 'an address alone is no key').to.deep.equal(
      none,
    );
    const { vendors } = readConfig({
      ...{ OPENAI_API_KEY: 'a', ANTHROPIC_API_KEY: 'b', GOOGLE_GENERATIVE_AI_API_KEY: 'c', OPENROUTER_API_KEY: 'd' },
      ...{ OPENAI_BASE_URL: 'https://gateway.example/v1', OPENAI_COMPATIBLE_URL: 'http://localhost:11434/v1' },
      ...{ OPENAI_COMPATIBLE_MODELS: 'llama3.2:3b, qwen3,, qwen3 ' },
    });
    expect(vendors).to.deep.equal({
      openAi: { apiKey: 'a', baseUrl: 'https://gateway.example/v1' },
      anthropic: { apiKey: 'b', baseUrl: undefined },
      google: { apiKey: 'c', baseUrl: undefined },
      openRouter: { apiKey: 'd', baseUrl: undefined },
      compatible: { url: 'http://localhost:11434/v1', apiKey: undefined, ids: ['llama3.2:3b', 'qwen3'] },
    });
  });

  it('tells what is wrong with a service', () => {
    expect(faultsOf({ OPENAI_COMPATIBLE_URL: 'localhost:11434' })).to.deep.equal([
      'OPENAI_COMPATIBLE_URL: must be an address such as http://localhost:11434/v1',
    ]);
    expect(faultsOf({ OPENAI_COMPATIBLE_URL: 'http://me:secret@box/v1' })).to.deep.equal([
      'OPENAI_COMPATIBLE_URL: must have its key in a variable of its own',
    ]);
    expect(faultsOf({ OPENAI_COMPATIBLE_MODELS: 'qwen3' })).to.deep.equal([
      'OPENAI_COMPATIBLE_MODELS: needs OPENAI_COMPATIBLE_URL: where they are',
    ]);
    expect(faultsOf({ OPENAI_COMPATIBLE_URL: 'http://box/v1', OPENAI_COMPATIBLE_MODELS: ' , ' })).to.deep.equal([
      'OPENAI_COMPATIBLE_MODELS: must be ids separated by commas',
    ]);
  });

  it('refuses numbers that are none, or not whole, or out of range', () => {
    for (const port of ['-1', '65536', '1.5', 'abc', 'Infinity', 'NaN'])
      expect(faultsOf({ PORT: port }), port).to.deep.equal(['PORT: must be a whole number from 0 to 65535']);
  });

  it('says one thing about one variable', () => {
    expect(faultsOf({ NODE_ENV: 'production', AUTH_SECRET: 'short' })).to.deep.equal([
      'AUTH_SECRET: needs at least 32 characters',
    ]);
    expect(faultsOf({ HOLD_SECONDS: 'long' })).to.deep.equal(['HOLD_SECONDS: must be a whole number from 10 to 7200']);
  });

  it('[PY1] holds packs to the currency that they are sold for', () => {
    const fault = (environment: NodeJS.ProcessEnv) => {
      try {
        readConfig(environment);
        return '';
      } catch (failure) {
        return (failure as Error).message;
      }
    };
    expect(readConfig({ PACKS: 'spark=500:5000', PACK_CURRENCY: 'jpy' }).packs[0]).to.include({ price: 500, currency: 'jpy' });
    expect(fault({ PACKS: 'spark=4.99:5000', PACK_CURRENCY: 'jpy' })).to.contain('PACKS: "4.99" is not a price in jpy');
    expect(fault({ PACKS: 'zork', PACK_CURRENCY: 'zzz', PORT: '-1' }).match(/^ {2}\w+/gm)).to.deep.equal([
      ...['  PORT', '  PACK_CURRENCY', '  PACKS'],
    ]);
    expect(fault({ STRIPE_SECRET_KEY: 'sk_test_a' })).to.contain('STRIPE_WEBHOOK_SECRET: is needed with STRIPE_SECRET_KEY');
    expect(fault({ STRIPE_SECRET_KEY: 'pk_test_a', STRIPE_WEBHOOK_SECRET: 'whsec_a' })).to.contain('STRIPE_SECRET_KEY: must be');
    const apiBase = 'http://127.0.0.1:4000';
    for (const alone of [{ STRIPE_WEBHOOK_SECRET: 'whsec_a' }, { STRIPE_API_BASE: apiBase }])
      expect(faultsOf(alone)).to.deep.equal([
        'STRIPE_SECRET_KEY: is needed with STRIPE_WEBHOOK_SECRET or STRIPE_API_BASE: alone they sell nothing',
      ]);
    const keyed = { STRIPE_SECRET_KEY: 'rk_live_a', STRIPE_WEBHOOK_SECRET: 'whsec_a', STRIPE_API_BASE: apiBase };
    expect(readConfig(keyed).stripe).to.deep.equal({ secretKey: 'rk_live_a', webhookSecret: 'whsec_a', apiBase });
  });

  it('[PY1] sells no dollar pack for yen, and none that no wallet can hold', () => {
    expect(faultsOf({ PACK_CURRENCY: 'jpy' })).to.deep.equal([
      'PACKS: is needed with PACK_CURRENCY=jpy: the usual packs have prices in usd',
    ]);
    expect(faultsOf({ PACK_CURRENCY: 'jpy', PACKS: '', PORT: 'abc' })).to.have.length(2);
    expect(readConfig({ PACK_CURRENCY: 'usd' }).packs).to.deep.equal(readConfig({}).packs);
    expect(faultsOf({ PACKS: 'spark=5:1000000001' })).to.deep.equal([
      'PACKS: pack "spark" has more credits than a wallet may hold',
    ]);
  });

  it('sends the payment key in the clear to nobody but this machine', () => {
    const keyed = { STRIPE_SECRET_KEY: 'sk_test_a', STRIPE_WEBHOOK_SECRET: 'whsec_a' };
    for (const base of ['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'https://pay.example'])
      expect(readConfig({ ...keyed, STRIPE_API_BASE: base }).stripe?.apiBase).to.equal(base);
    for (const base of ['http://pay.example', 'http://127.0.0.1.example.com', 'http://10.0.0.1:4000'])
      expect(faultsOf({ ...keyed, STRIPE_API_BASE: base }), base).to.deep.equal([
        'STRIPE_API_BASE: must be https: the key goes there, and in the clear only within this machine',
      ]);
  });
});

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (failure) {
    if (!(failure instanceof ConfigFault)) throw failure;
    return failure.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
}
