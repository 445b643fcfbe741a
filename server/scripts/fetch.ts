/** `npm run fetch`: gets the embedded MongoDB and AI model into the cache, so that later starts need no network. */
import { defaultCacheFolder } from '../embedded/cache-folder.ts';
import { findModelFile } from '../embedded/model-file.ts';
import { findMongod } from '../embedded/mongod-binary.ts';
import { progressBar } from '../embedded/progress-bar.ts';
import { OperatorFault } from '../operator-fault.ts';

const HELP = `npm run fetch

Fetches what is embedded, once: MongoDB (42 MB) and the local AI model (93 MB), into IMAGINA_CACHE or your cache folder.
\`npm start\` and \`npm test\` do it by themselves; this is for images and for machines that go offline.`;

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
const search = {
  cacheFolder: defaultCacheFolder(),
  onProgress: progressBar(),
  log: (sentence: string) => console.error(sentence),
};
try {
  await findMongod(search);
  await findModelFile(search);
} catch (failure) {
  console.error(failure instanceof OperatorFault ? failure.message : failure);
  process.exit(1);
}
