/** Refusals of account forms, beside the field that they are about. */
import { expect } from 'chai';
import { ConnectionLost, GameError } from '#sdk/index.ts';
import { faultsOf } from '#web/account/field-faults.ts';
import { pathOnThisSite } from '#web/shell/path-on-this-site.ts';

describe('what is wrong with a form', () => {
  const signUp = ['name', 'email', 'password'] as const;

  it('stands beside its field', () => {
    expect(faultsOf(new GameError('PASSWORD_WEAK', { weakness: 'short' }), signUp)).to.deep.equal({ password: 'passwordShort' });
    expect(faultsOf(new GameError('PASSWORD_WEAK'), signUp)).to.deep.equal({ password: 'passwordEasy' });
    expect(faultsOf(new GameError('EMAIL_TAKEN'), signUp)).to.deep.equal({ email: 'emailTaken' });
    expect(faultsOf(new GameError('CREDENTIALS_WRONG'), ['email', 'password'])).to.deep.equal({ password: 'credentialsWrong' });
    expect(faultsOf(new GameError('CREDENTIALS_WRONG'), ['current', 'password'])).to.deep.equal({ current: 'currentWrong' });
    const issues = [{ path: ['email'] }, { path: ['name'] }, { path: ['password'] }];
    expect(faultsOf(new GameError('BAD_INPUT', { issues }), signUp)).to.deep.equal({
      ...{ email: 'emailMalformed', name: 'nameMalformed', password: 'passwordMissing' },
    });
  });

  it('is about the whole form where no field of it is named', () => {
    expect(faultsOf(new GameError('BAD_INPUT', { issues: [{ path: ['other'] }] }), signUp)).to.equal(null);
    expect(faultsOf(new GameError('BAD_INPUT', 'nonsense'), signUp)).to.equal(null);
    expect(faultsOf(new GameError('RATE_LIMITED'), signUp)).to.equal(null);
    expect(faultsOf(new ConnectionLost(), signUp)).to.equal(null);
    expect(faultsOf(null, signUp)).to.equal(null);
  });
});

describe('where a link says to go on to', () => {
  const origin = 'https://play.example.com';

  it('is followed within this site', () => {
    expect(pathOnThisSite('/journeys/one?turn=3#end', origin)).to.equal('/journeys/one?turn=3#end');
    expect(pathOnThisSite('/', origin)).to.equal('/');
  });

  it('is never followed to another', () => {
    for (const address of [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
      '/..//evil.example',
      'https://evil.example',
      'javascript:1',
      'x',
      '',
      null,
    ])
      expect(pathOnThisSite(address, origin), String(address)).to.equal(null);
  });
});
