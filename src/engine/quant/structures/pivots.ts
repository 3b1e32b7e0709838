/** Bars looked at on either side: a pivot of bar i is known once bar i + `pivotReach` is final. */
export const pivotReach = 5;

/** Above the bars before, at least as high as the bars after: of equal tops the first is the pivot. */
function isPivotHigh(values: Float64Array, bar: number, sign: number): boolean {
  const value = sign * (values[bar] as number);
  for (let back = 1; back <= pivotReach; back += 1) {
    if (!(value > sign * (values[bar - back] as number))) return false;
    if (!(value >= sign * (values[bar + back] as number))) return false;
  }
  return true;
}

function pivots(values: Float64Array, sign: number): readonly number[] {
  const found: number[] = [];
  for (let bar = pivotReach; bar + pivotReach < values.length; bar += 1) {
    if (isPivotHigh(values, bar, sign)) found.push(bar);
  }
  return found;
}

/** Bars whose high stands above the five highs before and at least level with the five after, ascending. */
export function pivotHighs(high: Float64Array): readonly number[] {
  return pivots(high, 1);
}

/** Bars whose low stands below the five lows before and at least level with the five after, ascending. */
export function pivotLows(low: Float64Array): readonly number[] {
  return pivots(low, -1);
}
