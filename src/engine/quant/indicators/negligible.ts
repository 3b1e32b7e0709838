/**
 * Sums of movement below this count as none, as in TA-Lib: what a smoothing leaves over from long ago is no direction.
 * In units of price.
 */
export const negligible = 1e-14;
