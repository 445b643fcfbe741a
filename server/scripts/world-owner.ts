/** `npm run world-owner`: gives a world to a player, from its next version on. */
import { parseArgs } from 'node:util';
import { GameError } from '#protocol/errors.ts';
import { createPlayerStore } from '#models/player-store.ts';
import { createWorldStore } from '#models/world-store.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run world-owner -- --world ID --player ID --reason "wrote it, and signed up last week"

Publishes the world's next version, word for word, with another owner: they earn the share of what others pay in journeys that begin
from now on, and see its live figures and days. Journeys that began before stay with the version they play, and with its owner.
The reason and your user name are kept with the version. Running it again changes nothing.`;

await runScript(HELP, async ({ config, database, argv }) => {
  const { values } = parseArgs({
    args: argv,
    options: { world: { type: 'string' }, player: { type: 'string' }, reason: { type: 'string' } },
  });
  const { world: worldId, player: playerId } = values;
  const reason = values.reason?.trim() ?? '';
  if (!worldId || !playerId || reason.length < 3) {
    console.error('--world, --player and --reason are all needed; the reason in at least three letters. See --help.');
    return 2;
  }
  const { welcomeGrant } = config;
  const players = createPlayerStore(database, { welcomeGrant, clock: () => new Date() });
  const { name, kind, leftAt } = await players.find(playerId);
  if (leftAt) throw new GameError('PLAYER_LEFT', { playerId });
  if (kind === 'guest') {
    console.error(`${playerId} is a guest. Worlds belong to accounts, which earn and stay: have them sign up first.`);
    return 2;
  }
  const by = `script:${process.env['USER'] ?? 'operator'}`;
  const world = await createWorldStore(database).handOver(worldId, { to: playerId, by, reason }, new Date());
  console.log(`"${world.name}" belongs to ${name || playerId} from version ${world.version} on.`);
  return 0;
});
