/** The turn that the address asks for, `?turn=7`, as the links of the history do: opened up above the story. */
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { ViewerOnDemand } from './viewer-on-demand.tsx';

interface AskedTurnProps {
  readonly journeyId: string;
  /** Nothing on the page opened it: somebody must take the focus. */
  readonly onClosed: () => void;
}

export function AskedTurn({ journeyId, onClosed }: AskedTurnProps) {
  const [parameters, setParameters] = useSearchParams();
  const asked = Number(parameters.get('turn'));
  const isAsked = Number.isSafeInteger(asked) && asked > 0;
  // Keeps its title while it closes.
  const [n, setN] = useState<number | null>(null);
  if (isAsked && n !== asked) setN(asked);
  if (n === null) return null;
  const close = () => {
    setParameters(
      (now) => {
        now.delete('turn');
        return now;
      },
      { replace: true },
    );
    onClosed();
  };
  return <ViewerOnDemand journeyId={journeyId} n={n} opened={isAsked} onClose={close} />;
}
