/** `npm run operator`: makes a player an operator, or an operator a player again. */
import { parseArgs } from 'node:util';
import { createPlayerStore } from '#models/player-store.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run operator -- --player ID [--remove]

Gives a player the operator role (the routes under /api/admin), or takes it away. It counts from their next request on.`;

await runScript(HELP, async ({ config, database, argv }) => {
  const { values } = parseArgs({ args: argv, options: { player: { type: 'string' }, remove: { type: 'boolean' } } });
  if (!values.player) {
    console.error('--player is needed: the playerId that GET /api/me shows. See --help.');
    return 2;
  }
  const { welcomeGrant } = config;
  const players = createPlayerStore(database, { welcomeGrant, clock: () => new Date() });
  const role = values.remove ? 'player' : 'operator';
  await players.setRole(values.player, role);
  console.log(`${values.player} is now ${role === 'operator' ? 'an operator' : 'a player'}.`);
  return 0;
});
