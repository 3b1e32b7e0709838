import type { ChainSnapshot } from '../../domain/facts/chain-snapshot.ts';
import type { OptionRight } from '../../domain/instrument.ts';

export type ChainOption = {
  readonly tradingClass: string;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  readonly volume: number | null;
  readonly openInterest: number | null;
  /** 0 = the vendor did not solve it, which is null. */
  readonly impliedVol: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
  readonly theta: number | null;
};

/** Rows of a chain as the aligned columns of a fact. */
export function chainOf(
  options: readonly ChainOption[],
  about: Pick<ChainSnapshot, 'spot' | 'impliedVol30' | 'delayMs'>,
): ChainSnapshot {
  return {
    ...about,
    tradingClasses: options.map(({ tradingClass }) => tradingClass),
    expiries: options.map(({ expiry }) => expiry),
    strikes: options.map(({ strike }) => strike),
    rights: options.map(({ right }) => right),
    bids: options.map(({ bid }) => bid),
    asks: options.map(({ ask }) => ask),
    lasts: options.map(({ last }) => last),
    volumes: options.map(({ volume }) => volume),
    openInterests: options.map(({ openInterest }) => openInterest),
    impliedVols: options.map(({ impliedVol }) => (impliedVol === 0 ? null : impliedVol)),
    deltas: options.map(({ delta }) => delta),
    gammas: options.map(({ gamma }) => gamma),
    vegas: options.map(({ vega }) => vega),
    thetas: options.map(({ theta }) => theta),
  };
}
