/** A passage while it is told: its newest words come up like ink. */
import { useState } from 'react';
import classes from './passage.module.css';

/** Enough that each piece has faded in before it joins the text before it. */
const FRESH_PIECES = 6;

/** Every paragraph keeps its element from its first word to its last, so that none is moved by the next. */
export function FreshText({ text }: { readonly text: string }) {
  const [cuts, setCuts] = useState<readonly number[]>([text.length]);
  if (cuts.at(-1) !== text.length) setCuts([...cuts, text.length].slice(-FRESH_PIECES));
  const finished = paragraphsOf(text.slice(0, text.lastIndexOf('\n') + 1));
  const start = text.lastIndexOf('\n') + 1;
  const inside = cuts.filter((cut) => cut > start && cut < text.length);
  const pieces = inside.map((cut, index) => (
    <span key={cut} className={classes['fresh']}>
      {text.slice(cut, inside[index + 1])}
    </span>
  ));
  const last = start < text.length ? [[text.slice(start, inside[0]), ...pieces]] : [];
  return [...finished, ...last].map((paragraph, index) => <p key={index}>{paragraph}</p>);
}

export function paragraphsOf(text: string): string[] {
  return text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '');
}
