/** A passage while it is told: finished paragraphs, and a last one whose newest words come up like ink. */
import { useState } from 'react';
import classes from './passage.module.css';

/** Enough that each piece has faded in before it joins the text before it. */
const FRESH_PIECES = 6;

export function FreshText({ text }: { readonly text: string }) {
  const [cuts, setCuts] = useState<readonly number[]>([text.length]);
  if (cuts.at(-1) !== text.length) setCuts([...cuts, text.length].slice(-FRESH_PIECES));
  const start = text.lastIndexOf('\n') + 1;
  const inside = cuts.filter((cut) => cut > start && cut < text.length);
  const edges = [...inside, text.length];
  return (
    <>
      {paragraphsOf(text.slice(0, start)).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      {start < text.length && (
        <p>
          {text.slice(start, edges[0])}
          {inside.map((cut, index) => (
            <span key={cut} className={classes['fresh']}>
              {text.slice(cut, edges[index + 1])}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

export function paragraphsOf(text: string): string[] {
  return text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '');
}
