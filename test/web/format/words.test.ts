/** Words that `Intl` makes, for a reader whose browser speaks another language than the pages. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const folder = new URL('../../../web/format/', import.meta.url);
const SHOWN = `
  import i18next from 'i18next';
  import { bytesText } from './bytes.ts';
  import { listText } from './lists.ts';
  import { agoText, durationText, utcDayText } from './times.ts';
  await i18next.init({ lng: 'en', resources: {} });
  const noon = Date.parse('2026-11-28T12:00:00Z');
  const ago = [agoText('2026-11-28T13:00:00Z', noon), agoText('2026-11-28T12:00:00Z', noon), agoText('2026-11-27T12:00:00Z', noon)];
  const sizes = [bytesText(12), bytesText(3_400_000)];
  console.log(JSON.stringify([...ago, durationText(1_440_000), listText(['Ember', 'Hearth']), ...sizes, utcDayText('2026-11-28')]));
`;

describe('words that the browser makes', () => {
  it('are in the language of the pages; digits and dates are the reader’s', async () => {
    // The reader's locale is the process's.
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', SHOWN], {
      cwd: fileURLToPath(folder),
      env: { ...process.env, LC_ALL: 'de_DE.UTF-8' },
    });
    expect(JSON.parse(stdout)).to.deep.equal([
      ...['in 1 hour', 'now', 'yesterday', '24 min', 'Ember and Hearth', '12 bytes', '3,4 MB', '28.11.2026'],
    ]);
  });
});
