import { addDays, dateOfUtc } from '../domain/time.ts';
import type { Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketData } from '../ports/market-data.ts';
import type { MarketStore, VolatilityDay } from '../ports/market-store.ts';
import { FanOut } from './fan-out.ts';
import type { VolatilityHistory } from './ingestion-types.ts';

export type VolatilityWatchOptions = {
  readonly marketData: Pick<MarketData, 'history'>;
  readonly store: MarketStore;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  instrumentOf(ticker: Ticker): Instrument | null;
  tradingDate(): string;
  onError(what: string): void;
};

type Progress = { date: string; asking: boolean; askedMs: number };

const tradingDaysOfYear = 252;
const askAgainMs = 60_000;
/** The volatility indices are volatilities themselves. */
const withoutOptions = new Set<Ticker>(['VIX', 'VIX3M', 'VIX9D', 'VIX6M', 'VVIX', 'SKEW']);

/** A year of daily implied volatility for every watched ticker, asked for once a trading day. */
export class VolatilityWatch {
  readonly histories = new FanOut<VolatilityHistory>((history) => history.ticker);
  readonly #options: VolatilityWatchOptions;
  readonly #progress = new Map<Ticker, Progress>();

  constructor(options: VolatilityWatchOptions) {
    this.#options = options;
  }

  watch(tickers: readonly Ticker[]): void {
    for (const ticker of [...this.#progress.keys()]) {
      if (tickers.includes(ticker)) continue;
      this.#progress.delete(ticker);
      this.histories.remove(ticker);
    }
    for (const ticker of tickers) {
      if (withoutOptions.has(ticker) || this.#progress.has(ticker)) continue;
      this.#progress.set(ticker, { date: '', asking: false, askedMs: -Infinity });
      this.#publish(ticker, this.#options.store.volatility(ticker));
    }
  }

  /** Asks for what the day still lacks; called every few seconds. */
  step(): void {
    const { clock, instrumentOf, tradingDate } = this.#options;
    const today = tradingDate();
    for (const [ticker, progress] of this.#progress) {
      const due = progress.date !== today && clock.monotonicMs() - progress.askedMs >= askAgainMs;
      const instrument = instrumentOf(ticker);
      if (due && !progress.asking && instrument) this.#ask(ticker, instrument, progress, today);
    }
  }

  #ask(ticker: Ticker, instrument: Instrument, progress: Progress, today: string): void {
    const { marketData, clock, store, onError } = this.#options;
    progress.asking = true;
    progress.askedMs = clock.monotonicMs();
    const query = { instrument, kind: 'OPTION_IMPLIED_VOLATILITY', interval: '1d', endMs: null, priority: 6 } as const;
    void marketData.history({ ...query, count: tradingDaysOfYear, regularHoursOnly: true }).then((answer) => {
      progress.asking = false;
      if (!answer.ok) return;
      progress.date = today;
      const days = answer.value.map((bar) => ({ date: dateOfUtc(bar.start), impliedVol: positive(bar.close) }));
      const saved = store.saveVolatility(ticker, days);
      if (!saved.ok) onError(saved.failure.message);
      this.#publish(ticker, days);
    });
  }

  #publish(ticker: Ticker, days: readonly VolatilityDay[]): void {
    if (days.length === 0) return;
    const oldest = addDays(dateOfUtc(this.#options.clock.now()), -400);
    const kept = days.filter((day) => day.date >= oldest);
    this.histories.set({
      ticker,
      dates: kept.map((day) => day.date),
      impliedVol: kept.map((day) => day.impliedVol),
      asOf: this.#options.clock.now(),
    });
    this.histories.flush();
  }
}

function positive(value: number): number | null {
  return value > 0 ? value : null;
}
