/** `npm run credit`: gives a player credits, or takes some, with a reason that stays in the books. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatCredits, parseCredits } from '#core/money/microcredits.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run credit -- --player ID --credits 200 --reason "lost a turn to an outage" [--id UUID]

Gives credits (to the bonus pocket), or takes them with a number below zero. The reason and your user name stay in the books.
With --id, running the same command again changes nothing.`;

await runScript(HELP, async ({ database, argv }) => {
  const { values } = parseArgs({
    args: argv,
    options: { player: { type: 'string' }, credits: { type: 'string' }, reason: { type: 'string' }, id: { type: 'string' } },
  });
  const { player, credits, reason, id = randomUUID() } = values;
  if (!player || !credits || !reason || reason.trim().length < 3) {
    console.error('--player, --credits and --reason are all needed; the reason in at least three letters. See --help.');
    return 2;
  }
  const by = `script:${process.env['USER'] ?? 'operator'}`;
  const adjustment = { id, playerId: player, amount: parseCredits(credits), reason: reason.trim(), by, at: new Date() };
  const wallet = await createWalletStore(database).adjust(adjustment);
  console.log(`${player} has ${formatCredits(availableIn(wallet))} credits available now (adjust:${id}).`);
  return 0;
});
