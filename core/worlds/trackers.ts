/** Trackers: the numbers, words and lists a world keeps about the story. They change only by clamped patches. */

interface TrackerBasics {
  /** A short id in kebab-case, unique in its world. */
  readonly key: string;
  readonly label: string;
  /** For the AI: what moves this tracker, in one sentence. */
  readonly instruction: string;
  /**
   * Words that make the tracker relevant to a turn when its action or passage has one of them. The AI is only asked about
   * relevant trackers; an empty list means always.
   */
  readonly keys: readonly string[];
  /** How pages draw it. */
  readonly display: 'bar' | 'pips' | 'text' | 'list' | 'hidden';
}

export interface NumberTracker extends TrackerBasics {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** The furthest one turn can move it, up or down. */
  readonly maxDeltaPerTurn: number;
}

/** One word of a list, for example the tide: low, rising, high. */
export interface EnumTracker extends TrackerBasics {
  readonly kind: 'enum';
  readonly options: readonly string[];
  readonly default: string;
}

/** Things one has or knows; only what the world lists as `options` can be added. */
export interface ListTracker extends TrackerBasics {
  readonly kind: 'list';
  readonly options: readonly string[];
  readonly default: readonly string[];
}

export type TrackerDefinition = NumberTracker | EnumTracker | ListTracker;
export type TrackerValue = number | string | readonly string[];
export type TrackerSheet = Readonly<Record<string, TrackerValue>>;

/** What the AI proposes. `set` for enum, `add` for number (a signed step), `push` and `remove` for list. */
export interface TrackerPatch {
  readonly key: string;
  readonly op: 'set' | 'add' | 'push' | 'remove';
  readonly value: number | string;
}

/** A patch as it took effect: stored with the turn, shown as a difference. */
export interface TrackerChange {
  readonly key: string;
  readonly before: TrackerValue;
  readonly after: TrackerValue;
}

/** Those that players may see: hidden trackers are the AI's alone. */
export function visibleChanges(definitions: readonly TrackerDefinition[], changes: readonly TrackerChange[]): TrackerChange[] {
  const hidden = new Set(definitions.filter(({ display }) => display === 'hidden').map(({ key }) => key));
  return changes.filter(({ key }) => !hidden.has(key));
}

export function initialSheet(definitions: readonly TrackerDefinition[]): TrackerSheet {
  return Object.fromEntries(definitions.map((definition) => [definition.key, definition.default]));
}

/** Applies what is allowed of the proposed patches, one per tracker; unknown keys and impossible values change nothing. */
export function applyPatches(
  definitions: readonly TrackerDefinition[],
  sheet: TrackerSheet,
  patches: readonly TrackerPatch[],
): { sheet: TrackerSheet; changes: TrackerChange[] } {
  const changes: TrackerChange[] = [];
  for (const definition of definitions) {
    const patch = patches.find((candidate) => candidate.key === definition.key);
    const before = sheet[definition.key] ?? definition.default;
    const after = patch && patchedValue(definition, before, patch);
    if (after !== undefined) changes.push({ key: definition.key, before, after });
  }
  const changed = Object.fromEntries(changes.map(({ key, after }) => [key, after]));
  return { sheet: { ...sheet, ...changed }, changes };
}

/** The value after the patch, or undefined when the patch does not fit or changes nothing. */
function patchedValue(definition: TrackerDefinition, before: TrackerValue, patch: TrackerPatch): TrackerValue | undefined {
  switch (definition.kind) {
    case 'number': {
      if (patch.op !== 'add' || typeof patch.value !== 'number' || !Number.isFinite(patch.value)) return undefined;
      const step = clamp(Math.trunc(patch.value), -definition.maxDeltaPerTurn, definition.maxDeltaPerTurn);
      const after = clamp(Number(before) + step, definition.min, definition.max);
      return after === before ? undefined : after;
    }
    case 'enum': {
      const known = patch.op === 'set' && typeof patch.value === 'string' && definition.options.includes(patch.value);
      return known && patch.value !== before ? patch.value : undefined;
    }
    case 'list': {
      const items = before as readonly string[];
      if (typeof patch.value !== 'string') return undefined;
      const has = items.includes(patch.value);
      if (patch.op === 'push' && !has && definition.options.includes(patch.value)) return [...items, patch.value];
      if (patch.op === 'remove' && has) return items.filter((item) => item !== patch.value);
      return undefined;
    }
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
