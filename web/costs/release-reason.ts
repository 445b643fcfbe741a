/** Why a turn cost nothing, as a sentence for the player. */
import { RELEASE_REASONS } from '#sdk/index.ts';

const SENTENCES: Readonly<Record<string, string | undefined>> = RELEASE_REASONS;

/** A reason that a newer server knows and this page does not stands as it came. */
export function releaseReasonText(reason: string): string {
  return SENTENCES[reason] ?? reason;
}
