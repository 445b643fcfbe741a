/** What the player wants, shown at once and sent one at a time; of several wishes made meanwhile only the newest is sent. */
import { useEffect, useRef, useState } from 'react';

export interface LatestWish<Wish> {
  /** What is wished and not yet granted. */
  readonly wish: Wish | null;
  /** Why the last one was not granted. */
  readonly failure: unknown;
  readonly make: (wish: Wish) => void;
}

/** `pauseMs`: how long to wait for another wish before one is sent, for sliders and texts. */
export function useLatestWish<Wish>(send: (wish: Wish) => Promise<unknown>, pauseMs = 0): LatestWish<Wish> {
  const [wish, setWish] = useState<Wish | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const sender = useRef(send);
  const next = useRef<Wish | null>(null);
  const isSending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  async function sendAll(): Promise<void> {
    if (isSending.current) return;
    isSending.current = true;
    for (let wanted = next.current; wanted !== null; wanted = next.current) {
      next.current = null;
      await sender.current(wanted).then(() => setFailure(null), setFailure);
    }
    isSending.current = false;
    setWish(null);
  }

  useEffect(() => {
    sender.current = send;
  });
  // What is wished while the page closes is still sent.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void sendAll();
    },
    [],
  );

  const make = (wanted: Wish): void => {
    next.current = wanted;
    setWish(wanted);
    clearTimeout(timer.current);
    if (pauseMs === 0) void sendAll();
    else timer.current = setTimeout(() => void sendAll(), pauseMs);
  };
  return { wish, failure, make };
}
