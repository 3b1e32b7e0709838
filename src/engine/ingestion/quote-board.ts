import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Quote } from '../domain/quote.ts';
import type { CancelTimer, Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketData, UnderlyingStats } from '../ports/market-data.ts';
import { FanOut } from './fan-out.ts';
import type { BatchSubscription, LatestReceiver } from './ingestion-types.ts';
import type { InstrumentBook } from './instrument-book.ts';
import { shareLines, type LineWish } from './line-budget.ts';

export type QuoteBoardOptions = {
  readonly marketData: Pick<MarketData, 'quotes'>;
  readonly book: InstrumentBook;
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>;
  /** Lines there are for quotes and the option rotation, and whether TWS gives fewer than the account has. */
  readonly lines: () => Pick<LineWish, 'limit' | 'isShort'>;
  readonly lingerMs: number;
  readonly pace: 'flushed' | 'at-once';
  /** Every quote as it arrives, before conflation: bars are built from these. */
  onQuote(quote: Quote): void;
  onStats(id: InstrumentId, stats: UnderlyingStats): void;
  onProblem(id: InstrumentId, failure: Failure | null): void;
  /** TWS had no line for an instrument; it is no longer among those in use. */
  onLineLimit(): void;
};

type Demand = { count: number; lastAsked: number };
type Refusal = { readonly waitMs: number; readonly untilMs: number };

const retryMs = 15_000;
/** The option rotation has given lines back by then; who is refused again and again waits longer. */
const [firstRefusedMs, mostRefusedMs] = [3_000, 60_000];

/** One line for each instrument that anybody wants, within the account's lines. */
export class QuoteBoard {
  readonly quotes: FanOut<Quote>;
  readonly #options: QuoteBoardOptions;
  readonly #demand = new Map<InstrumentId, Demand>();
  readonly #lines = new Map<InstrumentId, Subscription>();
  readonly #resolving = new Set<InstrumentId>();
  /** Instruments TWS had no line for, until one of them delivers. */
  readonly #refused = new Map<InstrumentId, Refusal>();
  #underlyings: readonly InstrumentId[] = [];
  #watched: ReadonlySet<InstrumentId> = new Set();
  #granted: ReadonlySet<InstrumentId> = new Set();
  #rotation = 0;
  #timer: CancelTimer | null = null;
  #closed = false;

  constructor(options: QuoteBoardOptions) {
    this.#options = options;
    this.quotes = new FanOut<Quote>((quote) => quote.instrument, { pace: options.pace });
  }

  /** Lines in use for quotes, and lines the option rotation may use. */
  get usage(): { readonly quotes: number; readonly rotation: number } {
    return { quotes: this.#lines.size, rotation: this.#rotation };
  }

  watch(underlyings: readonly InstrumentId[]): void {
    this.#underlyings = underlyings;
    this.#watched = new Set(underlyings);
    this.refresh();
  }

  /** Empty = every watched symbol, which needs no extra line. */
  subscribe(ids: readonly InstrumentId[], receiver: LatestReceiver<Quote>): Subscription {
    if (ids.length === 0) return this.quotes.subscribe(receiver, (id) => this.#watched.has(id));
    const wanted = new Set(ids);
    const release = this.demand(ids);
    const subscription = this.quotes.subscribe(receiver, (id) => wanted.has(id));
    return {
      close() {
        subscription.close();
        release.close();
      },
    };
  }

  /** Keeps lines open without listening; ref-counted. */
  demand(ids: readonly InstrumentId[]): Subscription {
    for (const id of ids) {
      const demand = this.#demand.get(id) ?? { count: 0, lastAsked: 0 };
      demand.count += 1;
      demand.lastAsked = this.#options.clock.monotonicMs();
      this.#demand.set(id, demand);
    }
    this.refresh();
    let closed = false;
    return {
      close: () => {
        if (closed) return;
        closed = true;
        for (const id of ids) this.#release(id);
      },
    };
  }

  /** A line for as long as somebody reads what is made of its quotes. */
  readWith(id: InstrumentId, open: () => BatchSubscription): BatchSubscription {
    const line = this.demand([id]);
    const reader = open();
    return {
      resend: () => reader.resend(),
      close: () => {
        reader.close();
        line.close();
      },
    };
  }

  refresh(): void {
    if (this.#closed) return;
    const demanded = [...this.#demand].sort(([, a], [, b]) => rank(b) - rank(a)).map(([id]) => id);
    const wish = { underlyings: this.#underlyings, demanded, rotating: true };
    const { granted, rotation } = shareLines({ ...this.#options.lines(), ...wish });
    this.#rotation = rotation;
    this.#granted = granted;
    for (const [id, line] of this.#lines) {
      if (granted.has(id)) continue;
      this.#lines.delete(id);
      line.close();
    }
    for (const id of this.#refused.keys()) {
      if (!this.#demand.has(id) && !this.#watched.has(id)) this.#refused.delete(id);
    }
    for (const id of granted) this.#open(id);
  }

  /** Asks again for lines that TWS did not have; called once a second. */
  turn(): void {
    for (const id of this.#refused.keys()) if (this.#granted.has(id)) this.#open(id);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
    for (const line of this.#lines.values()) line.close();
    this.#lines.clear();
  }

  #release(id: InstrumentId): void {
    const demand = this.#demand.get(id);
    if (!demand) return;
    demand.count -= 1;
    if (demand.count > 0) return;
    this.#options.clock.after(this.#options.lingerMs, () => {
      if (demand.count > 0 || this.#demand.get(id) !== demand) return;
      this.#demand.delete(id);
      this.refresh();
    });
  }

  #open(id: InstrumentId): void {
    if (this.#closed || this.#lines.has(id) || this.#resolving.has(id)) return;
    if ((this.#refused.get(id)?.untilMs ?? 0) > this.#options.clock.monotonicMs()) return;
    const known = this.#options.book.known(id);
    if (known) return this.#subscribe(known);
    this.#resolving.add(id);
    void this.#options.book.resolve(id).then((found) => {
      this.#resolving.delete(id);
      this.#options.onProblem(id, found.ok ? null : found.failure);
      if (!found.ok) this.#retryLater();
      else if (this.#granted.has(id) && !this.#closed && !this.#lines.has(id)) this.#subscribe(found.value);
    });
  }

  #subscribe(instrument: Instrument): void {
    const { id } = instrument;
    const priority = (this.#demand.get(id)?.count ?? 0) > 0 ? 2 : 4;
    let isRefused = false;
    const line = this.#options.marketData.quotes(
      instrument,
      {
        onQuote: (quote) => {
          if (this.#refused.delete(id)) this.#options.onProblem(id, null);
          const named = quote.instrument === id ? quote : { ...quote, instrument: id };
          this.quotes.set(named);
          this.#options.onQuote(named);
        },
        onStats: (stats) => this.#options.onStats(id, stats),
        onProblem: (failure) => {
          isRefused = failure?.code === 'line-limit';
          if (failure && isRefused) return this.#refuse(id, failure);
          this.#refused.delete(id);
          this.#options.onProblem(id, failure);
        },
      },
      priority,
    );
    if (isRefused) line.close();
    else this.#lines.set(id, line);
  }

  #refuse(id: InstrumentId, failure: Failure): void {
    this.#lines.get(id)?.close();
    this.#lines.delete(id);
    const before = this.#refused.get(id);
    const waitMs = before ? Math.min(mostRefusedMs, 2 * before.waitMs) : firstRefusedMs;
    this.#refused.set(id, { waitMs, untilMs: this.#options.clock.monotonicMs() + waitMs });
    this.#options.onProblem(id, failure);
    this.#options.onLineLimit();
  }

  #retryLater(): void {
    this.#timer ??= this.#options.clock.after(retryMs, () => {
      this.#timer = null;
      this.refresh();
    });
  }
}

function rank(demand: Demand): number {
  return demand.count > 0 ? demand.lastAsked : -1;
}
