/** The players' and creators' pages, as a process serves them: built files, or Vite while they are being written. */
import type { RequestHandler } from 'express';

export interface Pages {
  /** Answers whatever is a page or a file of one; leaves everything else to the next handler. */
  readonly handle: RequestHandler;
  stop(): Promise<void>;
}
