/** The nightly audit: one line when the books are right, one per fault when they are not. */
import { expect } from 'chai';
import { auditJob } from '#server/jobs/audit-job.ts';
import type { TestGame } from '../../support/test-game.ts';
import { startTestGame } from '../../support/test-game.ts';

describe('the nightly audit', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  after(() => test.end());

  it('[LG8] logs every fault with its rule and document, and says when there is none', async () => {
    const ana = await test.player({ bonus: 10 });
    const lines: object[] = [];
    const write = (level: string) => (fields: object) => void lines.push({ level, ...fields });
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const run = () => auditJob(test.database, { prices: test.game.prices, log }).run(new AbortController().signal);
    await run();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.have.property('level', 'info');
    await test.database.wallets.updateOne({ _id: ana.id }, { $inc: { 'pockets.bonus': 1n, 'pockets.purchase': 1n } });
    await run();
    const faults = lines.slice(1) as { level: string; rule: string; document: string; fault: string }[];
    expect(faults).to.have.length.of.at.least(2);
    for (const fault of faults) expect(fault).to.include({ level: 'error', rule: 'LG4', document: `wallets/${ana.id}` });
  });
});
