/** Whoever follows a link goes on at the top of the new page, also by keyboard and by ear. */
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useLocation } from 'wouter';

/** For the element that holds the page. A page that has set the focus itself keeps it, and so does the first one. */
export function useFocusOnNewPage(): RefObject<HTMLDivElement | null> {
  const content = useRef<HTMLDivElement>(null);
  const [here] = useLocation();
  const shown = useRef(here);
  useEffect(() => {
    if (shown.current === here) return;
    shown.current = here;
    window.scrollTo(0, 0);
    if (!content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true });
  }, [here]);
  return content;
}
