import { expect } from 'chai';
import { passwordWeakness } from '#core/players/weak-password.ts';

describe('passwords', () => {
  const KNOWN = ['Anastasia K', 'anastasia@example.com', 'anastasia'];
  const cases: readonly (readonly [string, ReturnType<typeof passwordWeakness>])[] = [
    ['', 'short'],
    ['nine chars', null],
    ['ninechars', 'short'],
    ['x1'.repeat(65), 'long'],
    ['aaaaaaaaaaaaaaa', 'easy-to-guess'],
    ['1212121212', 'easy-to-guess'],
    ['1234567890', 'easy-to-guess'],
    ['0987654321', 'easy-to-guess'],
    ['qwertyuiop', 'easy-to-guess'],
    ['abcdefghijk', 'easy-to-guess'],
    ['Password2026!', 'easy-to-guess'],
    ['iloveyou!!', 'easy-to-guess'],
    ['Anastasia@Example.com', 'easy-to-guess'],
    ['Anastasia2026', 'easy-to-guess'],
    ['small hours on the line', null],
    ['drowned-light-77', null],
    ['паролиразные', null],
  ];
  for (const [password, weakness] of cases)
    it(`${weakness ? `are ${weakness}` : 'will do'}: ${password.slice(0, 30) || '(nothing)'}`, () => {
      expect(passwordWeakness(password, KNOWN)).to.equal(weakness);
    });
});
