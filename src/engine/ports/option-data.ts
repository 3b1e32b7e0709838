import type { Instrument } from '../domain/instrument.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Subscription } from './connection.ts';
import type { MarketDataCode } from './market-data.ts';

export type OptionClass = {
  readonly exchange: string;
  readonly tradingClass: string;
  readonly multiplier: number;
  readonly expiries: readonly string[];
  readonly strikes: readonly number[];
};

/** Everything one option line has told so far; null = not told. */
export type OptionTick = {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly last: number | null;
  readonly volume: number | null;
  readonly openInterest: number | null;
  readonly impliedVol: number | null;
  readonly delta: number | null;
  readonly underlyingPrice: number | null;
  /** How far the vendor's data is behind, ms; 0 = live. */
  readonly delayMs: number;
  readonly receivedTime: number;
};

export interface OptionData {
  /** Listed classes, expiries and strikes of an underlying. */
  classes(underlying: Instrument): Promise<Outcome<readonly OptionClass[], MarketDataCode>>;
  /** The contract of one option without asking the vendor; the vendor validates it on first use. */
  optionInstrument(
    underlying: Instrument,
    parts: {
      readonly tradingClass: string;
      readonly expiry: string;
      readonly strike: number;
      readonly right: 'C' | 'P';
      readonly multiplier: number;
    },
  ): Instrument;
  /** One market data line; the caller rotates. */
  option(
    instrument: Instrument,
    listener: {
      onTick(tick: OptionTick): void;
      onProblem(failure: Failure<MarketDataCode> | null): void;
    },
  ): Subscription;
}
