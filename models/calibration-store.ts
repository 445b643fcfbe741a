/** What settled turns taught, in memory: read from the turns of all processes now and then, and learned from this one's at once. */
import { sampleOf } from '#core/pricing/calibration.ts';
import type { Calibration, SampledTurn, TurnSample } from '#core/pricing/calibration.ts';
import type { Calibrations } from '#core/turns/game.ts';
import type { Turn } from '#core/turns/turn.ts';
import type { RecentTurn, TurnFigures } from './turn-figures.ts';

export interface StoredCalibrations extends Calibrations {
  /** Reads the latest turns of these narrators anew. */
  refresh(narratorIds: readonly string[]): Promise<void>;
}

/** Of one narrator, over all worlds. */
const TURNS_READ = 600;
/** Of one narrator in one world: older turns say less about the next. */
const SAMPLES_MAX = 120;
/** With fewer in a world, those of all worlds stand in. */
const SAMPLES_ENOUGH = 12;

/** By narrator, then world; '' has them all. */
type Samples = Map<string, Map<string, TurnSample[]>>;

export function createCalibrations(figures: Pick<TurnFigures, 'recentTurns'>): StoredCalibrations {
  let byNarrator: Samples = new Map();

  /** Of each refresh under way, what was learned since it began. */
  const learnedMeanwhile = new Set<Turn[]>();

  async function refresh(narratorIds: readonly string[]): Promise<void> {
    const learned: Turn[] = [];
    learnedMeanwhile.add(learned);
    try {
      const read: Samples = new Map();
      const alreadyRead = new Set<string>();
      for (const narratorId of narratorIds) {
        const newestFirst = await figures.recentTurns(narratorId, TURNS_READ);
        read.set(narratorId, new Map());
        for (const turn of newestFirst.toReversed()) learnInto(read, turn);
        for (const turn of newestFirst) alreadyRead.add(keyOf(turn));
      }
      for (const turn of learned) if (!alreadyRead.has(keyOf(turn))) learnInto(read, turn);
      byNarrator = read;
    } finally {
      learnedMeanwhile.delete(learned);
    }
  }

  function of(narratorId: string, worldId: string): Calibration {
    const byWorld = byNarrator.get(narratorId);
    const own = byWorld?.get(worldId) ?? [];
    return { samples: own.length >= SAMPLES_ENOUGH ? own : (byWorld?.get('') ?? []) };
  }

  return {
    refresh,
    of,
    learn(turn) {
      learnInto(byNarrator, turn);
      for (const learned of learnedMeanwhile) learned.push(turn);
    },
  };
}

/** The same turn is learned from, and read, under one key. */
function keyOf({ narratorId, worldId, at }: RecentTurn): string {
  return `${narratorId} ${worldId} ${at.getTime()}`;
}

function learnInto(samples: Samples, turn: RecentTurn): void {
  const byWorld = samples.get(turn.narratorId) ?? new Map<string, TurnSample[]>();
  samples.set(turn.narratorId, byWorld);
  remember(byWorld, turn.worldId, turn);
}

function remember(byWorld: Map<string, TurnSample[]>, worldId: string, turn: SampledTurn): void {
  const sample = sampleOf(turn);
  if (!sample) return;
  for (const key of [worldId, '']) {
    const samples = byWorld.get(key) ?? [];
    samples.push(sample);
    if (samples.length > SAMPLES_MAX) samples.shift();
    byWorld.set(key, samples);
  }
}
