import type { InstrumentId } from '../../../domain/ids.ts';
import type { SimulatedMarket } from '../../simulated-market.ts';

export type Offer = { readonly price: number; readonly size: number; readonly venue: string };

/** How long after a level was taken the same size may be shown again, venue ms. */
const refillMs = 250;
const levelsLooked = 10;

type Taken = { readonly shown: number; readonly takenSize: number; readonly atMs: number };

/** What the book shows, less what simulated orders took of it before it was refreshed. */
export class DisplayedLiquidity {
  readonly #market: SimulatedMarket;
  readonly #taken = new Map<string, Taken>();

  constructor(market: SimulatedMarket) {
    this.#market = market;
  }

  /** Opposite side for an order, best price first. */
  offers(id: InstrumentId, action: 'BUY' | 'SELL'): readonly Offer[] {
    const found: Offer[] = [];
    for (const level of this.#levels(id, action)) {
      const size = level.size - this.#takenAt(id, action, level);
      if (size > 0) found.push({ ...level, size });
    }
    return found;
  }

  /** Best displayed price of the opposite side, taken or not. */
  bestPrice(id: InstrumentId, action: 'BUY' | 'SELL'): number | null {
    return this.#levels(id, action)[0]?.price ?? null;
  }

  take(id: InstrumentId, action: 'BUY' | 'SELL', offer: Offer, size: number): void {
    const key = `${id} ${action} ${offer.price}`;
    const shown = this.#levels(id, action).find((level) => level.price === offer.price)?.size ?? 0;
    const before = this.#taken.get(key);
    this.#taken.set(key, { shown, takenSize: (before?.takenSize ?? 0) + size, atMs: this.#market.clock.now() });
  }

  /** Size displayed at exactly this price on an order's own side. */
  ahead(id: InstrumentId, action: 'BUY' | 'SELL', price: number): number {
    const own = this.#levels(id, action === 'BUY' ? 'SELL' : 'BUY');
    return own.find((level) => Math.abs(level.price - price) < 1e-9)?.size ?? 0;
  }

  #levels(id: InstrumentId, action: 'BUY' | 'SELL'): readonly Offer[] {
    const depth = this.#market.depth(id, levelsLooked);
    const side = action === 'BUY' ? depth?.asks : depth?.bids;
    if (side && side.length > 0) return merged(side);
    const quote = this.#market.quote(id);
    const price = action === 'BUY' ? quote?.ask : quote?.bid;
    const size = action === 'BUY' ? quote?.askSize : quote?.bidSize;
    return price === null || price === undefined || !size ? [] : [{ price, size, venue: this.#venue(id) }];
  }

  /** Where a trade at the best price is reported to have happened. */
  #venue(id: InstrumentId): string {
    const instrument = this.#market.byId(id);
    return instrument?.primaryExchange || (instrument?.secType === 'OPT' ? 'CBOE' : 'NASDAQ');
  }

  #takenAt(id: InstrumentId, action: 'BUY' | 'SELL', level: Offer): number {
    const key = `${id} ${action} ${level.price}`;
    const taken = this.#taken.get(key);
    if (!taken) return 0;
    const refreshed = taken.shown !== level.size || this.#market.clock.now() - taken.atMs >= refillMs;
    if (!refreshed) return taken.takenSize;
    this.#taken.delete(key);
    return 0;
  }
}

/** Several makers at one price are one level. */
function merged(
  side: readonly { readonly price: number; readonly size: number; readonly maker: string }[],
): readonly Offer[] {
  const byPrice = new Map<number, Offer>();
  for (const level of side) {
    const known = byPrice.get(level.price);
    byPrice.set(level.price, {
      price: level.price,
      size: level.size + (known?.size ?? 0),
      venue: known?.venue ?? level.maker,
    });
  }
  return [...byPrice.values()];
}

export const liquidityRefillMs = refillMs;
