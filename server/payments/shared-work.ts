/** Work that several ask for at once, done no more often than needed: one runs, and all who come meanwhile share one more after it. */

interface Running<T> {
  readonly now: Promise<T>;
  next: Promise<T> | null;
}

export class SharedWork<T> {
  readonly #running = new Map<string, Running<T>>();

  /** Whoever asks gets work that began after they asked. */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (!running) return this.#start(key, work);
    running.next ??= running.now.then(
      () => this.#start(key, work),
      () => this.#start(key, work),
    );
    return running.next;
  }

  #start(key: string, work: () => Promise<T>): Promise<T> {
    const running: Running<T> = { now: work(), next: null };
    this.#running.set(key, running);
    const end = () => {
      if (running.next === null) this.#running.delete(key);
    };
    running.now.then(end, end);
    return running.now;
  }
}
