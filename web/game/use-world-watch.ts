/** A world of one's own, live. */
import type { LinkStatus, LiveWorld, WorldWatch } from '#sdk/index.ts';
import { game } from './game.ts';
import { useLive } from './use-live.ts';
import type { Live, LiveKind } from './use-live.ts';

interface WatchedWorld {
  readonly world: LiveWorld;
  readonly status: LinkStatus;
}

const WORLD: LiveKind<WorldWatch, WatchedWorld> = {
  open: (worldId) => game.watchWorld(worldId),
  listen(watch, onChange, onError) {
    watch.on('change', onChange);
    watch.on('status', onChange);
    watch.on('error', onError);
  },
  view: ({ world, status }) => ({ world, status }),
  comesBack: true,
};

export function useWorldWatch(worldId: string): Live<WatchedWorld> {
  return useLive(WORLD, worldId);
}
