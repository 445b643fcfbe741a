/** What every process reads again now and then, because other processes write it: the price book, and what turns taught quotes. */
import type { Composition } from './compose.ts';

/** How soon every process sees a newly published price version. */
const PRICE_REFRESH_MS = 10_000;
/** How soon quotes know what other processes' turns taught. */
const CALIBRATION_REFRESH_MS = 5 * 60_000;

export interface RefreshTimers {
  stop(): void;
}

export function startRefreshTimers({
  game: { narrators, log },
  prices,
  calibrations,
}: Pick<Composition, 'game' | 'prices' | 'calibrations'>): RefreshTimers {
  const narratorIds = narrators.entries.map(({ narratorId }) => narratorId);
  const every = (ms: number, refresh: () => Promise<unknown>, fault: string) =>
    setInterval(() => void refresh().catch((failure: unknown) => log.error({ failure }, fault)), ms);
  const timers = [
    every(PRICE_REFRESH_MS, () => prices.refresh(), 'the price book could not be read again; the known prices stay in force'),
    every(
      CALIBRATION_REFRESH_MS,
      () => calibrations.refresh(narratorIds),
      'quotes could not be calibrated again; they stay as good as they were',
    ),
  ];
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
}
