/** One expiry's quoted vols, out-of-the-money side: ascending strikes, vols 1.00 = 100 %, one length, no gaps. */
export type Smile = { readonly strikes: Float64Array; readonly vols: Float64Array; readonly forward: number };

/** Vol at a strike: linear in ln(K/F) between quoted strikes, flat outside. Null for an empty smile. */
export function smileVol({ strikes, vols, forward }: Smile, strike: number): number | null {
  const count = strikes.length;
  if (count === 0) return null;
  const x = Math.log(strike / forward);
  let right = 0;
  while (right < count && (strikes[right] as number) < strike) right += 1;
  if (right === 0) return vols[0] as number;
  if (right === count) return vols[count - 1] as number;
  const x0 = Math.log((strikes[right - 1] as number) / forward);
  const x1 = Math.log((strikes[right] as number) / forward);
  const from = vols[right - 1] as number;
  return from + ((vols[right] as number) - from) * ((x - x0) / (x1 - x0));
}

/** At-the-money-forward vol: the smile at K = F. */
export function atmForwardVol(smile: Smile): number | null {
  return smileVol(smile, smile.forward);
}
