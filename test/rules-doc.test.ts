/** Holds docs/rules.md to the tests: every rule is worn by one, and every number that a test wears is a rule. */
import { expect } from 'chai';
import { filesIn, readText } from './support/repository.ts';

const RULE_ROW = /^\| \*\*([A-Z]{2}\d+)\*\* \| .+ \| .+ \|$/gm;
/** Titles of tests that run: `it('[TN4] …'`, also over two lines. */
const TITLE = /\bit(?:\.only)?\(\s*(['"`])((?:(?!\1).)*)\1/gs;

describe('docs/rules.md', () => {
  const rules = [...readText('docs/rules.md').matchAll(RULE_ROW)].map(([, number]) => number);
  const titles = filesIn('test', '.test.ts').flatMap((path) =>
    [...readText(path).matchAll(TITLE)].map(([, , title = '']) => title),
  );
  const worn = new Set(titles.flatMap((title) => [...title.matchAll(/\[([A-Z]{2}\d+)\]/g)].map(([, number]) => number)));

  it('has every rule once', () => {
    expect(rules).to.have.length.above(20);
    expect(rules).to.deep.equal([...new Set(rules)]);
  });

  it('has no rule without a test that wears its number', () => {
    expect(rules.filter((number) => !worn.has(number))).to.deep.equal([]);
  });

  it('has every number that a test wears', () => {
    expect([...worn].filter((number) => !rules.includes(number))).to.deep.equal([]);
  });
});
