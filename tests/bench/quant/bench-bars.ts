export type BenchBars = { readonly high: Float64Array; readonly low: Float64Array; readonly close: Float64Array };

/** A random walk in steps of a cent, the same every time. */
export function benchBars(size: number): BenchBars {
  const bars = { high: new Float64Array(size), low: new Float64Array(size), close: new Float64Array(size) };
  let state = 12_345;
  const dice = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = 10_000;
  for (let bar = 0; bar < size; bar += 1) {
    price = Math.max(100, price + Math.round((dice() - 0.5) * 20));
    bars.close[bar] = price / 100;
    bars.high[bar] = (price + Math.floor(dice() * 10)) / 100;
    bars.low[bar] = (price - Math.floor(dice() * 10)) / 100;
  }
  return bars;
}
