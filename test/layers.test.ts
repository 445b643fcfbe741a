/** Holds every import to the table of layers in ARCHITECTURE.md, and core to its purity. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import ts from 'typescript';
import { codesIn, filesIn, readText, tableRows, topFolders } from './support/repository.ts';

interface Layer {
  readonly folder: string;
  /** Folders; `everything` for whoever may see all. */
  readonly imports: readonly string[];
  /** Packages, `node:` modules, or patterns such as `node:*`. */
  readonly packages: readonly string[];
}

describe('layers', function () {
  this.timeout(60_000);
  const layers = tableRows(readText('ARCHITECTURE.md'), 'folder').map(([folder = '', , imports = '', packages = '']): Layer => ({
    folder: codesIn(folder)[0] ?? '',
    imports: imports === 'everything' ? ['everything'] : codesIn(imports),
    packages: packages === 'any' ? ['*'] : codesIn(packages),
  }));

  it('are listed in ARCHITECTURE.md: every folder with code, and no other', () => {
    const folders = topFolders().filter((name) => !['node_modules', 'data', 'docs'].includes(name) && !name.startsWith('.'));
    expect([...new Set(layers.map(({ folder }) => folder.split('/')[0]))]).to.have.members(folders);
    for (const { folder, imports } of layers) {
      const known = ['everything', ...layers.map((layer) => layer.folder)];
      expect(known, `${folder} may import`).to.include.members([...imports]);
    }
  });

  it('import what the table allows, without a cycle', async () => {
    const found = await violations(layers, { folders: layers.map(({ folder }) => folder) });
    expect(found, found.join('\n')).to.deep.equal([]);
  });

  it('would notice a forbidden import, package, cycle, unresolved or mistaken path', async () => {
    const files = {
      'core/rule.ts': "import type { Row } from '../models/row.ts';\nimport 'mongoose';\nexport const rule = (row: Row) => row;",
      'core/egg.ts': "import { hen } from './hen.ts';\nexport const egg = () => hen;",
      'core/hen.ts': "import type { egg } from './egg.ts';\nexport const hen = (laid: typeof egg) => laid;",
      'core/lost.ts': "export * from './nowhere.ts';",
      'models/row.ts': "export interface Row { readonly id: 'row' }",
      'client-sdk/index.ts': "import { readFile } from 'node:fs/promises';\nexport { readFile };",
      'web/page.tsx':
        "import { rule } from '../core/rule.ts';\nimport 'lodash';\nexport const Page = () => <p>{String(rule)}</p>;",
    };
    const root = await mkdtemp(join(tmpdir(), 'imagina-layers-'));
    try {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
      }
      expect(await violations(layers, { folders: ['core', 'models', 'client-sdk', 'web'], root })).to.have.members([
        'core imports what its row does not list: core/rule.ts → models/row.ts',
        'core uses a package its row does not list: core/rule.ts → mongoose',
        'a cycle: core/egg.ts → core/hen.ts',
        'a cycle: core/hen.ts → core/egg.ts',
        'an import that leads nowhere: core/lost.ts → ./nowhere.ts',
        'client-sdk uses a package its row does not list: client-sdk/index.ts → fs/promises',
        'web imports what its row does not list: web/page.tsx → core/rule.ts',
        'web uses a package its row does not list: web/page.tsx → lodash',
      ]);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('keep core free of clocks, dice, timers, network and environment', () => {
    const found = filesIn('core', '.ts').flatMap((path) => impurities(path, readText(path)));
    expect(found, found.join('\n')).to.deep.equal([]);
  });

  it('would notice what is impure in core, and only that', () => {
    const found = impurities(
      'core/x.ts',
      '/** No Date.now(). */ const a = [Date.now(), new Date(), new Date(0), process.env.X, fetch(u), Math.random(), it.process];',
    );
    expect(found.map((line) => line.split(': ')[1])).to.deep.equal(['Date.now', 'new Date()', 'process', 'fetch', 'Math.random']);
  });
});

async function violations(layers: readonly Layer[], { folders, root }: { folders: string[]; root?: string }): Promise<string[]> {
  const { output } = await cruise(folders, {
    ...(root === undefined ? {} : { baseDir: root }),
    tsPreCompilationDeps: true,
    exclude: { path: '^(client-sdk|web)/dist/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    validate: true,
    ruleSet: { forbidden: [...layers.flatMap((layer) => rulesOf(layer, layers)), ...RULES_FOR_ALL] },
  });
  const { modules, summary } = output as ICruiseResult;
  expect(summary.totalCruised, 'files read').to.be.greaterThan(folders.length - 2);
  const found = modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ rules = [], resolved, module, dependencyTypes }) =>
      rules.map(({ name }) => `${name}: ${source} → ${dependencyTypes.includes('local') ? resolved : module}`),
    ),
  );
  return [...new Set(found)]; // a file may import types and values of another in two lines
}

const RULES_FOR_ALL: IForbiddenRuleType[] = [
  { name: 'a cycle', severity: 'error', from: {}, to: { circular: true } },
  { name: 'an import that leads nowhere', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^[^.#]' } },
  {
    name: 'client-sdk uses a # path, which games that embed it do not have',
    severity: 'error',
    from: { path: '^client-sdk/' },
    to: { dependencyTypes: ['aliased-subpath-import'] },
  },
];

function rulesOf({ folder, imports, packages }: Layer, layers: readonly Layer[]): IForbiddenRuleType[] {
  const from = { path: within(folder, layers) };
  const rules: IForbiddenRuleType[] = [];
  if (!imports.includes('everything')) {
    const allowed = [folder, ...imports].map((name) => within(name, layers));
    rules.push({
      name: `${folder} imports what its row does not list`,
      severity: 'error',
      from,
      to: { path: layers.map((layer) => within(layer.folder, layers)), pathNot: allowed },
    });
  }
  if (!packages.includes('*')) {
    rules.push({
      name: `${folder} uses a package its row does not list`,
      severity: 'error',
      from,
      to: { pathNot: ['^[.#]', ...layers.map((layer) => within(layer.folder, layers)), ...packages.map(packagePattern)] },
    });
  }
  return rules;
}

/** Files of a folder, without those of folders inside it that have a row of their own. */
function within(folder: string, layers: readonly Layer[]): string {
  const inner = layers.filter((layer) => layer.folder.startsWith(`${folder}/`));
  const others = inner.map((layer) => `${layer.folder.slice(folder.length + 1)}/`);
  return `^${folder}/${others.length === 0 ? '' : `(?!${others.join('|')})`}`;
}

/** As dependency-cruiser writes what a package resolves to: `crypto`, or `node_modules/zod/…`. */
function packagePattern(name: string): string {
  const pattern = name.replace(/^node:/, '').replaceAll('*', '[^/]*');
  return name.startsWith('node:')
    ? name === 'node:*'
      ? '^(?!node_modules/)[a-z_/]+$'
      : `^${pattern}$`
    : `(^|/)node_modules/(@types/)?${pattern}/`;
}

const IMPURE_NAMES = ['process', 'fetch', 'setTimeout', 'setInterval', 'performance', 'console', 'globalThis'];
const IMPURE_MEMBERS = ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'];

function impurities(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const name = impureName(node);
    if (name) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${name}`);
    node.forEachChild(look);
  };
  look(source);
  return found;
}

function impureName(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) return IMPURE_MEMBERS.find((member) => member === node.getText());
  if (!ts.isIdentifier(node) || !IMPURE_NAMES.includes(node.text)) return undefined;
  const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
  return isMember || !ts.isExpression(node.parent) ? undefined : node.text;
}
