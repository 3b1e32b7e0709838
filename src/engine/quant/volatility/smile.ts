/** One expiry's quoted vols, out-of-the-money side: ascending strikes, vols 1.00 = 100 %, one length, no gaps. */
export type Smile = { readonly strikes: Float64Array; readonly vols: Float64Array; readonly forward: number };

/** Index of the first strike that is not below `strike`. */
function lowerBound(strikes: Float64Array, strike: number): number {
  let low = 0;
  let high = strikes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((strikes[middle] as number) < strike) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Vol at a strike: linear in ln(K/F) between quoted strikes, flat outside. Null for an empty smile. */
export function smileVol({ strikes, vols, forward }: Smile, strike: number): number | null {
  const count = strikes.length;
  if (count === 0) return null;
  const right = lowerBound(strikes, strike);
  if (right === 0) return vols[0] as number;
  if (right === count) return vols[count - 1] as number;
  const x = Math.log(strike / forward);
  const x0 = Math.log((strikes[right - 1] as number) / forward);
  const x1 = Math.log((strikes[right] as number) / forward);
  const from = vols[right - 1] as number;
  return from + ((vols[right] as number) - from) * ((x - x0) / (x1 - x0));
}

/** At-the-money-forward vol: the smile at K = F. */
export function atmForwardVol(smile: Smile): number | null {
  return smileVol(smile, smile.forward);
}
