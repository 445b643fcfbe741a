/** A journey: one playing of a world, by up to eight players. */
import type { Turn } from '#core/turns/turn.ts';
import type { World } from '#core/worlds/world.ts';
import type { Summary } from './summary.ts';
import type { TurnSettings } from './turn-settings.ts';

export interface Journey {
  readonly id: string;
  readonly worldId: string;
  readonly worldVersion: number;
  readonly title: string;
  /** Rises at each room creation; every write of a room filters by it (DESIGN §6). */
  readonly fence: number;
  readonly room: RoomAddress | null;
  /** The key of the turn the story stands at; null before the first. */
  readonly head: string | null;
  /** The first turn as it last was, when that was undone: where redo leads from before the first turn. */
  readonly onward: string | null;
  /** How many turns have text, incomplete ones included. */
  readonly n: number;
  readonly members: readonly Member[];
  /** What was summed up so far, oldest first, on every branch. */
  readonly summaries: readonly Summary[];
  /** Whoever has it may join. */
  readonly invite: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface RoomAddress {
  readonly processId: string;
  readonly roomId: string;
}

/** A player as the story knows them. */
export interface Member {
  readonly playerId: string;
  readonly name: string;
  /** One line about who they play; it enters the prompt. */
  readonly about: string;
  /** The AI model of their turns (TN3). */
  readonly narratorId: string;
  /** What they set for their own turns. */
  readonly settings: TurnSettings;
}

/** Everything a room needs to run a journey. */
export interface OpenJourney {
  readonly journey: Journey;
  readonly world: World;
  /** The way from the first turn to the head, or as much of its end as a room reads. */
  readonly history: readonly Turn[];
  /** Incomplete texts that were told on it, in order. */
  readonly incomplete: readonly Turn[];
  /** What follows each of the latest turns. */
  readonly alternatives: Alternatives;
}

/** The turnIds of the settled turns that follow one and the same turn, in order, by that turn's key; null: those that begin the story. */
export type Alternatives = ReadonlyMap<string | null, readonly string[]>;
