import type { Quote } from '../domain/quote.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { MarketStore } from '../ports/market-store.ts';
import type { BarHub } from './bar-hub.ts';
import type { ChainRotation } from './chain-rotation.ts';
import type { FanOut } from './fan-out.ts';

export type StoreKeeperOptions = {
  readonly store: MarketStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly bars: BarHub;
  readonly chains: ChainRotation;
  readonly quotes: FanOut<Quote>;
  intradayDays(): number;
  onError(): void;
};

const dayMs = 86_400_000;

/** Writes in batches what changed, and forgets what is too old. A failed write is reported; the market goes on. */
export class StoreKeeper {
  readonly #options: StoreKeeperOptions;

  constructor(options: StoreKeeperOptions) {
    this.#options = options;
  }

  save(): void {
    const { store, bars, chains } = this.#options;
    const changed = bars.unsaved();
    if (changed.length > 0) this.#check(store.saveBars(changed));
    for (const { ticker, date, rows } of chains.unsaved()) this.#check(store.saveOptions(ticker, date, rows));
  }

  saveQuotes(): void {
    const quotes = [...this.#options.quotes.all()];
    if (quotes.length > 0) this.#check(this.#options.store.saveQuotes(quotes));
  }

  prune(): void {
    const { store, clock, intradayDays } = this.#options;
    this.#check(store.prune(clock.now() - intradayDays() * dayMs));
  }

  #check(outcome: ReturnType<MarketStore['saveBars']> | ReturnType<MarketStore['prune']>): void {
    if (outcome.ok) return;
    this.#options.onError();
    this.#options.log.error('market store not written', {
      code: outcome.failure.code,
      detail: outcome.failure.message,
    });
  }
}
