/** What several parts of the REST contract share. */
import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

export const IdSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w-]+$/, 'has characters that no id has');

/** Routes that answer without a sign-in, as OpenAPI says it. */
export const openToAll = <Operation extends object>(operation: Operation) => ({ ...operation, security: [] });

/**
 * Ends a route's description. Beside these, any route may fail with `BAD_INPUT`, `RATE_LIMITED` and `INTERNAL`, and where one must be signed
 * in with `UNAUTHENTICATED`, `PLAYER_LEFT` and `WALLET_MERGED`.
 */
export function failsWith(...codes: readonly ErrorCode[]): string {
  return `Fails with ${codes.map((code) => `\`${code}\``).join(', ')}.`;
}

export const TimeSpan = {
  from: z.coerce.date().optional().describe('default: a week ago'),
  to: z.coerce.date().optional().describe('default: now'),
};

export const DaysInput = z.object({ days: z.coerce.number().int().min(1).max(366).default(7) });

/** Everything a socket needs to take its place: pass it to `Client.consumeSeatReservation` of the Colyseus SDK. */
export const SeatSchema = z.object({
  name: z.string(),
  sessionId: z.string(),
  roomId: z.string(),
  processId: z.string(),
  publicAddress: z.string().optional(),
});
export type Seat = z.infer<typeof SeatSchema>;
