/** Decides how much of a passage in the making players may see: no junk, no repeats, and never an end in mid-sentence. */
import { loops, repeatedPart, sentenceEnds, wordsOf } from './sentences.ts';

/** A sentence shows its first words when there are this many: enough to know whether it repeats an earlier one. */
const HEAD_WORDS = 7;
/** A sentence whose runs of words are known by more than this part is a repeat. */
const REPEATED_PART = 0.6;

// What small models put before a story: signs of lists and headings, role names, a quote before the player's "You".
const JUNK_BEFORE =
  /^(?:[\s*#>_~=-]+|(?:narrator|narration|assistant|story|storyteller|system|response|game master|gm|dm|ai)\s*:|["“](?=You\b))+/iu;
// Where it leaves the story: it goes on as the player, with notes, or with a menu.
const STORY_LEFT =
  /\n\s*(?:(?:user|player|you|narrator|assistant|system|note|options?|choices?|action|response)\s*:|[>#]|\d+[.)]\s|[-*•]\s|---|```)/iu;

// Players' actions reach it as `Name: …`, which it likes to go on with.
const NAME_LABEL = String.raw`(?:The )?\p{Lu}?[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]*)?(?: says)?:\s*`;
const NAME_BEFORE = new RegExp(`^\\s*${NAME_LABEL}`, 'u');
const NAME_LATER = new RegExp(`\\n\\s*${NAME_LABEL}`, 'u');

/** `again`: nothing of the last sentence has been shown, and it should be another one. `enough`: the passage is to end here. */
export type GateVerdict = 'go-on' | 'again' | 'enough';

export interface GateLook {
  readonly text: string;
  readonly verdict: GateVerdict;
  /** Where the sentence in the making begins, in letters of the passage. */
  readonly sentence: number;
}

export class PassageGate {
  readonly #earlier: string;
  #text = '';
  #shown = 0;
  #left = false;

  /** `earlier`: the passages before this one, which it should not repeat. */
  constructor(earlier: readonly string[]) {
    this.#earlier = earlier.join('\n');
  }

  /** What was let through so far. */
  get shown(): string {
    return this.#text.slice(0, this.#shown);
  }

  /**
   * Takes everything written so far; returns what may be shown of it now. `closing`: the limit is near, so a sentence that has
   * not begun to show waits until it is whole.
   */
  look(written: string, closing: boolean): GateLook {
    this.#take(written);
    const from = this.#sentenceStart(this.#left);
    const begun = this.#begunBehind(from);
    const astray = this.#left || loops(this.#text);
    if (!begun && (astray || repeatsEarlier(this.#text.slice(from), `${this.#earlier}\n${this.#text.slice(0, from)}`))) {
      this.#text = this.#text.slice(0, from);
      return { text: this.#showUpTo(from), verdict: 'again', sentence: from };
    }
    if (astray && begun) return { text: '', verdict: 'enough', sentence: from };
    if (!begun && (closing || wordsOf(this.#text.slice(from)).length <= HEAD_WORDS)) {
      return { text: this.#showUpTo(from), verdict: 'go-on', sentence: from };
    }
    // The last word may still grow.
    return { text: this.#showUpTo(this.#text.search(/\s\S*$/u)), verdict: 'go-on', sentence: from };
  }

  /**
   * What is to be shown at the end: the rest of the sentences that are whole. A last one without its mark gets a full stop when
   * the AI left it so; when the limit cut it, it is dropped, or ends in an ellipsis if it has begun to show.
   */
  finish(endedByAi: boolean): string {
    const end = this.#sentenceStart(true);
    const unmarked = this.#text.slice(end).trim() !== '';
    if (!unmarked || (!endedByAi && !this.#begunBehind(end))) return this.#showUpTo(end);
    const kept = endedByAi ? this.#text : this.shown;
    // What was shown cannot be taken back, so only what comes behind it is trimmed.
    this.#text = `${this.shown}${kept.slice(this.#shown).replace(/[\s,;:–—-]+$/u, '')}${endedByAi ? '.' : '…'}`;
    return this.#showUpTo(this.#text.length);
  }

  #take(written: string): void {
    const begun = withCapital(written.replace(JUNK_BEFORE, '').replace(NAME_BEFORE, ''));
    const text = begun.replace(/\n{3,}/g, '\n\n');
    const leaves = [STORY_LEFT, NAME_LATER].map((mark) => text.search(mark)).filter((index) => index !== -1);
    this.#left = leaves.length > 0;
    this.#text = this.#left ? text.slice(0, Math.min(...leaves)) : text;
  }

  /** Where the last sentence, whole or not, begins: behind the end of the one before. */
  #sentenceStart(whole: boolean): number {
    return sentenceEnds(this.#text, whole).at(-1) ?? 0;
  }

  #begunBehind(index: number): boolean {
    return this.#text.slice(index, this.#shown).trim() !== '';
  }

  #showUpTo(index: number): string {
    const text = this.#text.slice(this.#shown, index);
    this.#shown = Math.max(this.#shown, index);
    return text;
  }
}

/** What is left of a first sentence begins like one. */
function withCapital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

function repeatsEarlier(sentence: string, earlier: string): boolean {
  const words = wordsOf(sentence).length;
  const enoughToTell = words >= HEAD_WORDS || (words >= 4 && sentenceEnds(sentence, true).length > 0);
  return enoughToTell && repeatedPart(sentence, earlier) > REPEATED_PART;
}
