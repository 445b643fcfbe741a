/** Who may use the CPU: narrations one by one in the order they came, and reading ahead only while nobody narrates. */

interface Waiting {
  readonly start: () => void;
  readonly onWaiting: ((ahead: number) => void) | undefined;
}

/** The right to use the AI, for as long as it is not disposed. */
export type QueuePlace = Disposable;

/**
 * One at a time: two at once take as long as one after the other, and both players would wait for the end of both (measured:
 * 1.2 s for one passage, 2.4 s for each of two at once; the first text comes after 0.3 s and 0.6 s).
 */
export class NarrationQueue {
  #busy = false;
  readonly #waiting: Waiting[] = [];
  readonly #idle: (() => void)[] = [];

  get busy(): boolean {
    return this.#busy;
  }

  /** Resolves when the narration's turn has come, or to null as soon as `signal` aborts. */
  async enter(request: { signal: AbortSignal; onWaiting?: (ahead: number) => void }): Promise<QueuePlace | null> {
    const { signal, onWaiting } = request;
    if (signal.aborted) return null;
    if (!this.#busy) return this.#place();
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        this.#tellPlaces();
        resolve(null);
      };
      const start = (): void => {
        signal.removeEventListener('abort', giveUp);
        onWaiting?.(0);
        resolve(this.#place());
      };
      const waiting: Waiting = { start, onWaiting };
      this.#waiting.push(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
      onWaiting?.(this.#waiting.length);
    });
  }

  /** Resolves when nobody narrates. Takes no place: a narration that comes now starts at once. */
  async idle(): Promise<void> {
    while (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #place(): QueuePlace {
    this.#busy = true;
    return { [Symbol.dispose]: () => this.#next() };
  }

  #next(): void {
    this.#busy = false;
    const next = this.#waiting.shift();
    if (next) next.start();
    else for (const resume of this.#idle.splice(0)) resume();
    this.#tellPlaces();
  }

  /** The one that narrates is ahead of everybody, the waiting ones of those behind them. */
  #tellPlaces(): void {
    for (const [index, { onWaiting }] of this.#waiting.entries()) onWaiting?.(index + 1);
  }
}
