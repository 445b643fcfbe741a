/** What a call is refused with. */
import { GameError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';

/** The code of the `GameError` a call fails with; any other failure goes through. */
export async function codeOf(call: Promise<unknown>): Promise<ErrorCode | 'none'> {
  try {
    await call;
    return 'none';
  } catch (failure) {
    if (failure instanceof GameError) return failure.code;
    throw failure;
  }
}
