/** A journey in memory while its room lives: what has been told, who takes part, and the scene of the next turn. */
import type { Scene } from '#core/turns/scene.ts';
import type { Turn } from '#core/turns/turn.ts';
import { initialSheet } from '#core/worlds/trackers.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Member, OpenJourney } from './journey.ts';

export class LiveJourney {
  readonly id: string;
  readonly fence: number;
  readonly world: World;
  readonly #members = new Map<string, Member>();
  readonly #readAt = new Map<string, Date>();
  #history: readonly Turn[];
  #n: number;

  constructor({ journey, world, history }: OpenJourney) {
    this.id = journey.id;
    this.fence = journey.fence;
    this.world = world;
    this.#history = history;
    this.#n = journey.n;
    for (const member of journey.members) this.#members.set(member.playerId, member);
    for (const turn of history) this.#readAt.set(turn.narratorId, turn.at);
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
      nextN: this.#n + 1,
      sheet: this.sheet,
      readAt: new Map(this.#readAt),
    };
  }

  /** Adds what a turn told: settled turns enter the history, incomplete text only takes its number. */
  tell(turn: Turn): void {
    this.#n = turn.n;
    if (turn.incomplete) return;
    this.#history = [...this.#history, turn];
    this.wasRead(turn.narratorId, turn.at);
  }

  /** An AI has read the journey: its next turn is warm. */
  wasRead(narratorId: string, at: Date): void {
    this.#readAt.set(narratorId, at);
  }
}
