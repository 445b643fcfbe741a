/** Holds the pages to the tree: every path they name exists, and so does every script they tell people to run. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { codesIn, filesIn, readText } from './support/repository.ts';

const ROOT = join(import.meta.dirname, '..');
const PATH = /^(?:client-sdk|core|rooms|narrators|models|server|web|test|bench|docs)\/[\w./-]*$/;

describe('the pages', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'client-sdk/README.md', ...filesIn('docs', '.md')].map(
    (page) => ({ page, text: readText(page) }),
  );

  it('name only paths that exist', () => {
    const missing = pages.flatMap(({ page, text }) => {
      const links = [...text.matchAll(/\]\(([^):#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => join(dirname(page), target));
      const named = [...codesIn(text).filter((code) => PATH.test(code)), ...links];
      return named.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${page}: ${path}`);
    });
    expect(missing).to.deep.equal([]);
  });

  it('name only scripts that exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
    const missing = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !(name in scripts))
        .map((name) => `${page}: npm run ${name}`),
    );
    expect(missing).to.deep.equal([]);
  });
});
