/** The ordered places a needed file may come from; the first that has it wins, and if none does the error names them all. */
import { OperatorFault } from '#server/operator-fault.ts';

export type FileSource = {
  /** As an operator reads it: "mongod on PATH". */
  name: string;
  /** The file's path, checked and ready to use. Throws an Error whose message says why this place does not have it. */
  find(): Promise<string>;
};

export type FetchProgress = { what: string; receivedBytes: number; totalBytes: number; ended: boolean };

/** What every search for a file is given. `log` takes whole sentences for the operator. */
export type FileSearch = {
  cacheFolder: string;
  onProgress: (progress: FetchProgress) => void;
  log: (sentence: string) => void;
};

/** `waysOut` are the operator's choices when no place has the file, as ends of the sentence "You can …". */
export async function findInOrder(what: string, sources: FileSource[], waysOut: string[]): Promise<string> {
  const reasons: string[] = [];
  for (const source of sources) {
    try {
      return await source.find();
    } catch (failure) {
      reasons.push(`  - ${source.name}: ${firstLine(failure)}`);
    }
  }
  throw new OperatorFault(
    [`${what} could not be found or fetched. Tried:`, ...reasons, 'You can:', ...waysOut.map((way) => `  - ${way}`)].join('\n'),
  );
}

function firstLine(failure: unknown): string {
  const { message, cause } = failure instanceof Error ? failure : new Error(String(failure));
  const detail = cause instanceof Error ? ` (${cause.message || (cause as NodeJS.ErrnoException).code})` : '';
  return `${message}${detail}`.trim().replace(/\n.*/s, '');
}
