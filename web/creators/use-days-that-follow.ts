/** Has a world's days asked for anew when its live figures moved, so that both say the same. */
import { useEffect } from 'react';
import { useThrottledValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { LiveWorld } from '#sdk/index.ts';

/** At most so often: a busy world's figures move every second. */
const PACE_MS = 3_000;

/** `world`: null until it is live. */
export function useDaysThatFollow(worldId: string, world: LiveWorld | null): void {
  const queries = useQueryClient();
  const { turns = 0, spent = 0, earned = 0 } = world?.hour ?? {};
  const figures = useThrottledValue(`${turns} ${spent} ${earned}`, PACE_MS);
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['creator', 'days', worldId] });
  }, [queries, worldId, figures]);
}
