/** Why a vendor says it stopped, in the words of a turn. */
import type { NarrationResult } from '#core/turns/narrator.ts';
import type { VendorAnswer } from './vendor-ai.ts';

export interface MappedFinish {
  /** null: the answer broke off, whatever came of it. */
  readonly unified: Exclude<NarrationResult['finish'], 'stopped'> | null;
  /** The vendor's own word; not for the log, as it may say anything. */
  readonly raw: string | undefined;
}

export function mapFinishReason({ unified, raw }: VendorAnswer['finishReason']): MappedFinish {
  switch (unified) {
    case 'stop':
      return { unified: 'complete', raw };
    case 'length':
      return { unified: 'length', raw };
    case 'content-filter':
      return { unified: 'refused', raw };
    case 'other': // A word of its own for an end, or no word at all: then it did not get that far.
      return { unified: raw === undefined ? null : 'complete', raw };
    default: // An error, or tools, of which it was given none.
      return { unified: null, raw };
  }
}
