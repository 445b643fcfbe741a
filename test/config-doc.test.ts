/** Holds README's table of settings to the configuration. */
import { expect } from 'chai';
import { EnvironmentSchema } from '#server/config.ts';
import { codesIn, readText, tableRows } from './support/repository.ts';

/** Read where it is needed, before there is a configuration. */
const READ_ELSEWHERE = ['IMAGINA_CACHE'];

describe('README.md', () => {
  const rows = tableRows(readText('README.md'), 'variable').map(([variable = '', fallback = '', meaning = '']) => ({
    variable: codesIn(variable)[0] ?? '',
    fallback: codesIn(fallback)[0],
    meaning,
  }));

  it('lists every variable there is, and no other', () => {
    const known = [...Object.keys(EnvironmentSchema.shape), ...READ_ELSEWHERE];
    expect(rows.map(({ variable }) => variable)).to.have.members(known);
  });

  it('tells the default of each, and what it is for', () => {
    const defaults: Record<string, string | number | undefined> = EnvironmentSchema.parse({});
    for (const { variable, fallback, meaning } of rows) {
      const actual = defaults[variable];
      expect(fallback, variable).to.equal(actual?.toString());
      expect(meaning, variable).to.have.length.above(10);
    }
  });
});
