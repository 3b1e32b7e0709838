import type { Book, BookLevel, BookVenues } from '../../domain/book.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import { dataFailure, depthHalted, depthReset, depthVenues } from './error-codes.ts';
import type { Route } from './frame-sink.ts';
import { contractOf } from './instrument-translate.ts';
import { connectionLost, LineProblem } from './line-problem.ts';
import type { LineSpec } from './line-registry.ts';
import { plainText } from './plain-text.ts';

export type DepthLineOptions = {
  readonly instrument: Instrument;
  readonly levels: number;
  readonly listener: {
    onBook(book: Book): void;
    onProblem(failure: Failure<MarketDataCode> | null): void;
  };
  now(): number;
  dirty(line: { flush(): void }): void;
  retry(): void;
};

/** One market depth subscription; insert, update and delete by position, as TWS sends them. */
export class DepthLine implements LineSpec {
  readonly priority = 1;
  readonly route: Route;
  readonly #options: DepthLineOptions;
  readonly #problem: LineProblem;
  #bids: BookLevel[] = [];
  #asks: BookLevel[] = [];
  #gap = false;
  #venues: BookVenues | null = null;

  constructor(options: DepthLineOptions) {
    this.#options = options;
    this.#problem = new LineProblem((failure) => options.listener.onProblem(failure));
    this.route = {
      depth: (position, operation, side, price, size, maker) => {
        this.#apply(side === 1 ? this.#bids : this.#asks, position, operation, { price, size, maker });
      },
      problem: (code, message) => this.#onError(code, message),
    };
  }

  open(...[api, reqId]: Parameters<LineSpec['open']>): void {
    const { instrument, levels } = this.#options;
    api.reqMktDepth(reqId, contractOf(instrument), levels, isSmart(instrument), []);
  }

  cancel(...[api, reqId]: Parameters<LineSpec['cancel']>): void {
    api.cancelMktDepth(reqId, isSmart(this.#options.instrument));
  }

  lost(): void {
    this.#clear();
    this.#problem.is(connectionLost);
  }

  flush(): void {
    const receivedTime = this.#options.now();
    const { instrument, levels, listener } = this.#options;
    listener.onBook({
      instrument: instrument.id,
      bids: this.#bids.slice(0, levels),
      asks: this.#asks.slice(0, levels),
      gap: this.#gap,
      scope: isSmart(instrument) ? 'aggregated' : 'exchange',
      venues: this.#venues,
      eventTime: receivedTime,
      receivedTime,
    });
    this.#gap = false;
  }

  #apply(side: BookLevel[], position: number, operation: number, level: BookLevel): void {
    const beyond = operation === 0 ? position > side.length : position >= side.length;
    if (position < 0 || beyond || Number.isNaN(level.price) || Number.isNaN(level.size)) {
      // An update for a row that is not there: the book is out of step with the venue.
      this.#gap = true;
      if (operation !== 2 && position >= 0 && beyond) side.push(level);
    } else if (operation === 0) side.splice(position, 0, level);
    else if (operation === 1) side[position] = level;
    else side.splice(position, 1);
    if (side.length > this.#options.levels + 5) side.length = this.#options.levels + 5;
    this.#problem.clear();
    this.#options.dirty(this);
  }

  #onError(code: number, message: string): void {
    if (code === depthReset) {
      this.#clear();
      this.#options.dirty(this);
      return;
    }
    if (code === depthVenues) {
      this.#venues = venuesIn(message);
      return;
    }
    if (code === 300 || (code >= 2100 && code < 2200)) return;
    this.#problem.is(dataFailure(code, message));
    if (code === depthHalted) this.#options.retry();
  }

  #clear(): void {
    this.#bids = [];
    this.#asks = [];
    this.#gap = true;
  }
}

/** `Exchanges - Depth: IEX; ARCA; Top: BYX; BATS; ` */
export function venuesIn(message: string): BookVenues | null {
  const match = /Depth:([^:]*?)(?:Top:([^:]*))?$/.exec(message.slice(0, 2_000));
  if (!match) return null;
  const names = (text: string | undefined): readonly string[] =>
    (text ?? '')
      .split(/[;,]/)
      .map((name) => plainText(name, 20).trim())
      .filter((name) => name !== '');
  return { deep: names(match[1]), top: names(match[2]) };
}

function isSmart(instrument: Instrument): boolean {
  return instrument.exchange === 'SMART';
}
