/** An answer whose usage the AI SDK can read: it gives a whole passage up over a number that is written as a word. */

/** As OpenAI, Anthropic, Google and those who speak like them call it. */
const USAGES = ['usage', 'usageMetadata'];
const COUNT = /tokens$|tokenCount$/i;
const DETAILS = /details$/i;
const DEPTH_MAX = 4;

type Fields = Record<string, unknown>;

/** The JSON of an answer or of one event; a report with anything but numbers in it is taken out, and thereby missing (PR4). */
export function withReadableUsage(json: string): string {
  if (!json.includes('"usage')) return json;
  let answer: unknown;
  try {
    answer = JSON.parse(json);
  } catch {
    return json; // For the SDK to find out.
  }
  let mended = false;
  for (const fields of [answer, fieldsOf(answer)?.['message']].map(fieldsOf)) {
    for (const name of USAGES) {
      if (!fields || isReadable(fields[name])) continue;
      fields[name] = insteadOf(answer);
      mended = true;
    }
  }
  return mended ? JSON.stringify(answer) : json;
}

/** Anthropic's adapter insists on numbers: those of no prompt and no passage are not believed either. */
function insteadOf(answer: unknown): object | null {
  const { type } = fieldsOf(answer) ?? {};
  return typeof type === 'string' && type.startsWith('message') ? { input_tokens: 0, output_tokens: 0 } : null;
}

function isReadable(usage: unknown): boolean {
  return usage === undefined || usage === null || (fieldsOf(usage) !== null && isReadableBelow(usage, DEPTH_MAX));
}

function isReadableBelow(value: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isReadableBelow(item, depth - 1));
  return Object.entries(fieldsOf(value) ?? {}).every(([name, inner]) => {
    if (inner === null) return true;
    if (COUNT.test(name)) return typeof inner === 'number';
    if (typeof inner === 'object') return isReadableBelow(inner, depth - 1);
    return !DETAILS.test(name);
  });
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}
