/** One measured number. `baseline` names another figure of the same run: the report shows the ratio to it. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: string;
  /** What the program is meant to reach; `most` for times and sizes, `least` for rates. */
  readonly goal?: { readonly most: number } | { readonly least: number };
};

export type BenchResult = { readonly figures: readonly Figure[]; readonly notes: readonly string[] };

export type Bench = {
  readonly name: string;
  readonly title: string;
  run(): Promise<BenchResult>;
};

export function goalMet({ value, goal }: Figure): boolean | null {
  if (!goal || !Number.isFinite(value)) return null;
  return 'most' in goal ? value <= goal.most : value >= goal.least;
}
