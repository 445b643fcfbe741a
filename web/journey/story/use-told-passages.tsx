/** Passages as elements that stay the same while text streams in below them. */
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { CostSnapshot, PassageSnapshot } from '#sdk/index.ts';
import type { LiveJourney } from '../../game/use-journey.ts';
import { Passage } from './passage.tsx';

export function useToldPassages(
  { state, session }: LiveJourney,
  passages: readonly PassageSnapshot[],
  modelNames: ReadonlyMap<string, string>,
  onEdit: (turnId: string) => void,
): ReactElement[] {
  const labels = useSteady(state.trackers.map(({ key, label }) => ({ key, label })));
  const costs = useSteady(state.me?.costs ?? []);
  const [lastSeenN] = useState(passages.at(-1)?.n ?? 0);
  const toldAnew = state.current?.retryOf ?? null;
  return useMemo(() => {
    const labelByKey = new Map(labels.map(({ key, label }) => [key, label]));
    const costByTurn = new Map(costs.map((cost: CostSnapshot) => [cost.turnId, cost]));
    // What is being told anew stands there in the place of what it is to replace.
    const shown = passages.filter(({ turnId }) => turnId !== toldAnew);
    return shown.map((passage) => (
      <Passage
        key={passage.turnId}
        passage={passage}
        isMine={passage.playerId === session.playerId}
        trackerLabels={labelByKey}
        modelName={modelNames.get(passage.narratorId)}
        cost={costByTurn.get(passage.turnId)}
        isNew={passage.n > lastSeenN}
        onEdit={onEdit}
      />
    ));
  }, [passages, toldAnew, session.playerId, labels, costs, modelNames, lastSeenN, onEdit]);
}

/** The same object for as long as it says the same: snapshots make theirs anew at every change of anything. */
function useSteady<Value>(value: Value): Value {
  const [steady, setSteady] = useState(value);
  if (JSON.stringify(steady) === JSON.stringify(value)) return steady;
  setSteady(value);
  return value;
}
