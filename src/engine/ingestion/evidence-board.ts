import { tradingDate } from '../domain/calendar.ts';
import type { Evidence, FlowMinutes } from '../domain/evidence.ts';
import { factIdentity } from '../domain/facts/fact-identity.ts';
import type { Fact, FactKind } from '../domain/facts/fact.ts';
import type { Ticker } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { FactStore } from '../ports/fact-store.ts';
import { createInsiderActivity, insiderDaysKept, type InsiderActivity } from '../quant/flow/insider-activity.ts';
import { createOffExchangePrints, type OffExchangePrints } from '../quant/flow/off-exchange-prints.ts';
import { createOptionFlow, flowWindowMs, type OptionFlow } from '../quant/flow/option-flow.ts';
import { createShortPressure, type ShortPressure } from '../quant/flow/short-pressure.ts';
import { FanOut } from './fan-out.ts';
import type { LatestReceiver } from './ingestion-types.ts';

const dayMs = 86_400_000;
/** Half a year of reports fills every window. */
const reportDays = 180;
const mostRestored = 200_000;

type TickerEvidence = {
  readonly trades: OptionFlow;
  readonly alerts: OptionFlow;
  readonly prints: OffExchangePrints;
  readonly insiders: InsiderActivity;
  readonly shorts: ShortPressure;
};

type Window = { readonly kinds: readonly FactKind[]; readonly backMs: number };

/** What is read of the store at start, and how far back. */
const flows: readonly Window[] = [
  { kinds: ['option-trade', 'flow-alert'], backMs: flowWindowMs },
  { kinds: ['stock-print'], backMs: dayMs },
];
const reports: readonly Window[] = [
  { kinds: ['insider-transaction'], backMs: insiderDaysKept * dayMs },
  { kinds: ['short-interest', 'short-volume', 'short-availability'], backMs: reportDays * dayMs },
];

function stored(
  store: Pick<FactStore, 'query'>,
  windows: readonly Window[],
  about: { readonly tickers: readonly Ticker[]; readonly now: number },
): readonly Fact[] {
  if (about.tickers.length === 0) return [];
  return windows.flatMap(({ kinds, backMs }) =>
    store.query({ kinds, subjects: about.tickers, fromMs: about.now - backMs, limit: mostRestored }).toReversed(),
  );
}

/** Filings and reports of these tickers that are still looked at, oldest first within their kind. */
export function reportsOf(store: Pick<FactStore, 'query'>, tickers: readonly Ticker[], now: number): readonly Fact[] {
  return stored(store, reports, { tickers, now });
}

/** Condenses facts of watched tickers into what layers look at. Numbers, no opinions. */
export class EvidenceBoard {
  readonly rows = new FanOut<Evidence>((row) => row.ticker);
  readonly #clock: Pick<Clock, 'now'>;
  readonly #tickers = new Map<Ticker, TickerEvidence>();
  readonly #changed = new Set<Ticker>();
  /** Two vendors may use the same keys. */
  readonly #sources = new Map<string, number>();
  #lastFlushTime = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly clock: Pick<Clock, 'now'> }) {
    this.#clock = options.clock;
  }

  subscribe(receiver: LatestReceiver<Evidence>): Subscription {
    return this.rows.subscribe(receiver);
  }

  /** The minutes behind a ticker's flow, each time its evidence is published. */
  followMinutes(ticker: Ticker, receiver: LatestReceiver<FlowMinutes>): Subscription {
    const set = (): void => {
      const known = this.#tickers.get(ticker);
      if (known) receiver.set(minutesOf(ticker, known, this.#clock.now()));
    };
    return this.rows.subscribe({ set, remove: receiver.remove }, (key) => key === ticker);
  }

  /** Answers the tickers that are new. */
  watch(tickers: readonly Ticker[]): readonly Ticker[] {
    const added = tickers.filter((ticker) => !this.#tickers.has(ticker));
    for (const ticker of this.#tickers.keys()) {
      if (tickers.includes(ticker)) continue;
      this.#tickers.delete(ticker);
      this.rows.remove(ticker);
    }
    for (const ticker of added) {
      this.#tickers.set(ticker, {
        trades: createOptionFlow('trades'),
        alerts: createOptionFlow('alerts'),
        prints: createOffExchangePrints(),
        insiders: createInsiderActivity(),
        shorts: createShortPressure(),
      });
    }
    return added;
  }

  /** Reads back what an earlier run has stored, oldest first, so that a restart costs no window its beginning. */
  restore(store: Pick<FactStore, 'query'>, tickers: readonly Ticker[] = [...this.#tickers.keys()]): void {
    const now = this.#clock.now();
    for (const fact of stored(store, [...flows, ...reports], { tickers, now })) this.take(fact);
  }

  take(fact: Fact): void {
    const known = this.#tickers.get(fact.subject);
    if (!known) return;
    const identity = factIdentity(this.#seriesOf(fact.source), fact.key);
    switch (fact.kind) {
      case 'option-trade':
        known.trades.trade(identity, fact.eventTime, fact.body);
        break;
      case 'flow-alert':
        known.alerts.alert(identity, fact.eventTime, fact.body);
        break;
      case 'stock-print':
        known.prints.print(identity, tradingDate(fact.eventTime), fact.eventTime, fact.body);
        break;
      case 'insider-transaction':
        known.insiders.transaction(fact.source, fact.key, fact.eventTime, fact.body);
        break;
      case 'short-interest':
        known.shorts.interest(fact);
        break;
      case 'short-volume':
        known.shorts.volume(fact);
        break;
      case 'short-availability':
        known.shorts.availability(fact);
        break;
      default:
        return;
    }
    this.#changed.add(fact.subject);
  }

  /** As a series of `factIdentity`, out of reach of a key's first letter. */
  #seriesOf(source: string): number {
    const known = this.#sources.get(source) ?? this.#sources.size << 16;
    this.#sources.set(source, known);
    return known;
  }

  /** Publishes what changed, and all that ages while market time goes on. */
  flush(): void {
    const now = this.#clock.now();
    const aged = now - this.#lastFlushTime >= 60_000;
    if (aged) this.#lastFlushTime = now;
    const due = aged ? [...this.#tickers.keys()] : [...this.#changed];
    this.#changed.clear();
    const today = tradingDate(now);
    for (const ticker of due) {
      const known = this.#tickers.get(ticker);
      if (known) this.rows.set(evidenceOf(ticker, known, { now, today }));
    }
    this.rows.flush();
  }
}

function minutesOf(ticker: Ticker, { trades, alerts }: TickerEvidence, now: number): FlowMinutes {
  const minutes = trades.minutes(now);
  return minutes.length > 0
    ? { ticker, from: 'trades', minutes }
    : { ticker, from: 'alerts', minutes: alerts.minutes(now) };
}

function evidenceOf(
  ticker: Ticker,
  { trades, alerts, prints, insiders, shorts }: TickerEvidence,
  { now, today }: { readonly now: number; readonly today: string },
): Evidence {
  return {
    ticker,
    // Alerts are made of trades: where the trades themselves are seen, the remarks on them count nothing.
    flow: trades.summary(now) ?? alerts.summary(now),
    offExchange: prints.summary(today),
    insiders: insiders.summary(now),
    shorts: shorts.summary(),
  };
}
