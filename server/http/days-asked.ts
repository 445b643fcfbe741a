/** The UTC days that a request asks for. */
import { GameError } from '#protocol/errors.ts';
import { daysEarlier } from '#core/earnings/payout.ts';
import { utcDay } from '#core/wallet/wallet.ts';
import type { UtcDay } from '#core/wallet/wallet.ts';

const DAYS_SHOWN = 30;

/** Both included; unless told, the last thirty until today. Throws BAD_INPUT for more days than one may ask for at once. */
export function daysAsked(
  asked: { from?: UtcDay | undefined; to?: UtcDay | undefined },
  { now, daysMax }: { now: Date; daysMax: number },
): { from: UtcDay; to: UtcDay } {
  const { to = utcDay(now), from = daysEarlier(to, DAYS_SHOWN) } = asked;
  if (from > daysEarlier(to, daysMax)) return { from, to };
  throw new GameError('BAD_INPUT', { issues: [{ path: ['from'], fault: `is more than ${daysMax} days before \`to\`` }] });
}
