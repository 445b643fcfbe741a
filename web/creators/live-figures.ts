/** A world's live figures as its chart needs them: every minute of the hour, also those in which nothing was played. */
import type { LiveWorld } from '#sdk/index.ts';

const MINUTE_MS = 60_000;
const MINUTES_SHOWN = 60;

export interface MinuteFigures {
  /** Its first moment. */
  readonly at: string;
  readonly turns: number;
  /** Microcredits. */
  readonly spent: number;
  readonly earned: number;
}

export function minutesOf({ at, minutes }: Pick<LiveWorld, 'at' | 'minutes'>): MinuteFigures[] {
  const known = new Map(minutes.map((minute) => [new Date(minute.at).getTime(), minute]));
  const last = Math.floor(new Date(at).getTime() / MINUTE_MS) * MINUTE_MS;
  return Array.from({ length: MINUTES_SHOWN }, (_, index) => {
    const time = last - (MINUTES_SHOWN - 1 - index) * MINUTE_MS;
    const { turns = 0, spent = 0, earned = 0 } = known.get(time) ?? {};
    return { at: new Date(time).toISOString(), turns, spent, earned };
  });
}
