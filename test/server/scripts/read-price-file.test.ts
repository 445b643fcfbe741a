/** A file of prices with mistakes: all of them told at once, each with its narrator and field. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { OperatorFault } from '#server/operator-fault.ts';
import { readPriceFile } from '#server/scripts/read-price-file.ts';
import { priceRow } from '../../support/price-rows.ts';

describe('a file of prices', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'imagina-prices-'))));
  after(() => rm(folder, { recursive: true }));

  async function fileOf(content: unknown): Promise<string> {
    const path = join(folder, 'prices.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  /** The lines of the refusal, the first with the path left out. */
  async function faultsOf(content: unknown): Promise<string[]> {
    const path = await fileOf(content);
    const refusal = await readPriceFile(path).catch((failure: unknown) => failure);
    expect(refusal, JSON.stringify(content)).to.be.instanceOf(OperatorFault);
    return (refusal as OperatorFault).message.split('\n').map((line) => line.replace(`${path} `, '').trim());
  }

  it('[PR1] is read as it is written, with or without cache prices and a byte order mark', async () => {
    const rows = [
      priceRow(),
      priceRow({ narratorId: 'lumen', cacheRead: '1', vendorUsd: { input: '1', output: '2', cacheWrite: '1.25' } }),
    ];
    expect(await readPriceFile(await fileOf({ narrators: rows }))).to.deep.equal(rows);
    expect(await readPriceFile(await fileOf(`\uFEFF${JSON.stringify({ narrators: rows })}`))).to.deep.equal(rows);
  });

  it('[PR1] names every unknown, missing and impossible field of every row at once', async () => {
    const { output: _, ...withoutOutput } = priceRow();
    const rows = [
      { ...withoutOutput, input: '0', margin: 3, vendorUsd: { input: '-1', output: '1', reasoning: '2' } },
      { ...priceRow({ narratorId: 'lumen' }), contextTokens: 100, vendorUsd: 'free' },
      7,
      { narratorId: 'lumen' },
    ];
    const faults = await faultsOf({ narrators: rows, currency: 'EUR' });
    expect(faults).to.include.members([
      'is not a price book:',
      'the file: currency is not a field of a price book',
      'hearth: margin is not a field of a price book',
      'hearth: vendorUsd.reasoning is not a field of a price book',
      'hearth: input must be above zero',
      'hearth: output is missing: a price in credits per million tokens',
      'hearth: vendorUsd.input is "-1", not a text such as "12.5": USD per million tokens, at most 6 decimals',
      'lumen: contextTokens must be a whole number from 512 to 10000000, not 100',
      'lumen: vendorUsd must be the vendor\'s own prices, not "free"; "0" where nobody is paid',
      'row 3: must be an object, not 7',
      'lumen: narratorId has more than one row',
    ]);
    expect(new Set(faults).size, 'each once').to.equal(faults.length);
  });

  it('[PR1] says in a sentence what is no file, no JSON or no price book', async () => {
    for (const content of [7, null, [], {}, { narrators: {} }, { narrators: null }])
      expect(await faultsOf(content)).to.include('the file: must be {"narrators": [rows]}');
    const [sentence, ...more] = await faultsOf('{"narrators": [,]}');
    expect(more).to.deep.equal([]);
    expect(sentence).to.match(/^is not JSON: Unexpected token .* is not valid JSON\. `prices -- show` prints the form\.$/);
    const missing = await readPriceFile(join(folder, 'nowhere.json')).catch((failure: unknown) => failure);
    expect(missing)
      .to.be.instanceOf(OperatorFault)
      .with.property('message')
      .that.matches(/cannot be read \(ENOENT\)\.$/);
  });
});
