/** Volume added on up closes and taken away on down closes, starting at the first bar's volume. */
export function onBalanceVolume(close: Float64Array, volume: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  let balance = volume[0] ?? 0;
  for (let bar = 0; bar < close.length; bar += 1) {
    const change = bar === 0 ? 0 : (close[bar] as number) - (close[bar - 1] as number);
    if (change > 0) balance += volume[bar] as number;
    else if (change < 0) balance -= volume[bar] as number;
    out[bar] = balance;
  }
  return out;
}
