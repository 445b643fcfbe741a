/** A world's turns and credits by minute and AI, kept up to date entry by entry: plain arithmetic. */
import { WORLD_MINUTES_SHOWN } from '#protocol/live.ts';
import type { LiveSums, LiveWorld } from '#protocol/live.ts';
import { toWire } from '#core/money/microcredits.ts';
import type { Microcredits } from '#core/money/microcredits.ts';
import type { FeedEntry, WorldFigure } from './journal-feed.ts';

const MINUTE_MS = 60_000;

interface Sums {
  turns: number;
  spent: Microcredits;
  earned: Microcredits;
}

type SumsByNarrator = Map<string, Sums>;

/**
 * What an entry adds to its world: settled turns, and reversals of such in their own minute; null for any other. Earned is what goes to
 * this owner: journeys that began before a world changed hands pay whom they began with.
 */
export function figureOf({ kind, state, at, meta }: FeedEntry, ownerId: string): WorldFigure | null {
  const isTurn = kind === 'turn' && state === 'settled';
  if (!isTurn && kind !== 'reverse') return null;
  const { narratorId = '', charged = 0n, creatorId, creatorShare = 0n } = meta;
  return { at, narratorId, turns: isTurn ? 1 : 0, spent: charged, earned: creatorId === ownerId ? creatorShare : 0n };
}

/** The first moment of the oldest minute that is shown. */
export function shownSince(now: Date): Date {
  return new Date(minuteOf(now) - (WORLD_MINUTES_SHOWN - 1) * MINUTE_MS);
}

export class WorldFigures {
  readonly #minutes = new Map<number, SumsByNarrator>();

  constructor(figures: readonly WorldFigure[] = []) {
    for (const figure of figures) this.add(figure);
  }

  add(figure: WorldFigure): void {
    const minute = minuteOf(figure.at);
    const narrators = this.#minutes.get(minute) ?? new Map<string, Sums>();
    this.#minutes.set(minute, narrators);
    addTo(narrators, figure.narratorId, figure);
  }

  /** Forgets minutes that are no longer shown; answers whether there were any. */
  forgetOld(now: Date): boolean {
    const since = shownSince(now).getTime();
    const old = [...this.#minutes.keys()].filter((minute) => minute < since);
    for (const minute of old) this.#minutes.delete(minute);
    return old.length > 0;
  }

  view(now: Date): Pick<LiveWorld, 'at' | 'hour' | 'minutes'> {
    const since = shownSince(now).getTime();
    const shown = [...this.#minutes].filter(([minute]) => minute >= since).sort(([a], [b]) => a - b);
    const hour: SumsByNarrator = new Map();
    for (const [, narrators] of shown) for (const [narratorId, sums] of narrators) addTo(hour, narratorId, sums);
    return {
      at: now.toISOString(),
      hour: sumsView(hour),
      minutes: shown.map(([minute, narrators]) => ({ at: new Date(minute).toISOString(), ...sumsView(narrators) })),
    };
  }
}

function addTo(narrators: SumsByNarrator, narratorId: string, { turns, spent, earned }: Sums): void {
  const sums = narrators.get(narratorId) ?? { turns: 0, spent: 0n, earned: 0n };
  narrators.set(narratorId, { turns: sums.turns + turns, spent: sums.spent + spent, earned: sums.earned + earned });
}

function sumsView(byNarrator: SumsByNarrator): LiveSums {
  const narrators = [...byNarrator]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([narratorId, sums]) => ({ narratorId, ...wireSums(sums) }));
  const total: SumsByNarrator = new Map();
  for (const sums of byNarrator.values()) addTo(total, '', sums);
  return { ...wireSums(total.get('') ?? { turns: 0, spent: 0n, earned: 0n }), narrators };
}

function wireSums({ turns, spent, earned }: Sums) {
  return { turns, spent: toWire(spent), earned: toWire(earned) };
}

function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}
