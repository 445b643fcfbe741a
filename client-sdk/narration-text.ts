/** The text of one turn as it arrives: pieces in order, without gaps or repeats. */

export class NarrationText {
  readonly n: number;
  readonly turnId: string;
  /** Whether a missing part has been asked for. */
  filling = false;
  #text = '';

  constructor(n: number, turnId: string) {
    this.n = n;
    this.turnId = turnId;
  }

  get text(): string {
    return this.#text;
  }

  /** Takes a piece and answers what is new in it: '' when it is known already, null when text before it is missing. */
  add(offset: number, piece: string): string | null {
    if (offset > this.#text.length) return null;
    const fresh = piece.slice(this.#text.length - offset);
    this.#text += fresh;
    return fresh;
  }
}
