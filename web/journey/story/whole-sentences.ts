/** Narration for listening: whole sentences, as soon as they are certain to be whole. */

/** What was said of a turn so far. */
export interface Spoken {
  readonly turnId: string | null;
  /** How much of its text was said, in UTF-16 units. */
  readonly end: number;
  readonly sentences: readonly Sentence[];
}

export interface Sentence {
  /** Where in the passage it begins. */
  readonly at: number;
  readonly text: string;
}

export interface Heard {
  readonly turnId: string;
  readonly text: string;
  /** Whether no more comes. */
  readonly isWhole: boolean;
}

/** Shorter ones wait for the next: `Mr.` is no sentence. */
const CHARACTERS_MIN = 20;
/** Those before have been read out long ago. */
const SENTENCES_KEPT = 8;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/** The same object when there is nothing new to say. A passage that is whole when it is first seen was told before. */
export function speak(spoken: Spoken, { turnId, text, isWhole }: Heard): Spoken {
  if (spoken.turnId !== turnId) {
    const begun: Spoken = { turnId, end: isWhole ? text.length : 0, sentences: [] };
    return isWhole ? begun : speak(begun, { turnId, text, isWhole });
  }
  const { sentences, end } = sentencesFrom(text, spoken.end, isWhole);
  if (sentences.length === 0) return spoken;
  return { turnId, end, sentences: [...spoken.sentences, ...sentences].slice(-SENTENCES_KEPT) };
}

function sentencesFrom(text: string, from: number, isWhole: boolean): { sentences: Sentence[]; end: number } {
  const sentences: Sentence[] = [];
  let start = from;
  for (const { segment, index } of segmenter.segment(text.slice(from))) {
    const end = from + index + segment.length;
    const isLast = end === text.length;
    // The last one may go on, unless its line has ended.
    const isCertain = !isLast || isWhole || segment.endsWith('\n');
    const sentence = text.slice(start, end).trim();
    const isLongEnough = sentence.length >= CHARACTERS_MIN || segment.endsWith('\n') || (isLast && isWhole);
    if (!isCertain || !isLongEnough) continue;
    if (sentence !== '') sentences.push({ at: start, text: sentence });
    start = end;
  }
  return { sentences, end: start };
}
