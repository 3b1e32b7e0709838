/**
 * A state machine over one series: the value with `value` as the newest bar. `final` true takes the bar into the state;
 * false only looks, as often as the forming bar changes, and leaves no trace. A value that is not a number yet (an inner
 * line still warming up) gives NaN and is not counted.
 */
export type Step = (value: number, final: boolean) => number;

/** One output per bar, NaN through the warm-up. */
export function warmingUp(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/**
 * A state machine over a whole series. A value that is not finite has no output and the warm-up begins anew behind it,
 * so that one hole never spoils the rest of a series.
 */
export function along(create: () => Step, values: Float64Array): Float64Array {
  const out = warmingUp(values.length);
  let step = create();
  for (let bar = 0; bar < values.length; bar += 1) {
    const value = values[bar] as number;
    if (Number.isFinite(value)) out[bar] = step(value, true);
    else step = create();
  }
  return out;
}

function firstGap(column: Float64Array, from: number): number {
  let bar = from;
  while (bar < column.length && Number.isFinite(column[bar])) bar += 1;
  return bar;
}

/** Calls `run(from, to)` for every stretch of bars, `to` left out, in which all columns (of one length) are finite. */
export function forEachFiniteRun(columns: readonly Float64Array[], run: (from: number, to: number) => void): void {
  const length = columns[0]?.length ?? 0;
  const gaps = columns.map((column) => firstGap(column, 0));
  let from = 0;
  while (from < length) {
    let to = length;
    for (const [index, column] of columns.entries()) {
      // Each column is searched once from gap to gap, however often the others interrupt.
      if ((gaps[index] as number) < from) gaps[index] = firstGap(column, from);
      to = Math.min(to, gaps[index] as number);
    }
    if (to > from) run(from, to);
    from = to + 1;
  }
}

/**
 * `forEachFiniteRun` for loops that can tell: `run` fills its stretch of `out`, warm-up included, and returns whether what it
 * carries to the end is finite, as it only is when every bar was. Almost always it is, and nothing is read or written twice.
 */
export function overFiniteRuns(
  columns: readonly Float64Array[],
  out: Float64Array,
  run: (from: number, to: number) => boolean,
): Float64Array {
  if (run(0, out.length)) return out;
  out.fill(Number.NaN);
  forEachFiniteRun(columns, run);
  return out;
}
