/** What operators set: every fault at once, by name. */
import { expect } from 'chai';
import { credits } from '#core/money/microcredits.ts';
import { ConfigFault, readConfig } from '#server/config.ts';

describe('the configuration', () => {
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

  it('says one thing about one variable', () => {
    expect(faultsOf({ NODE_ENV: 'production', AUTH_SECRET: 'short' })).to.deep.equal([
      'AUTH_SECRET: needs at least 32 characters',
    ]);
    expect(faultsOf({ HOLD_SECONDS: 'long' })).to.deep.equal(['HOLD_SECONDS: must be a whole number from 10 to 7200']);
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
