/** Writes mean and population variance of the last `period` values into `out`; false while warming up. */
export type MomentsStep = (value: number, final: boolean, out: Float64Array) => boolean;

/**
 * Mean and variance of a sliding window in constant time: both parts of the window keep Welford's moments and are
 * joined by Chan's formula (Chan, Golub & LeVeque 1983). No subtraction of large sums, so a flat window has variance
 * exactly 0 and its own value as mean. First value at period - 1.
 */
export function windowMoments(period: number): MomentsStep {
  const block = new Float64Array(period);
  const suffixMean = new Float64Array(period + 1);
  const suffixSquares = new Float64Array(period + 1);
  let filled = 0;
  let mean = 0;
  let squares = 0;
  let warm = false;

  const closeBlock = () => {
    let blockMean = 0;
    let blockSquares = 0;
    for (let place = period - 1; place >= 0; place -= 1) {
      const distance = (block[place] as number) - blockMean;
      blockMean += distance / (period - place);
      blockSquares += distance * ((block[place] as number) - blockMean);
      suffixMean[place] = blockMean;
      suffixSquares[place] = blockSquares;
    }
    filled = 0;
    mean = 0;
    squares = 0;
    warm = true;
  };

  return (value, final, out) => {
    const newer = filled + 1;
    const distance = value - mean;
    // The first value is the mean itself: 0 + x / 1 would do, but a mean of many keeps the rounding of its first.
    const newMean = newer === 1 ? value : mean + distance / newer;
    const newSquares = newer === 1 ? 0 : squares + distance * (value - newMean);
    const ready = warm || newer === period;
    const older = period - newer;
    const gap = older === 0 ? 0 : newMean - (suffixMean[newer] as number);
    out[0] = older === 0 ? newMean : (suffixMean[newer] as number) + (gap * newer) / period;
    out[1] = ((suffixSquares[newer] as number) + newSquares + (gap * gap * older * newer) / period) / period;
    if (!final) return ready;
    block[filled] = value;
    filled = newer;
    mean = newMean;
    squares = newSquares;
    if (filled === period) closeBlock();
    return ready;
  };
}
