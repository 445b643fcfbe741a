/** Recurring work by Agenda on a real mongod: one row per job however many processes start, and nothing left running. */
import { expect } from 'chai';
import { startJobs } from '#server/jobs/jobs.ts';
import type { Job } from '#server/jobs/jobs.ts';
import { until } from '../../support/players.ts';
import type { TestGame } from '../../support/test-game.ts';
import { startTestGame } from '../../support/test-game.ts';

describe('recurring jobs', () => {
  let test: TestGame;
  before(async () => (test = await startTestGame()));
  afterEach(() => test.database.db.collection('jobs').drop());
  after(() => test.end());

  const start = (jobs: readonly Job[]) => startJobs(test.database, jobs, test.game.log);
  const rows = () => test.database.db.collection('jobs').find().sort({ name: 1 }).toArray();

  it('have one row each, however many processes start at once and again, and nights are by UTC', async () => {
    const night: Job = { name: 'night', every: '5 0 * * *', run: () => Promise.resolve() };
    const often: Job = { name: 'often', every: '30 seconds', run: () => Promise.resolve() };
    const processes = await Promise.all(Array.from({ length: 5 }, () => start([night, often])));
    processes.push(await start([night, often]));
    await Promise.all(processes.map((jobs) => jobs.stop()));
    const found = await rows();
    expect(found.map(({ name }) => String(name))).to.deep.equal(['night', 'often']);
    const next = (found[0]?.['nextRunAt'] as Date).toISOString();
    expect(next.slice(11)).to.equal('00:05:00.000Z');
  });

  it('get rid of the rows that earlier versions left twice', async () => {
    const twice = { name: 'night', type: 'single', nextRunAt: null };
    await test.database.db.collection('jobs').insertMany([{ ...twice }, { ...twice }]);
    const jobs = await start([{ name: 'night', every: '5 0 * * *', run: () => Promise.resolve() }]);
    await jobs.stop();
    expect(await rows()).to.have.length(1);
  });

  it('run at the start of every process where they say so, and a failure is logged and harms nobody', async () => {
    const ran: string[] = [];
    const errors: object[] = [];
    const log = { ...test.game.log, error: (fields: object) => void errors.push(fields) };
    const failing: Job = { name: 'failing', every: '5 0 * * *', atStart: true, run: () => Promise.reject(new Error('no')) };
    const night = (name: string, atStart: boolean): Job => ({
      ...{ name, every: '5 0 * * *', atStart },
      run: () => Promise.resolve(void ran.push(name)),
    });
    const jobs = [failing, night('at start', true), night('at night', false)];
    const processes = await Promise.all([startJobs(test.database, jobs, log), startJobs(test.database, jobs, log)]);
    await until(() => ran.length === 2 && errors.length === 2);
    await Promise.all(processes.map((each) => each.stop()));
    expect(ran).to.deep.equal(['at start', 'at start']);
    expect(errors.map((fields) => (fields as { job: string }).job)).to.deep.equal(['failing', 'failing']);
  });

  it('are told when the process stops, which waits for them', async () => {
    let ended = false;
    const long: Job = {
      ...{ name: 'long', every: '5 0 * * *', atStart: true },
      async run(signal) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        await test.database.db.command({ ping: 1 });
        ended = true;
      },
    };
    const jobs = await start([long]);
    await jobs.stop();
    expect(ended).to.equal(true);
  });
});
