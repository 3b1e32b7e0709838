import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { JournalStore } from '../ports/journal-store.ts';

export interface InstrumentSource {
  byId(id: InstrumentId): Promise<Instrument | null>;
}

/** What is known of instruments: looked up at the broker for orders, taken from its reports for everything else. */
export class InstrumentCache {
  readonly #source: InstrumentSource;
  readonly #store: JournalStore;
  readonly #known = new Map<InstrumentId, Instrument>();
  readonly #lookedUp = new Set<InstrumentId>();

  constructor(source: InstrumentSource, store: JournalStore) {
    this.#source = source;
    this.#store = store;
  }

  /** Complete enough to send an order with. */
  async find(id: InstrumentId): Promise<Instrument | null> {
    const known = this.#known.get(id);
    if (known !== undefined && this.#lookedUp.has(id)) return known;
    const found = await this.#source.byId(id);
    if (found === null) return null;
    this.#known.set(id, found);
    if (found.conId !== null) this.#lookedUp.add(id);
    return found;
  }

  get(id: InstrumentId): Instrument | null {
    const known = this.#known.get(id) ?? this.#store.instrument(id);
    if (known !== null) this.#known.set(id, known);
    return known;
  }

  /** A report's description only counts where nothing better is known. */
  offer(instrument: Instrument): Instrument {
    const known = this.get(instrument.id);
    if (known !== null) return known;
    this.#known.set(instrument.id, instrument);
    return instrument;
  }
}
