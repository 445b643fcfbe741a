/** What a screen reader says of the narration: whole sentences as they are finished. The visible text itself is silent. */
import { useState } from 'react';
import { VisuallyHidden } from '@mantine/core';
import type { CurrentTurnSnapshot, PassageSnapshot } from '#sdk/index.ts';
import { speak } from './whole-sentences.ts';
import type { Heard, Spoken } from './whole-sentences.ts';

interface SpokenNarrationProps {
  readonly current: CurrentTurnSnapshot | null;
  readonly last: PassageSnapshot | undefined;
}

const SILENCE: Spoken = { turnId: null, end: 0, sentences: [] };

export function SpokenNarration({ current, last }: SpokenNarrationProps) {
  const [spoken, setSpoken] = useState(SILENCE);
  const heard = heardOf(current, last);
  // Other words are no news of the story, and what they replace is not to be found here either.
  const isReworded = !current && last?.edited === true;
  const next = isReworded ? SILENCE : heard ? speak(spoken, heard) : spoken;
  if (next !== spoken) setSpoken(next);
  return (
    <VisuallyHidden aria-live="polite" aria-relevant="additions" data-testid="spoken">
      {next.sentences.map(({ at, text }) => (
        <p key={`${next.turnId} ${at}`}>{text}</p>
      ))}
    </VisuallyHidden>
  );
}

function heardOf(current: CurrentTurnSnapshot | null, last: PassageSnapshot | undefined): Heard | null {
  if (current) return { turnId: current.turnId, text: current.text, isWhole: false };
  return last ? { turnId: last.turnId, text: last.text, isWhole: true } : null;
}
