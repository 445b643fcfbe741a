/** Keeps a scrolling story at its end as it grows, for as long as the reader is there. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { followsAfter } from './follow-bottom.ts';
import type { ScrollPlace } from './follow-bottom.ts';

interface FollowedBottom {
  readonly follows: boolean;
  /** Goes to the end, and follows it from there on. */
  readonly toBottom: () => void;
}

export function useFollowBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  fromStart: boolean,
): FollowedBottom {
  const [follows, setFollows] = useState(fromStart);
  const following = useRef(fromStart);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !content.current) return undefined;
    let before = placeOf(element);
    const onScroll = () => {
      const now = placeOf(element);
      following.current = followsAfter(following.current, before, now);
      before = now;
      setFollows(following.current);
    };
    // Told before anything is painted, whatever made it grow: text, a picture, a keyboard.
    const growth = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    growth.observe(content.current);
    growth.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      growth.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, content]);

  const toBottom = useCallback(() => {
    following.current = true;
    setFollows(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [scroller]);
  return { follows, toBottom };
}

function placeOf({ scrollTop, scrollHeight, clientHeight }: HTMLElement): ScrollPlace {
  return { scrollTop, scrollHeight, clientHeight };
}
