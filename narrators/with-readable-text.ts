/** A narrator whose text can be shown and kept, whatever its AI streams: no control characters, no broken letters. */
import type { NarrationRequest, NarrationResult, Narrator } from '#core/turns/narrator.ts';
import type { Prompt } from '#core/prompts/prompt.ts';

/** C0 and C1 but tab and newline, and what turns the direction of text around. */
const UNREADABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
const HALF_A_LETTER = /[\uD800-\uDBFF]$/;

export function withReadableText(narrator: Narrator): Narrator {
  return { ...narrator, narrate: (prompt, request) => narrateReadably(narrator, prompt, request) };
}

async function* narrateReadably(
  narrator: Narrator,
  prompt: Prompt,
  request: NarrationRequest,
): AsyncGenerator<string, NarrationResult, void> {
  const inner = narrator.narrate(prompt, request);
  let half = '';
  try {
    for (;;) {
      const next = await inner.next();
      if (next.done) {
        const { summary } = next.value;
        return { ...next.value, summary: summary === null ? null : readable(summary) };
      }
      const text = half + next.value;
      half = HALF_A_LETTER.exec(text)?.[0] ?? ''; // its other half comes with the next piece
      const shown = readable(half === '' ? text : text.slice(0, -1));
      if (shown !== '') yield shown;
    }
  } finally {
    inner.return(undefined as never).catch(() => undefined);
  }
}

function readable(text: string): string {
  return text.toWellFormed().replaceAll(UNREADABLE, '');
}
