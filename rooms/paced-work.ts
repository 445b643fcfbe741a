/** Work that is asked for often and done at most so often, always once more after the last time it was asked for. */
import type { Log } from '#core/turns/game.ts';

export interface PacedWorkOptions {
  /** From the end of one time to the beginning of the next. */
  readonly pauseMs: number;
  /** After a failure, where that is longer: a second unless told. */
  readonly retryMs?: number;
  /** Of what, for the log. */
  readonly name: string;
  readonly log: Log;
}

const RETRY_MS = 1_000;

export class PacedWork {
  readonly #work: () => Promise<void> | void;
  readonly #options: PacedWorkOptions;
  #asked = false;
  #running = false;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(work: () => Promise<void> | void, options: PacedWorkOptions) {
    this.#work = work;
    this.#options = options;
  }

  /** Done at once when there was a pause, else after it. */
  ask(): void {
    this.#asked = true;
    if (!this.#running && this.#timer === undefined) void this.#run();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  /** What failed is tried again. */
  async #run(): Promise<void> {
    const { retryMs = RETRY_MS } = this.#options;
    let { pauseMs } = this.#options;
    this.#asked = false;
    this.#running = true;
    try {
      await this.#work();
    } catch (failure) {
      const { log, name } = this.#options;
      if (!this.#ended) log.warn({ failure }, `${name} failed and is tried again`);
      this.#asked = true;
      pauseMs = Math.max(pauseMs, retryMs);
    }
    this.#running = false;
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#asked) void this.#run();
    }, pauseMs);
  }
}
