/** Lets long texts be wrapped in the source: line ends become spaces, a blank line starts a paragraph. */
export function prose(lines: TemplateStringsArray): string {
  const paragraphs = lines
    .join('')
    .trim()
    .split(/\n\s*\n\s*/);
  return paragraphs.map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ')).join('\n\n');
}
