/** A server in a process of its own, to be killed: `node server-process.ts MONGODB_URI PORT`. Narrates slowly, by script. */
import { scriptedOfferings, startTestServer } from './test-server.ts';

const [mongodbUri, port] = process.argv.slice(2);
const pieces = Array.from({ length: 40 }, (_, index) => `Piece ${index}. `);
const server = await startTestServer({
  ...(mongodbUri === undefined ? {} : { mongodbUri }),
  narrators: scriptedOfferings({ pieces, pauseMs: 50 }),
  environment: { PORT: port, FREE_TURNS_GUEST: '1' },
  logLevel: 'warn',
});
console.log(`ready ${server.url}`);
