/** Holds docs/errors.md to the catalogue of errors. */
import { expect } from 'chai';
import { CLOSE_CODES } from '#protocol/close-codes.ts';
import { ERRORS, RELEASE_REASONS } from '#protocol/errors.ts';
import { codesIn, readText, tableRows } from './support/repository.ts';

describe('docs/errors.md', () => {
  const page = readText('docs/errors.md');

  it('lists exactly the codes of the catalogue, in its order, with status and sentence', () => {
    const listed = tableRows(page, 'code').map(([code = '', status, sentence]) => [codesIn(code)[0], Number(status), sentence]);
    expect(listed).to.deep.equal(Object.entries(ERRORS).map(([code, { status, sentence }]) => [code, status, sentence]));
  });

  it('lists exactly the reasons why a turn is free', () => {
    const listed = tableRows(page, 'reason').map(([reason = '', sentence]) => [codesIn(reason)[0], sentence]);
    expect(listed).to.deep.equal(Object.entries(RELEASE_REASONS));
  });

  it('lists exactly the close codes', () => {
    const listed = tableRows(page, 'close code').map(([code = '']) => Number(codesIn(code)[0]));
    expect(listed).to.deep.equal(Object.values(CLOSE_CODES));
  });
});
