/** Puts the story into the room's state as it stands: passages, trackers, summaries, and where it can go from here. */
import { PassageState, SummaryState, TrackerChangeState, TrackerState } from '#protocol/journey-state.ts';
import type { JourneyState } from '#protocol/journey-state.ts';
import { PASSAGES_IN_STATE_MAX } from '#protocol/values.ts';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Passage } from '#core/journeys/passages.ts';
import type { Summary } from '#core/journeys/summary.ts';
import { visibleChanges } from '#core/worlds/trackers.ts';
import type { TrackerDefinition, TrackerSheet, TrackerValue } from '#core/worlds/trackers.ts';

export function showStory(state: JourneyState, journey: LiveJourney): void {
  const { head, onward, world } = journey;
  const passages = journey.passages(PASSAGES_IN_STATE_MAX);
  showPassages(state, passages, world.trackers);
  showTrackers(state, world.trackers, journey.sheet);
  showSummaries(state, journey.summaries);
  state.assign({ head: head?.turnId ?? '', canUndo: head !== undefined, canRedo: onward !== null });
  const tellings = passages.find(({ turn }) => turn === head)?.alternatives ?? [];
  if (tellings.join() !== [...state.headAlternatives].join()) {
    state.headAlternatives.clear();
    state.headAlternatives.push(...tellings);
  }
}

/** Changes as little as possible: what stays is not sent again. */
function showPassages(state: JourneyState, passages: readonly Passage[], trackers: readonly TrackerDefinition[]): void {
  const shown = state.passages;
  const ids = new Set(passages.map(({ turn }) => turn.turnId));
  for (let index = shown.length - 1; index >= 0; index--) if (!ids.has(shown[index]?.turnId ?? '')) shown.splice(index, 1);

  const first = passages.findIndex(({ turn }) => turn.turnId === shown[0]?.turnId);
  for (const passage of passages.slice(0, Math.max(0, first)).reverse()) shown.unshift(newPassage(passage, trackers));
  passages.forEach((passage, index) => {
    const known = shown[index];
    if (known?.turnId === passage.turn.turnId) known.assign(changingFields(passage));
    else {
      while (shown.length > index) shown.pop();
      shown.push(newPassage(passage, trackers));
    }
  });
}

function newPassage(passage: Passage, trackers: readonly TrackerDefinition[]): PassageState {
  const shown = new PassageState();
  const { turn } = passage;
  const { n, turnId, mode, incomplete, narratorId, funding } = turn;
  shown.assign({ n, turnId, mode, incomplete, narratorId, funding, playerId: turn.authorId, name: turn.authorName });
  shown.assign(changingFields(passage));
  for (const { key, before, after } of visibleChanges(trackers, turn.changes)) {
    const change = new TrackerChangeState();
    change.assign({ key, before: shownValue(before), after: shownValue(after) });
    shown.changes.push(change);
  }
  return shown;
}

function changingFields({ turn: { action, passage: text, turnId, editedAt }, alternatives }: Passage) {
  const place = { alternatives: alternatives.length, alternative: 1 + alternatives.indexOf(turnId) };
  return { action, text, edited: editedAt !== null, ...place };
}

/** Those whose turns are on the way to the head, in order. */
export function showSummaries(state: JourneyState, summaries: readonly Summary[]): void {
  summaries.forEach((summary, index) => {
    const known = state.summaries[index];
    const shown = known ?? new SummaryState();
    const { id: summaryId, fromN, toN, text, narratorId, editedBy } = summary;
    shown.assign({ summaryId, fromN, toN, text, narratorId, editedBy: editedBy ?? '' });
    if (!known) state.summaries.push(shown);
  });
  while (state.summaries.length > summaries.length) state.summaries.pop();
}

/** Hidden trackers are the AI's alone. */
function showTrackers(state: JourneyState, definitions: readonly TrackerDefinition[], sheet: TrackerSheet): void {
  for (const definition of definitions) {
    if (definition.display === 'hidden') continue;
    const value = shownValue(sheet[definition.key] ?? definition.default);
    const shown = state.trackers.find(({ key }) => key === definition.key);
    if (shown) shown.value = value;
    else state.trackers.push(newTracker(definition, value));
  }
}

function newTracker(definition: TrackerDefinition, value: string): TrackerState {
  const { key, label, kind, display } = definition;
  const tracker = new TrackerState();
  const range = definition.kind === 'number' ? { min: definition.min, max: definition.max } : {};
  tracker.assign({ key, label, kind, value, display: display === 'hidden' ? 'text' : display, ...range });
  return tracker;
}

function shownValue(value: TrackerValue): string {
  return JSON.stringify(value);
}
