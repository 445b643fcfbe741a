/** `npm run build:web`: builds the pages ahead of time, as images do. */
import { buildPages } from '../pages/build-pages.ts';

const HELP = `npm run build:web

Builds the players' and creators' pages into web/dist, unless what is there is of today's source.
\`npm start\` does it by itself, in a second or two; this is for images, which are made without the tools to build.`;

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
const SENTENCES = {
  built: 'The pages are built.',
  unchanged: 'The pages are of today’s source already.',
  'without-tools': 'Vite is not installed here: run npm install without --omit=dev, and try again.',
};
const outcome = await buildPages();
console.log(SENTENCES[outcome]);
process.exit(outcome === 'without-tools' ? 1 : 0);
