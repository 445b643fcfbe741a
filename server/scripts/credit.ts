/** `npm run credit`: gives a player credits, or takes some, with a reason that stays in the books. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatCredits } from '#core/money/microcredits.ts';
import { availableIn } from '#core/wallet/wallet.ts';
import { createWalletStore } from '#models/wallet-store.ts';
import { readAmount } from './read-amount.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run credit -- --player ID --credits 200 --reason "lost a turn to an outage" [--id UUID]
npm run credit -- --player ID --credits -12.5 --reason "given by mistake" [--id UUID]

Gives credits (to the bonus pocket), or takes them with a number below zero: never more than the player has available.
The reason and your user name stay in the books. With --id, running the same command again changes nothing.`;

await runScript(HELP, async ({ database, argv }) => {
  const { values } = parseArgs({
    args: joinCredits(argv),
    options: { player: { type: 'string' }, credits: { type: 'string' }, reason: { type: 'string' }, id: { type: 'string' } },
  });
  const { player, credits, reason, id = randomUUID() } = values;
  if (!player || !credits || !reason || reason.trim().length < 3) {
    console.error('--player, --credits and --reason are all needed; the reason in at least three letters. See --help.');
    return 2;
  }
  const amount = readAmount(credits);
  const by = `script:${process.env['USER'] ?? 'operator'}`;
  const adjustment = { id, playerId: player, amount, reason: reason.trim(), by, at: new Date() };
  const wallet = await createWalletStore(database).adjust(adjustment);
  console.log(`${player} has ${formatCredits(availableIn(wallet))} credits available now (adjust:${id}).`);
  return 0;
});

/** `parseArgs` takes the minus of `--credits -500` for another option. */
function joinCredits(argv: string[]): string[] {
  const at = argv.indexOf('--credits');
  return at < 0 || at + 1 === argv.length ? argv : argv.toSpliced(at, 2, `--credits=${argv[at + 1]}`);
}
