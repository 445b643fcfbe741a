/** One audit under way: what it found and counted so far, whom it tells, whether it is to stop. */
import type { AuditFault } from '#core/ledger/audit-entry.ts';

/** More than anybody reads; all of them are counted and told. */
const FAULTS_KEPT_MAX = 1_000;

export interface AuditCounts {
  readonly entries: number;
  readonly wallets: number;
  readonly creators: number;
  readonly purchases: number;
  /** Holds that a running server would have released by now: no fault, but somebody's credits wait. */
  readonly overdueHolds: number;
}

export interface AuditOptions {
  /** Told of each fault as it is found. */
  readonly onFault?: (fault: AuditFault) => void;
  /** Told after every batch. */
  readonly onProgress?: (counted: AuditCounts) => void;
  /** Ends the audit with the signal's reason. */
  readonly signal?: AbortSignal;
}

export class AuditRun {
  readonly faults: AuditFault[] = [];
  readonly counted = { entries: 0, wallets: 0, creators: 0, purchases: 0, overdueHolds: 0 };
  /** Whose journal is longer than can be read in the time that the server keeps its history: not audited. */
  readonly unread: string[] = [];
  faultCount = 0;
  readonly #options: AuditOptions;

  constructor(options: AuditOptions) {
    this.#options = options;
  }

  readonly report = (fault: AuditFault): void => {
    this.faultCount += 1;
    if (this.faults.length < FAULTS_KEPT_MAX) this.faults.push(fault);
    this.#options.onFault?.(fault);
  };

  /** After every batch, so that an audit that is to stop does. */
  went(): void {
    this.#options.onProgress?.(this.counted);
    this.#options.signal?.throwIfAborted();
  }
}
