import type { TradeId } from '../domain/ids.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';
import { buildTrades } from '../journal/build-trades.ts';
import type { FillRecord, FillSeries, IntentRecord, JournalBatch, JournalStore } from '../ports/journal-store.ts';
import type { Subscription } from '../ports/connection.ts';
import { Announcer } from './announcer.ts';
import { rootIntent } from './bracket.ts';
import { seriesKey } from './fill-book.ts';

export type TradeChange = { readonly trade: JournalTrade } | { readonly dropped: TradeId };

/** Keeps the journal's trades equal to what their fills add up to, also when a correction comes days later. */
export class TradeRecorder {
  readonly #store: JournalStore;
  readonly #series = new Map<string, Map<TradeId, JournalTrade>>();
  readonly #intents = new Map<string, IntentRecord | null>();
  readonly #changed = new Announcer<TradeChange>();

  constructor(store: JournalStore) {
    this.#store = store;
  }

  /** The part of a batch that brings the trades of one instrument up to date with its fills. */
  update(series: FillSeries, fills: readonly FillRecord[]): Pick<JournalBatch, 'trades' | 'droppedTrades'> {
    const known = this.#known(series);
    const built = buildTrades(fills, (intent) => this.#intent(intent));
    const trades = built
      .map((trade) => annotated(trade, known.get(trade.id)))
      .filter((trade) => !same(trade, known.get(trade.id)));
    const ids = new Set(built.map((trade) => trade.id));
    const droppedTrades = [...known.keys()].filter((id) => !ids.has(id));
    for (const id of droppedTrades) known.delete(id);
    for (const trade of trades) known.set(trade.id, trade);
    return { trades, droppedTrades };
  }

  tell({ trades = [], droppedTrades = [] }: Pick<JournalBatch, 'trades' | 'droppedTrades'>): void {
    for (const dropped of droppedTrades) this.#changed.tell({ dropped });
    for (const trade of trades) this.#changed.tell({ trade });
  }

  /** Notes and tags are the trader's; adding the fills up again must not lose them. */
  annotated(trade: JournalTrade): void {
    this.#known(trade).set(trade.id, trade);
    this.#changed.tell({ trade });
  }

  /** The trade still running in an instrument, if any. */
  open(series: FillSeries): JournalTrade | null {
    return [...this.#known(series).values()].find((trade) => trade.closeTime === null) ?? null;
  }

  onChange(listener: (change: TradeChange) => void): Subscription {
    return this.#changed.add(listener);
  }

  #known(series: FillSeries): Map<TradeId, JournalTrade> {
    const key = seriesKey(series);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const loaded = new Map(this.#store.tradesOf(series).map((trade) => [trade.id, trade]));
    this.#series.set(key, loaded);
    return loaded;
  }

  #intent(intent: string): IntentRecord | null {
    const root = rootIntent(intent);
    const known = this.#intents.get(root);
    if (known !== undefined) return known;
    const loaded = this.#store.intent(root);
    this.#intents.set(root, loaded);
    return loaded;
  }
}

function annotated(trade: JournalTrade, known: JournalTrade | undefined): JournalTrade {
  return known === undefined ? trade : { ...trade, notes: known.notes, tags: known.tags };
}

function same(a: JournalTrade, b: JournalTrade | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
