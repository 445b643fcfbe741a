/** What settled turns taught, in memory: read from the turns of all processes now and then, and learned from this one's at once. */
import { sampleOf } from '#core/pricing/calibration.ts';
import type { Calibration, SampledTurn, TurnSample } from '#core/pricing/calibration.ts';
import type { Calibrations } from '#core/turns/game.ts';
import type { TurnFigures } from './turn-figures.ts';

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

export function createCalibrations(figures: Pick<TurnFigures, 'recentTurns'>): StoredCalibrations {
  /** By narrator, then world; '' has them all. */
  let byNarrator = new Map<string, Map<string, TurnSample[]>>();

  async function refresh(narratorIds: readonly string[]): Promise<void> {
    const read = new Map<string, Map<string, TurnSample[]>>();
    for (const narratorId of narratorIds) {
      const newestFirst = await figures.recentTurns(narratorId, TURNS_READ);
      const byWorld = new Map<string, TurnSample[]>();
      for (const turn of newestFirst.reverse()) remember(byWorld, turn.worldId, turn);
      read.set(narratorId, byWorld);
    }
    byNarrator = read;
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
      const byWorld = byNarrator.get(turn.narratorId) ?? new Map<string, TurnSample[]>();
      byNarrator.set(turn.narratorId, byWorld);
      remember(byWorld, turn.worldId, turn);
    },
  };
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
