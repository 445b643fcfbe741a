/** The beginning of a text in one line, cut between words. */
export function firstWords(text: string, charactersMax: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= charactersMax) return line;
  const begun = line
    .slice(0, charactersMax - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const words = line[begun.length] === ' ' ? begun : begun.replace(/ [^ ]*$/, '');
  return `${words.trimEnd()}…`;
}
