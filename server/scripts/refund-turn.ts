/** `npm run refund-turn`: gives a turn's credits back, its creator's share too, with a reason that stays in the books. */
import { parseArgs } from 'node:util';
import { formatCredits } from '#core/money/microcredits.ts';
import { refundTurn } from '#models/refund-turn.ts';
import { runScript } from './run-script.ts';

const HELP = `npm run refund-turn -- --journey ID --turn UUID --reason "the AI answered in the wrong language"

Gives the player what a turn took, into the pockets it came from, and takes the creator's share of it back.
The reason and your user name stay in the books. Running it again changes nothing.`;

await runScript(HELP, async ({ database, argv }) => {
  const { values } = parseArgs({
    args: argv,
    options: { journey: { type: 'string' }, turn: { type: 'string' }, reason: { type: 'string' } },
  });
  const { journey: journeyId, turn: turnId } = values;
  const reason = values.reason?.trim() ?? '';
  if (!journeyId || !turnId || reason.length < 3) {
    console.error('--journey, --turn and --reason are all needed; the reason in at least three letters. See --help.');
    return 2;
  }
  const by = `script:${process.env['USER'] ?? 'operator'}`;
  const { reversal, wallet } = await refundTurn(database, { journeyId, turnId, reason, by, at: new Date() });
  const { playerId, charged } = reversal.meta;
  console.log(
    `${playerId} got ${formatCredits(-charged)} credits back ${wallet ? 'now' : `before, by ${reversal.by}`} (${reversal.key}).`,
  );
  return 0;
});
