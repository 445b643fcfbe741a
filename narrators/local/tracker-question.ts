/** Asks the AI which tracker a passage moved: one choice of a short list, which a grammar holds it to. */
import type { PromptPart } from '#core/prompts/prompt.ts';
import type { TrackerDefinition, TrackerPatch, TrackerSheet, TrackerValue } from '#core/worlds/trackers.ts';

const CANDIDATES_MAX = 12;
const NOTHING = 'nothing';

/** One answer the AI may give, and what it means. */
export interface TrackerCandidate {
  /** For example `lamp-oil -1`, `tide high`, `bag +rope`. */
  readonly answer: string;
  readonly patch: TrackerPatch;
}

export interface TrackerQuestion {
  /** The question's parts, each counted by itself like a prompt's. */
  readonly parts: readonly PromptPart[];
  readonly candidates: readonly TrackerCandidate[];
}

/**
 * The question about one turn, or null when nothing in its words can have moved a tracker. Without `turnText`: about all of
 * them, the longest that a turn can come to (a turn's question has some of its parts, and no others).
 */
export function trackerQuestion(
  definitions: readonly TrackerDefinition[],
  sheet: TrackerSheet,
  turnText?: string,
): TrackerQuestion | null {
  const all = trackerCandidates(definitions, sheet);
  const candidates = turnText === undefined ? all : plausibleCandidates(all, definitions, turnText);
  if (candidates.length === 0) return null;
  const moving = definitions.filter(({ key }) => candidates.some(({ patch }) => patch.key === key));
  const lines = moving.map((definition) => {
    const value = shownValue(sheet[definition.key] ?? definition.default);
    return `- ${definition.key} is ${value}. ${definition.instruction}\n`;
  });
  // Of the wordings tried on SmolLM2 this one was right most often; with `nothing` first it answered hardly anything else.
  const answers = candidates.map(({ answer }) => `${answer}, `);
  const texts = [...lines, 'What changed in the last passage? Choose: ', ...answers, `or ${NOTHING}. Answer as JSON.`];
  return { parts: texts.map(questionPart), candidates };
}

/**
 * Small models answer anything they are offered, so they are offered what the turn's own words speak of: trackers without keys
 * or with a key among these words, and of lists only the things named in them.
 */
function plausibleCandidates(
  candidates: readonly TrackerCandidate[],
  definitions: readonly TrackerDefinition[],
  turnText: string,
): TrackerCandidate[] {
  const words = ` ${plainWords(turnText)} `;
  const named = (text: string): boolean => words.includes(` ${plainWords(text)} `);
  const relevant = new Map(
    definitions.filter(({ keys }) => keys.length === 0 || keys.some(named)).map((definition) => [definition.key, definition]),
  );
  return candidates.filter(({ patch }) => {
    const definition = relevant.get(patch.key);
    return definition && (definition.kind !== 'list' || named(String(patch.value)));
  });
}

/** The first candidates of every tracker before the second of any, so that a long list leaves room for the others. */
export function trackerCandidates(definitions: readonly TrackerDefinition[], sheet: TrackerSheet): TrackerCandidate[] {
  const perTracker = definitions.map((definition) => candidatesOf(definition, sheet[definition.key] ?? definition.default));
  const longest = Math.max(0, ...perTracker.map((candidates) => candidates.length));
  const rounds = Array.from({ length: longest }, (_, round) => perTracker.flatMap((candidates) => candidates[round] ?? []));
  return rounds.flat().slice(0, CANDIDATES_MAX - 1);
}

/** What the AI may answer, word for word: `{"change":"nothing"}`, `{"change":"lamp-oil -1"}`… */
export function possibleReplies(question: TrackerQuestion): string[] {
  return [NOTHING, ...question.candidates.map(({ answer }) => answer)].map((change) => JSON.stringify({ change }));
}

/** GBNF that allows exactly the possible replies. */
export function replyGrammar(question: TrackerQuestion): string {
  const literal = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  return `root ::= ${possibleReplies(question).map(literal).join(' | ')}`;
}

/** None for the reply that nothing changed; null for one that was cut short or is no answer. */
export function patchesOf(reply: string, question: TrackerQuestion): TrackerPatch[] | null {
  const index = possibleReplies(question).indexOf(reply.trim());
  if (index === -1) return null;
  const candidate = question.candidates[index - 1];
  return candidate ? [candidate.patch] : [];
}

function candidatesOf(definition: TrackerDefinition, value: TrackerValue): TrackerCandidate[] {
  const { key } = definition;
  switch (definition.kind) {
    case 'number': {
      const largest = Math.trunc(definition.maxDeltaPerTurn);
      const steps = [...new Set([-1, 1, -largest, largest])].filter((step) => {
        const after = Number(value) + step;
        return step !== 0 && Math.abs(step) <= largest && after >= definition.min && after <= definition.max;
      });
      return steps.map((step) => ({ answer: `${key} ${step > 0 ? '+' : ''}${step}`, patch: { key, op: 'add', value: step } }));
    }
    case 'enum': {
      const others = definition.options.filter((option) => option !== value);
      return others.map((option) => ({ answer: `${key} ${option}`, patch: { key, op: 'set', value: option } }));
    }
    case 'list': {
      const items = Array.isArray(value) ? (value as readonly string[]) : [];
      const added = definition.options.filter((option) => !items.includes(option));
      const push = added.map((item): TrackerCandidate => ({
        answer: `${key} +${item}`,
        patch: { key, op: 'push', value: item },
      }));
      const remove = items.map((item): TrackerCandidate => ({
        answer: `${key} -${item}`,
        patch: { key, op: 'remove', value: item },
      }));
      return [...push, ...remove];
    }
  }
}

function shownValue(value: TrackerValue): string {
  return typeof value === 'object' ? value.join(', ') || NOTHING : String(value);
}

function plainWords(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

function questionPart(text: string): PromptPart {
  return { kind: 'tracker-sheet', id: null, name: 'trackers', role: 'user', text, tokens: 0, why: 'asked after the passage' };
}
