/** The text of the passage being told: sent in small frames rather than token by token, kept whole for whoever missed some. */

/** Long enough to save frames, short enough to read as a flow. */
const FRAME_MS = 80;

export class LiveText {
  readonly n: number;
  readonly #send: (offset: number, text: string) => void;
  #text = '';
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(n: number, send: (offset: number, text: string) => void) {
    this.n = n;
    this.#send = send;
  }

  get text(): string {
    return this.#text;
  }

  /** The first piece goes out at once, the rest a frame at a time. */
  add(piece: string): void {
    this.#text += piece;
    if (this.#sent === 0) this.flush();
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, FRAME_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sent === this.#text.length) return;
    this.#send(this.#sent, this.#text.slice(this.#sent));
    this.#sent = this.#text.length;
  }
}
