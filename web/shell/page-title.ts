/** The window's title: what the page is, then whose. */
import { useEffect } from 'react';

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Imagina` : 'Imagina';
  }, [title]);
}
