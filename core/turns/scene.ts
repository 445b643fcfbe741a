/** The journey as one turn needs it: a snapshot, so that a turn's prompt cannot change under it. */
import type { Member } from '#core/journeys/journey.ts';
import type { Summary } from '#core/journeys/summary.ts';
import type { PromptPart } from '#core/prompts/prompt.ts';
import type { TrackerSheet } from '#core/worlds/trackers.ts';
import type { World } from '#core/worlds/world.ts';
import type { Turn } from './turn.ts';

export interface Scene {
  readonly journeyId: string;
  readonly fence: number;
  readonly world: World;
  readonly members: readonly Member[];
  /** The key of the turn where the story stands: it must still stand there when this turn is settled. */
  readonly head: string | null;
  /** Settled turns from the first to the one that this turn follows: the head, or on a retry the one before it. */
  readonly history: readonly Turn[];
  /** Of the oldest of these turns, in order: prompts have them in the turns' place. */
  readonly summaries: readonly Summary[];
  /** The number the next passage will have. */
  readonly nextN: number;
  readonly sheet: TrackerSheet;
  /** What each narrator last read of this journey, by narrator id: what decides warm or cold. */
  readonly read: ReadonlyMap<string, LastRead>;
}

/** What an AI read of a journey, and when. */
export interface LastRead {
  readonly at: Date;
  /** The stable part of that prompt; null when the room that knew it is gone: then today's counts as read, as far as `known` goes. */
  readonly stable: readonly PromptPart[] | null;
  /** Keys of turns and ids of summaries that are as they were when the room began; default: all of them. */
  readonly known?: ReadonlySet<string>;
}
