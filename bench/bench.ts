/** What a bench is: it runs the thing and its yardstick in the same run, and says what each figure should be. */

export interface Figure {
  readonly value: number;
  /** `>= 0.25`, `<= 15`; null for a figure that is only told. */
  readonly want: string | null;
}

export type Figures = Readonly<Record<string, Figure>>;

export interface Bench {
  readonly name: string;
  readonly about: string;
  run(say: (line: string) => void): Promise<Figures>;
}

export function holds({ value, want }: Figure): boolean {
  if (want === null) return true;
  const [comparison, bound] = want.split(' ');
  return comparison === '>=' ? value >= Number(bound) : value <= Number(bound);
}

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
