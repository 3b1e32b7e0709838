import type { InstrumentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { fail, ok, type Outcome } from '../domain/outcome.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';
import { queryOfId } from './instrument-query.ts';

type Answer = Outcome<Instrument, MarketDataCode>;

/** Every contract the vendor has confirmed. Each is asked for once, however many want it. */
export class InstrumentBook {
  readonly #vendor: Pick<MarketData, 'resolve' | 'search'>;
  readonly #known = new Map<InstrumentId, Instrument>();
  readonly #asking = new Map<InstrumentId, Promise<Answer>>();

  constructor(vendor: Pick<MarketData, 'resolve' | 'search'>) {
    this.#vendor = vendor;
  }

  known(id: InstrumentId): Instrument | null {
    return this.#known.get(id) ?? null;
  }

  resolve(id: InstrumentId): Promise<Answer> {
    const known = this.#known.get(id);
    if (known) return Promise.resolve(ok(known));
    const asking = this.#asking.get(id) ?? this.#ask(id).finally(() => this.#asking.delete(id));
    this.#asking.set(id, asking);
    return asking;
  }

  async search(pattern: string): Promise<Outcome<Instrument[], MarketDataCode>> {
    const found = await this.#vendor.search(pattern);
    return found.ok ? ok([...found.value]) : found;
  }

  async #ask(id: InstrumentId): Promise<Answer> {
    const query = queryOfId(id);
    if (query === null) return fail('no-contract', `${id} is not an instrument id`);
    const found = await this.#vendor.resolve(query);
    if (!found.ok) return found;
    const instrument = found.value.find((candidate) => candidate.id === id) ?? onlyOne(found.value);
    if (instrument === null) {
      const code = found.value.length === 0 ? 'no-contract' : 'ambiguous-contract';
      return fail(code, `${found.value.length} contracts fit ${id}`, { candidates: found.value.length });
    }
    // The id asked for stays the key: subscribers know nothing of the vendor's trading class.
    const kept = { ...instrument, id };
    this.#known.set(id, kept);
    return ok(kept);
  }
}

function onlyOne(found: readonly Instrument[]): Instrument | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
