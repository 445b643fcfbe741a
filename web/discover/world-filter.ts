/** What is searched for on the first page. It is in the address, so that it can be gone back to, kept and sent to others. */
import { useSearchParams } from 'wouter';

export interface WorldFilter {
  readonly text: string;
  readonly tag: string | null;
}

export function useWorldFilter(): [WorldFilter, (change: Partial<WorldFilter>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const filter = { text: parameters.get('q') ?? '', tag: parameters.get('tag') };
  const change = (changed: Partial<WorldFilter>) => {
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        keep(next, 'q', changed.text);
        keep(next, 'tag', changed.tag);
        return next;
      },
      { replace: true },
    );
  };
  return [filter, change];
}

/** undefined leaves it as it is; null and '' take it away. */
function keep(parameters: URLSearchParams, name: string, value: string | null | undefined): void {
  if (value === undefined) return;
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}
