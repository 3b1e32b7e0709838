import type { Instrument } from '../../domain/instrument.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import type { OptionTick } from '../../ports/option-data.ts';
import { dataFailure } from './error-codes.ts';
import type { Route } from './frame-sink.ts';
import { contractOf } from './instrument-translate.ts';
import { connectionLost, LineProblem } from './line-problem.ts';
import type { LineSpec } from './line-registry.ts';
import { delayedByMs, liveTick, tick } from './tick-types.ts';

export type OptionListener = {
  onTick(tick: OptionTick): void;
  onProblem(failure: Failure<MarketDataCode> | null): void;
};

export type OptionLineOptions = {
  readonly instrument: Instrument;
  readonly listener: OptionListener;
  readonly priority: number;
  now(): number;
  dirty(line: { flush(): void }): void;
};

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

const nothing: OptionTick = {
  bid: null,
  ask: null,
  last: null,
  volume: null,
  openInterest: null,
  impliedVol: null,
  delta: null,
  underlyingPrice: null,
  delayMs: 0,
  receivedTime: 0,
};

/** "Not computed" is -1 for volatility and price, -2 for greeks; then NaN once the option has expired. */
const positive = (value: number): number | null => (value > 0 ? value : null);
const known = (value: number): number | null => (value >= 0 ? value : null);

/** One option's level 1 with open interest and TWS's model volatility. */
export class OptionLine implements LineSpec {
  readonly priority: number;
  readonly route: Route;
  readonly #options: OptionLineOptions;
  readonly #problem: LineProblem;
  #tick: Mutable<OptionTick> = { ...nothing };

  constructor(options: OptionLineOptions) {
    this.#options = options;
    this.priority = options.priority;
    this.#problem = new LineProblem((failure) => options.listener.onProblem(failure));
    this.route = {
      price: (type, price) => this.#onPrice(liveTick(type), price),
      size: (type, size) => this.#onSize(liveTick(type), size),
      option: (type, vol, delta, spot) => this.#onModel(liveTick(type), vol, delta, spot),
      dataType: (type) => this.#onDataType(type),
      problem: (code, message) => {
        if (code === 300 || code === 366 || (code >= 2100 && code < 2200)) return;
        this.#problem.is(dataFailure(code, message));
      },
    };
  }

  open(...[api, reqId]: Parameters<LineSpec['open']>): void {
    api.reqMktData(reqId, contractOf(this.#options.instrument), '100,101,106', false, false);
  }

  cancel(...[api, reqId]: Parameters<LineSpec['cancel']>): void {
    api.cancelMktData(reqId);
  }

  lost(): void {
    this.#tick = { ...nothing };
    this.#problem.is(connectionLost);
  }

  flush(): void {
    this.#tick.receivedTime = this.#options.now();
    this.#options.listener.onTick({ ...this.#tick });
  }

  #onPrice(type: number, price: number): void {
    if (type === tick.bid) this.#tick.bid = known(price);
    else if (type === tick.ask) this.#tick.ask = positive(price);
    else if (type === tick.last) this.#tick.last = positive(price) ?? this.#tick.last;
    else return;
    this.#changed();
  }

  #onSize(type: number, size: number): void {
    const own = this.#options.instrument.right === 'C' ? tick.callOpenInterest : tick.putOpenInterest;
    if (type === tick.volume) this.#tick.volume = known(size);
    // The other right's open interest is sent too, as 0.
    else if (type === own) this.#tick.openInterest = known(size);
    else return;
    this.#changed();
  }

  #onModel(type: number, vol: number, delta: number, spot: number): void {
    if (type !== tick.modelOption) return;
    this.#tick.impliedVol = positive(vol);
    this.#tick.delta = delta >= -1 && delta <= 1 ? delta : null;
    this.#tick.underlyingPrice = positive(spot);
    this.#changed();
  }

  #onDataType(type: number): void {
    this.#tick.delayMs = type > 2 ? delayedByMs : 0;
    this.#problem.dataType(type);
  }

  #changed(): void {
    this.#problem.clear();
    this.#options.dirty(this);
  }
}
