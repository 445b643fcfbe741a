/** The turn that the address asks for, `?turn=7`, as the links of the history do: opened up above the story. */
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { ViewerOnDemand } from './viewer-on-demand.tsx';

interface AskedTurnProps {
  readonly journeyId: string;
  /** Nothing on the page opened it: somebody must take the focus. */
  readonly onClosed: () => void;
}

export function AskedTurn({ journeyId, onClosed }: AskedTurnProps) {
  const [parameters, setParameters] = useSearchParams();
  const turn = parameters.get('turn');
  const asked = Number(turn);
  const isAsked = Number.isSafeInteger(asked) && asked > 0;
  // Keeps its title while it closes.
  const [n, setN] = useState<number | null>(null);
  if (isAsked && n !== asked) setN(asked);
  const isUnusable = turn !== null && !isAsked;
  useEffect(() => {
    if (isUnusable) setParameters(withoutTurn, { replace: true });
  }, [isUnusable, setParameters]);
  if (n === null) return null;
  const close = () => {
    setParameters(withoutTurn, { replace: true });
    onClosed();
  };
  return <ViewerOnDemand journeyId={journeyId} n={n} opened={isAsked} onClose={close} />;
}

function withoutTurn(parameters: URLSearchParams): URLSearchParams {
  parameters.delete('turn');
  return parameters;
}
