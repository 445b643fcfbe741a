/** The one catalogue of what pages say, `web/text/en/`, and the pages are of one mind: no key is missing, none is left over. */
import { basename } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { filesIn, readText } from './support/repository.ts';

type Texts = { readonly [key: string]: string | Texts };

/** What one file of the pages says, by its keys. */
interface Speaker {
  readonly path: string;
  /** Those it asks for; none for a table of keys that others look up. */
  readonly namespaces: readonly string[];
  /** First arguments of `t`: keys, or patterns where a part of them is known only when it is said. */
  readonly said: readonly RegExp[];
  /** Every text and pattern of the file: a key may come from a table. */
  readonly mentioned: readonly RegExp[];
}

describe('the catalogue of what pages say', () => {
  const catalogue = filesIn('web/text/en', '.json').flatMap((path) =>
    keysOf(JSON.parse(readText(path)) as Texts).map((key) => `${basename(path, '.json')}:${key}`),
  );
  const speakers = [...filesIn('web', '.tsx'), ...filesIn('web', '.ts')].map((path) => speakerIn(path, readText(path)));

  it('has every key that is said', () => {
    expect(missing(speakers, catalogue).join('\n')).to.equal('');
  });

  it('has no key that nobody says', () => {
    expect(leftOver(speakers, catalogue).join('\n')).to.equal('');
  });

  it('ends no sentence in a time, which may end in a period itself: “in 2 Std.”', () => {
    const ends = /\{\{(time|left|ago|day|at|reset|payout)\}\}[.!?]/;
    expect(
      filesIn('web/text/en', '.json').flatMap((path) =>
        readText(path)
          .split('\n')
          .filter((line) => ends.test(line)),
      ),
    ).to.deep.equal([]);
  });

  it('would notice a key too few and a key too many', () => {
    const text =
      "const { t } = useTranslation('inn'); const of = { a: 'door' }; say(t('bed', { count }), t(`key.${of.a}`), t('roof'));";
    const speaker = speakerIn('inn.tsx', text);
    const inn = ['inn:bed', 'inn:key.door', 'inn:cellar', 'barn:bed'];
    expect(missing([speaker], inn)).to.deep.equal(['inn.tsx says inn:roof']);
    expect(leftOver([speaker], inn)).to.deep.equal(['inn:cellar', 'barn:bed']);
  });
});

function missing(speakers: readonly Speaker[], catalogue: readonly string[]): string[] {
  return speakers.flatMap(({ path, namespaces, said }) =>
    said
      .filter((pattern) => !catalogue.some((key) => isMeant(pattern, key, namespaces)))
      .map((pattern) => `${path} says ${namespaces.join(' or ')}:${pattern.source.slice(1, -1)}`),
  );
}

function leftOver(speakers: readonly Speaker[], catalogue: readonly string[]): string[] {
  return catalogue.filter((key) => !speakers.some((it) => it.mentioned.some((text) => isMeant(text, key, it.namespaces))));
}

/** `key` with its namespace; the pattern has one of its own, or one of the file's is meant. A file without any may mean each. */
function isMeant(pattern: RegExp, key: string, namespaces: readonly string[]): boolean {
  const [namespace = '', name = ''] = key.split(':');
  if (pattern.test(key)) return true;
  return (namespaces.length === 0 || namespaces.includes(namespace)) && pattern.test(name);
}

/** Plural forms are one key. */
function keysOf(texts: Texts, path = ''): string[] {
  const keys = Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [`${path}${key.replace(/_(zero|one|two|few|many|other)$/, '')}`] : keysOf(text, `${path}${key}.`),
  );
  return [...new Set(keys)];
}

function speakerIn(path: string, text: string): Speaker {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const namespaces: string[] = [];
  const said: RegExp[] = [];
  const mentioned: RegExp[] = [];
  const look = (node: ts.Node): void => {
    const pattern = patternOf(node);
    if (pattern) mentioned.push(pattern);
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText().split('.').at(-1);
      const [first] = node.arguments;
      if (called === 'useTranslation' && first) namespaces.push(...textsIn(first));
      if (called === 't' && first) said.push(...alternatives(first).flatMap((key) => patternOf(key) ?? []));
    }
    node.forEachChild(look);
  };
  look(source);
  return { path, namespaces, said, mentioned };
}

/** Both ends of `x ? 'a' : 'b'`. */
function alternatives(node: ts.Node): ts.Node[] {
  return ts.isConditionalExpression(node) ? [node.whenTrue, node.whenFalse].flatMap(alternatives) : [node];
}

function patternOf(node: ts.Node): RegExp | undefined {
  if (ts.isStringLiteralLike(node)) return new RegExp(`^${escaped(node.text)}$`);
  if (!ts.isTemplateExpression(node)) return undefined;
  return new RegExp(
    `^${escaped(node.head.text)}${node.templateSpans.map(({ literal }) => `.+${escaped(literal.text)}`).join('')}$`,
  );
}

function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(textsIn) : [];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
