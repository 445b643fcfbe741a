/** The context viewer, fetched when it is first opened. */
import { lazy, Suspense } from 'react';
import type { ContextViewerProps } from './context-viewer.tsx';

const ContextViewer = lazy(async () => ({ default: (await import('./context-viewer.tsx')).ContextViewer }));

export function ViewerOnDemand(props: ContextViewerProps) {
  return (
    <Suspense>
      <ContextViewer {...props} />
    </Suspense>
  );
}
