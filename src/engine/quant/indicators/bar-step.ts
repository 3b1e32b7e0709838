import { type BarColumn, barColumns, type IndicatorColumns } from './bar-columns.ts';
import { forEachFiniteRun, warmingUp } from './step.ts';

/** One bar as indicators see it; `benchmark` is the close of what the instrument is compared with. */
export type IndicatorBar = {
  readonly [column in BarColumn]?: number | undefined;
} & {
  readonly session?: number | undefined;
};

type FullBar = { [column in BarColumn]: number } & { session: number };

/**
 * A state machine over bars, as `Step`: writes one value per output into `out`, NaN through the warm-up. `final` false
 * only looks and leaves no trace.
 */
export type BarStep = (bar: Readonly<FullBar>, final: boolean, out: Float64Array) => void;

export type BarStepSource = {
  readonly inputs: readonly BarColumn[];
  readonly outputs: readonly string[];
  readonly create: () => BarStep;
  /** The state machine deals with bars that are not finite itself; by default it begins anew behind them. */
  readonly takesGaps?: boolean | undefined;
};

/**
 * An indicator that grows with the market. `update` gives the values with `bar` as the still-forming newest bar, as
 * often as it changes; `commit` makes it final. Both return the same array, overwritten by the next call.
 */
export interface IndicatorStream {
  update(bar: IndicatorBar): Float64Array;
  commit(bar: IndicatorBar): Float64Array;
}

const emptyBar: FullBar = {
  open: Number.NaN,
  high: Number.NaN,
  low: Number.NaN,
  close: Number.NaN,
  volume: Number.NaN,
  benchmark: Number.NaN,
  session: 0,
};

function isUsable(bar: FullBar, { inputs, takesGaps }: BarStepSource): boolean {
  if (takesGaps === true) return true;
  for (const input of inputs) if (!Number.isFinite(bar[input])) return false;
  return true;
}

/** A bar with an input that is not finite has no values; behind it the warm-up begins anew. */
export function openStream(source: BarStepSource): IndicatorStream {
  const { outputs, create } = source;
  const values = new Float64Array(outputs.length);
  const current = { ...emptyBar };
  let step = create();
  const next = (bar: IndicatorBar, final: boolean) => {
    for (const column of barColumns) current[column] = bar[column] ?? Number.NaN;
    current.session = bar.session ?? 0;
    if (isUsable(current, source)) step(current, final, values);
    else {
      values.fill(Number.NaN);
      if (final) step = create();
    }
    return values;
  };
  return { update: (bar) => next(bar, false), commit: (bar) => next(bar, true) };
}

/** The same state machine over whole columns: one line per output, as long as the columns. */
export function alongBars(source: BarStepSource, columns: IndicatorColumns): Float64Array[] {
  const { inputs, outputs, create, takesGaps } = source;
  const read = inputs.map((input) => columns[input] ?? new Float64Array(0));
  const length = read[0]?.length ?? 0;
  const lines = outputs.map(() => warmingUp(length));
  const run = (from: number, to: number) => runAlong({ step: create(), inputs, columns, lines }, from, to);
  if (takesGaps === true) run(0, length);
  else forEachFiniteRun(read, run);
  return lines;
}

type Along = {
  readonly step: BarStep;
  readonly inputs: readonly BarColumn[];
  readonly columns: IndicatorColumns;
  readonly lines: readonly Float64Array[];
};

function runAlong({ step, inputs, columns, lines }: Along, from: number, to: number): void {
  const none = inputs.map((input) => columns[input]).find((column) => column !== undefined) ?? new Float64Array(0);
  // Columns that are no input are never read, but every bar must have the same shape for the loop to be fast.
  const column = (name: BarColumn) => (inputs.includes(name) ? (columns[name] ?? none) : none);
  const [open, high, low, close] = [column('open'), column('high'), column('low'), column('close')];
  const [volume, benchmark] = [column('volume'), column('benchmark')];
  const { session } = columns;
  const values = new Float64Array(lines.length);
  const bar = { ...emptyBar };
  for (let index = from; index < to; index += 1) {
    bar.open = open[index] as number;
    bar.high = high[index] as number;
    bar.low = low[index] as number;
    bar.close = close[index] as number;
    bar.volume = volume[index] as number;
    bar.benchmark = benchmark[index] as number;
    if (session) bar.session = session[index] as number;
    step(bar, true, values);
    for (let line = 0; line < lines.length; line += 1) (lines[line] as Float64Array)[index] = values[line] as number;
  }
}
