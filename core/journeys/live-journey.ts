/** A journey in memory while its room lives: what has been told, who takes part, and the scene of the next turn. */
import type { LastRead, Scene } from '#core/turns/scene.ts';
import type { Turn } from '#core/turns/turn.ts';
import { initialSheet } from '#core/worlds/trackers.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Member, OpenJourney } from './journey.ts';
import type { Summary } from './summary.ts';

export class LiveJourney {
  readonly id: string;
  readonly fence: number;
  readonly world: World;
  readonly #members = new Map<string, Member>();
  readonly #read = new Map<string, LastRead>();
  #history: readonly Turn[];
  /** On every branch; a prompt has those whose turns are on the way to the head. */
  #summaries: readonly Summary[];
  #n: number;

  constructor({ journey, world, history }: OpenJourney) {
    this.id = journey.id;
    this.fence = journey.fence;
    this.world = world;
    this.#history = history;
    this.#n = journey.n;
    this.#summaries = journey.summaries;
    for (const member of journey.members) this.#members.set(member.playerId, member);
    for (const { narratorId, at } of history) this.#read.set(narratorId, { at, stable: null });
  }

  /** What of the journey is summed up, oldest first: only while the turns it covers are on the way to the head. */
  get summaries(): readonly Summary[] {
    const keys = new Set(this.#history.map(({ key }) => key));
    return this.#summaries.filter(({ toKey }) => keys.has(toKey));
  }

  get sheet(): TrackerSheet {
    return { ...initialSheet(this.world.trackers), ...this.#history.at(-1)?.sheet };
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

  /** The journey as the next turn sees it; later changes do not reach it. */
  scene(): Scene {
    return {
      journeyId: this.id,
      fence: this.fence,
      world: this.world,
      members: this.members,
      history: this.#history,
      summaries: this.summaries,
      nextN: this.#n + 1,
      sheet: this.sheet,
      read: new Map(this.#read),
    };
  }

  /** Adds what a turn told: settled turns enter the history, incomplete text only takes its number. `stable`: what its AI read before it. */
  tell(turn: Turn, stable: LastRead['stable'] = null): void {
    this.#n = turn.n;
    if (turn.incomplete) return;
    this.#history = [...this.#history, turn];
    this.wasRead(turn.narratorId, { at: turn.at, stable });
    if (turn.summary) this.#summaries = [...this.#summaries, turn.summary];
  }

  /** An AI has read the journey: its next turn is warm. */
  wasRead(narratorId: string, read: LastRead): void {
    this.#read.set(narratorId, read);
  }

  setSummary(summary: Summary): void {
    this.#summaries = this.#summaries.map((known) => (known.id === summary.id ? summary : known));
  }
}
