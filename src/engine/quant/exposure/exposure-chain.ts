import { allocateOptions, type OptionColumns } from '../pricing/option-columns.ts';

/** One underlying's listed options as a struct of arrays; all columns have one length. */
export type ExposureChain = OptionColumns & {
  /** Labels of the expiries, for example `20190508`; `expiry` points into it. */
  readonly expiries: readonly string[];
  readonly expiry: Int32Array;
  /** Contracts, as of the previous session's end; NaN = not known, counted as 0. `vol` NaN = not known. */
  readonly openInterest: Float64Array;
  /** Contracts traded today; NaN = not known, counted as 0. */
  readonly volume: Float64Array;
  readonly spot: number;
  /** Shares per contract, 100 for US equity and index options. */
  readonly multiplier: number;
};

/** An empty chain of `size` rows; the caller fills the columns in place. */
export function allocateChain(input: {
  readonly size: number;
  readonly expiries: readonly string[];
  readonly spot: number;
  readonly multiplier: number;
}): ExposureChain {
  const { size, expiries, spot, multiplier } = input;
  return {
    ...allocateOptions(size),
    expiries,
    expiry: new Int32Array(size),
    openInterest: new Float64Array(size),
    volume: new Float64Array(size),
    spot,
    multiplier,
  };
}

/** An expired row takes part in nothing. */
export function isLive(chain: ExposureChain, row: number): boolean {
  return (chain.years[row] as number) > 0;
}

/** A live row with its own vol; no other strike's is ever substituted. */
export function hasVol(chain: ExposureChain, row: number): boolean {
  const vol = chain.vol[row] as number;
  return isLive(chain, row) && vol > 0 && Number.isFinite(vol);
}

/** Contracts, unknown as 0. */
export function contracts(value: number | undefined): number {
  return value !== undefined && value > 0 ? value : 0;
}
