/** A world of one's own, live, for as long as the page shows it. */
import { useEffect, useState } from 'react';
import type { LinkStatus, LiveWorld, WorldWatch } from '#sdk/index.ts';
import { game } from './game.ts';

interface WatchedWorld {
  readonly world: LiveWorld;
  readonly status: LinkStatus;
}

/** `watched` is null until the figures are here; `failure` says why they are not. */
export function useWorldWatch(worldId: string): { watched: WatchedWorld | null; failure: unknown } {
  const [watched, setWatched] = useState<WatchedWorld | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    let opened: WorldWatch | null = null;
    const follow = (watch: WorldWatch) => {
      opened = watch;
      if (left) return void watch.leave();
      const show = () => setWatched({ world: watch.world, status: watch.status });
      watch.on('change', show);
      watch.on('status', show);
      watch.on('error', setFailure);
      show();
    };
    game.watchWorld(worldId).then(follow, (reason: unknown) => {
      if (!left) setFailure(reason);
    });
    return () => {
      left = true;
      void opened?.leave();
      setWatched(null);
      setFailure(null);
    };
  }, [worldId]);
  return { watched, failure };
}
