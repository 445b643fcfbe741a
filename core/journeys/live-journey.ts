/** A journey in memory while its room lives: what has been told, who takes part, and the scene of the next turn. */
import type { LastRead, Scene } from '#core/turns/scene.ts';
import type { Turn } from '#core/turns/turn.ts';
import { initialSheet } from '#core/worlds/trackers.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Alternatives, Member, OpenJourney } from './journey.ts';
import { passageOf, shownOf } from './passages.ts';
import type { Passage } from './passages.ts';
import type { Summary } from './summary.ts';

/** An AI that fails again and again must not crowd out where the story stands. */
const INCOMPLETE_BEHIND_HEAD_MAX = 10;
/** With fewer turns in memory while there are earlier ones, prompts could miss what they have room for. */
const HISTORY_TURNS_MIN = 500;

export class LiveJourney {
  readonly id: string;
  readonly fence: number;
  readonly world: World;
  readonly #members = new Map<string, Member>();
  readonly #read = new Map<string, LastRead>();
  #history: readonly Turn[];
  #incomplete: readonly Turn[];
  readonly #alternatives: Map<string | null, readonly string[]>;
  /** Where redo leads from before the first turn. */
  #onward: string | null;
  /** What is as it was when the room began: turns and summaries. */
  #known: ReadonlySet<string>;
  /** On every branch; a prompt has those whose turns are on the way to the head. */
  #summaries: readonly Summary[];
  #n: number;

  constructor({ journey, world, history, incomplete, alternatives }: OpenJourney) {
    this.id = journey.id;
    this.fence = journey.fence;
    this.world = world;
    this.#history = history;
    this.#incomplete = incomplete;
    this.#alternatives = new Map(alternatives);
    this.#onward = journey.onward;
    this.#n = journey.n;
    this.#summaries = journey.summaries;
    this.#known = new Set([...history.map(({ key }) => key), ...journey.summaries.map(({ id }) => id)]);
    for (const member of journey.members) this.#members.set(member.playerId, member);
    for (const { narratorId, at } of history) this.#read.set(narratorId, { at, stable: null, known: this.#known });
  }

  /** The turn where the story stands; undefined before the first. */
  get head(): Turn | undefined {
    return this.#history.at(-1);
  }

  /** The key of the turn that redo leads to; null: nothing was undone from here. */
  get onward(): string | null {
    return this.head ? this.head.onward : this.#onward;
  }

  /** Whether undo has come so near to the earliest turn in memory that earlier ones are to be read again. */
  get isShort(): boolean {
    const [first] = this.#history;
    return first !== undefined && first.parentKey !== null && this.#history.length < HISTORY_TURNS_MIN;
  }

  /** What of the journey is summed up, oldest first: only while the turns it covers are on the way to the head. */
  get summaries(): readonly Summary[] {
    return this.#summariesOf(this.#history);
  }

  get sheet(): TrackerSheet {
    return this.#sheetOf(this.#history);
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  member(playerId: string): Member | undefined {
    return this.#members.get(playerId);
  }

  setMember(member: Member): void {
    this.#members.set(member.playerId, member);
  }

  /** A turn on the way to the head. */
  turn(turnId: string): Turn | undefined {
    return this.#history.findLast((turn) => turn.turnId === turnId);
  }

  /** The newest passages, oldest first. */
  passages(count: number): Passage[] {
    const latest = this.#history.slice(-count - 1);
    const [before] = latest.length > count ? latest.splice(0, 1) : [];
    const [from, to] = [before?.n ?? 0, this.head?.n ?? 0];
    const between = this.#incomplete.filter(({ n }) => n > from && n < to);
    const behind = this.#incomplete.filter(({ n }) => n > to).slice(-INCOMPLETE_BEHIND_HEAD_MAX);
    const told = [...latest, ...between, ...behind].sort((a, b) => a.n - b.n);
    const follows = before?.key ?? latest[0]?.parentKey ?? null;
    return shownOf(told, follows)
      .slice(-count)
      .map((turn) => passageOf(turn, this.#alternatives));
  }

  /** The turns after which alternatives are to be known, and are not: the latest `count`, and the head. */
  unknownPlaces(count: number): (string | null)[] {
    const places = [...this.#history.slice(-count).map(({ parentKey }) => parentKey), this.head?.key ?? null];
    return places.filter((key) => !this.#alternatives.has(key));
  }

  /** The journey as the next turn sees it; later changes do not reach it. */
  scene(): Scene {
    return this.#sceneAfter(this.#history);
  }

  /** The journey as another telling of the head sees it (TN11); null when the story does not stand at that turn. */
  sceneToRetry(turnId: string): Scene | null {
    return this.head?.turnId === turnId ? this.#sceneAfter(this.#history.slice(0, -1)) : null;
  }

  /**
   * Adds what a turn told: settled turns enter the history behind the turn they follow, in the place of what stood there; incomplete
   * text only takes its number. `stable`: what its AI read before it.
   */
  tell(turn: Turn, stable: LastRead['stable'] = null): void {
    this.#n = turn.n;
    if (turn.incomplete) {
      if (!turn.aside) this.#incomplete = [...this.#incomplete, turn];
      return;
    }
    this.#history = [...this.#wayTo(turn.parentKey), turn];
    this.#alternatives.set(turn.parentKey, [...(this.#alternatives.get(turn.parentKey) ?? []), turn.turnId]);
    this.#alternatives.set(turn.key, []);
    this.wasRead(turn.narratorId, { at: turn.at, stable });
    if (turn.summary) this.#summaries = [...this.#summaries, turn.summary];
  }

  /** Back to before the head, from where redo leads to it again. */
  undo(): void {
    const undone = this.head;
    if (!undone) return;
    const way = this.#history.slice(0, -1);
    const last = way.pop();
    this.#history = last ? [...way, { ...last, onward: undone.key }] : [];
    if (!last) this.#onward = undone.key;
  }

  /** To a turn that follows the head, or that stands beside it. */
  moveTo(turn: Turn): void {
    this.#history = [...this.#wayTo(turn.parentKey), turn];
  }

  /** As it was read again from the database. */
  setStory({ history, incomplete, alternatives }: Pick<OpenJourney, 'history' | 'incomplete' | 'alternatives'>): void {
    this.#history = history;
    this.#incomplete = incomplete;
    this.addAlternatives(alternatives);
  }

  addAlternatives(alternatives: Alternatives): void {
    for (const [key, turnIds] of alternatives) this.#alternatives.set(key, turnIds);
  }

  /** A turn in other words. */
  setTurn(turn: Turn): void {
    this.#history = this.#history.map((known) => (known.key === turn.key ? turn : known));
    this.#wasChanged(turn.key);
  }

  /** An AI has read the journey: its next turn is warm. */
  wasRead(narratorId: string, read: LastRead): void {
    this.#read.set(narratorId, read);
  }

  setSummary(summary: Summary): void {
    this.#summaries = this.#summaries.map((known) => (known.id === summary.id ? summary : known));
    this.#wasChanged(summary.id);
  }

  #sceneAfter(history: readonly Turn[]): Scene {
    return {
      journeyId: this.id,
      fence: this.fence,
      world: this.world,
      members: this.members,
      head: this.head?.key ?? null,
      history,
      summaries: this.#summariesOf(history),
      nextN: this.#n + 1,
      sheet: this.#sheetOf(history),
      read: new Map(this.#read),
    };
  }

  #sheetOf(history: readonly Turn[]): TrackerSheet {
    return { ...initialSheet(this.world.trackers), ...history.at(-1)?.sheet };
  }

  #summariesOf(history: readonly Turn[]): readonly Summary[] {
    const keys = new Set(history.map(({ key }) => key));
    return this.#summaries.filter(({ toKey }) => keys.has(toKey));
  }

  #wayTo(key: string | null): readonly Turn[] {
    return this.#history.slice(0, 1 + this.#history.findLastIndex((turn) => turn.key === key));
  }

  /** No AI has read it like this. */
  #wasChanged(id: string): void {
    this.#known = new Set([...this.#known].filter((known) => known !== id));
    for (const [narratorId, read] of this.#read)
      if (read.stable === null) this.#read.set(narratorId, { ...read, known: this.#known });
  }
}
