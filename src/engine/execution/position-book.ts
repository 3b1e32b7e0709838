import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { BrokerPosition } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import type { PositionRange } from '../risk/exposure.ts';

export type HeldPosition = {
  readonly instrument: Instrument;
  /** As the broker last reported it. */
  readonly quantity: number;
  /** The broker's number plus every fill since; differs only while a report and a fill pass each other. */
  readonly own: number;
  readonly averagePrice: number;
  /** Reported in the present connection. */
  readonly fresh: boolean;
};

type Entry = {
  instrument: Instrument;
  quantity: number;
  own: number;
  averagePrice: number;
  fresh: boolean;
  touchedMs: number;
  reportMark: number;
};

/** A report and the fills behind it arrive within moments of each other; longer means that a fill was never told. */
const settleMs = 3_000;

/**
 * Positions by the broker's word, with our own count beside it. While the two differ the risk gate takes the worse of
 * both; when they keep differing the broker is right and somebody traded elsewhere.
 */
export class PositionBook {
  readonly #clock: Clock;
  readonly #entries = new Map<InstrumentId, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onBrokerPosition(position: BrokerPosition, mark: number): void {
    const entry = this.#entry(position.instrument);
    const quiet = this.#clock.monotonicMs() - entry.touchedMs > settleMs;
    entry.quantity = position.quantity;
    entry.averagePrice = position.averagePrice;
    entry.instrument = position.instrument;
    entry.fresh = true;
    entry.reportMark = mark;
    if (quiet) entry.own = position.quantity;
  }

  onFill({ fill }: FillRecord, instrument: Instrument): void {
    const entry = this.#entry(instrument);
    entry.own += fill.side === 'BUY' ? fill.quantity : -fill.quantity;
    entry.touchedMs = this.#clock.monotonicMs();
  }

  /** One complete list: what is not in it is flat. Reports that came in behind `mark` are newer than the list. */
  baseline(positions: readonly BrokerPosition[], mark: number): void {
    const listed = new Map(positions.map((position) => [position.instrument.id, position]));
    for (const position of positions) this.#entry(position.instrument);
    for (const [id, entry] of this.#entries) {
      const position = listed.get(id);
      entry.fresh = true;
      if (entry.reportMark > mark) {
        this.#settle(entry);
        continue;
      }
      entry.quantity = position?.quantity ?? 0;
      entry.averagePrice = position?.averagePrice ?? 0;
      entry.own = entry.quantity;
    }
  }

  /** Brings both counts together once fills and reports have had time to meet. Answers what had drifted apart. */
  settle(): readonly { readonly instrument: InstrumentId; readonly own: number; readonly broker: number }[] {
    const drifted = [];
    for (const [instrument, entry] of this.#entries) {
      const { own, quantity: broker } = entry;
      if (same(own, broker) || this.#clock.monotonicMs() - entry.touchedMs <= settleMs) continue;
      entry.own = broker;
      drifted.push({ instrument, own, broker });
    }
    return drifted;
  }

  /** The connection is gone: nothing here is confirmed until the broker says it again. */
  markStale(): void {
    for (const entry of this.#entries.values()) entry.fresh = false;
  }

  range(instrument: InstrumentId): PositionRange {
    const entry = this.#entries.get(instrument);
    if (entry === undefined) return { low: 0, high: 0 };
    return { low: Math.min(entry.own, entry.quantity), high: Math.max(entry.own, entry.quantity) };
  }

  get(instrument: InstrumentId): HeldPosition | null {
    return this.#entries.get(instrument) ?? null;
  }

  all(): readonly HeldPosition[] {
    return [...this.#entries.values()];
  }

  #settle(entry: Entry): void {
    if (this.#clock.monotonicMs() - entry.touchedMs > settleMs) entry.own = entry.quantity;
  }

  #entry(instrument: Instrument): Entry {
    const known = this.#entries.get(instrument.id);
    if (known !== undefined) return known;
    const entry = {
      instrument,
      quantity: 0,
      own: 0,
      averagePrice: 0,
      fresh: false,
      touchedMs: Number.NEGATIVE_INFINITY,
      reportMark: -1,
    };
    this.#entries.set(instrument.id, entry);
    return entry;
  }
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}
