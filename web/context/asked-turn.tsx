/** The turn that the address asks for, `?turn=7`, as the links of the history do: opened up above the story. */
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { ViewerOnDemand } from './viewer-on-demand.tsx';

export function AskedTurn({ journeyId }: { readonly journeyId: string }) {
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
  };
  return <ViewerOnDemand journeyId={journeyId} n={n} opened={isAsked} onClose={close} />;
}
