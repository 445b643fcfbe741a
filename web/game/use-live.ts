/** Something live of the SDK for as long as a page shows it: opened with the page, opened again after it ended, and left with it. */
import { useCallback, useEffect, useState } from 'react';
import type { LinkStatus } from '#sdk/index.ts';
import { GameError } from '#sdk/index.ts';

/** A session or a watch. */
interface LiveThing {
  readonly status: LinkStatus;
  leave(): Promise<void>;
}

/** Made once, outside of any component. */
export interface LiveKind<Thing extends LiveThing, View> {
  open(id: string): Promise<Thing>;
  /** Listens to everything that changes the view, and to what it complains of. */
  listen(thing: Thing, onChange: () => void, onError: (reason: unknown) => void): void;
  view(thing: Thing): View;
  /** Whether it is opened again by itself, where that can help. */
  readonly comesBack: boolean;
}

export interface Live<View> {
  /** null until it is live for the first time; as it was last once it ended. */
  readonly view: View | null;
  /** Why it is not live, or no longer; null while it is, or is on its way. */
  readonly failure: unknown;
  readonly openAgain: () => void;
}

const AGAIN_MS = 2_000;

/** Nothing is opened while `id` is undefined. */
export function useLive<Thing extends LiveThing, View>(kind: LiveKind<Thing, View>, id: string | undefined): Live<View> {
  const [shown, setShown] = useState<{ readonly id: string; readonly view: View } | null>(null);
  const [ended, setEnded] = useState<{ readonly id: string; readonly reason: unknown } | null>(null);
  const [opens, setOpens] = useState(0);
  const openAgain = useCallback(() => {
    setEnded(null);
    setOpens((times) => times + 1);
  }, []);
  useEffect(() => {
    if (id === undefined) return undefined;
    let left = false;
    let opened: Thing | null = null;
    let again: number | undefined;
    const onFailure = (reason: unknown) => {
      if (left) return;
      setEnded({ id, reason });
      if (kind.comesBack && mayPass(reason)) again = window.setTimeout(() => setOpens((times) => times + 1), AGAIN_MS);
    };
    const onOpened = (thing: Thing) => {
      opened = thing;
      if (left) return void thing.leave();
      const show = () => {
        if (!left) setShown({ id, view: kind.view(thing) });
      };
      kind.listen(thing, show, (reason) => {
        // What a room merely complains of is told where it was asked.
        if (thing.status === 'closed') onFailure(reason);
      });
      setEnded(null);
      show();
    };
    kind.open(id).then(onOpened, onFailure);
    return () => {
      left = true;
      clearTimeout(again);
      void opened?.leave();
    };
  }, [kind, id, opens]);
  return {
    view: shown !== null && shown.id === id ? shown.view : null,
    failure: ended !== null && ended.id === id ? ended.reason : null,
    openAgain,
  };
}

/** The server was busy or away. Signed out, forbidden or gone is for good. */
function mayPass(reason: unknown): boolean {
  return !(reason instanceof GameError) || reason.status >= 500 || reason.status === 429;
}
