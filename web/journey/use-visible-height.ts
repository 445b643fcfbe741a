/** Tells the page how much of it a phone's keyboard leaves to see, where the browser does not by itself. */
import { useEffect } from 'react';

export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return undefined;
    const tell = () => {
      const isCovered = viewport.scale === 1 && viewport.height < window.innerHeight - 1;
      if (isCovered) document.documentElement.style.setProperty('--visible-height', `${viewport.height}px`);
      else document.documentElement.style.removeProperty('--visible-height');
    };
    viewport.addEventListener('resize', tell);
    return () => {
      viewport.removeEventListener('resize', tell);
      document.documentElement.style.removeProperty('--visible-height');
    };
  }, []);
}
