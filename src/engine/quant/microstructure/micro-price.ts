import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { type MicroPriceGrid, microPriceState, mirrored, type TickQuote, usualGrid } from './micro-price-states.ts';
import { settleMicroPrice } from './micro-price-limit.ts';
import type { QuoteColumns } from './order-flow-imbalance.ts';

/** What the next mid prices are expected to be, by state, as a distance from today's mid in ticks. */
export type MicroPriceModel = {
  readonly grid: MicroPriceGrid;
  /** After the next change of the mid. */
  readonly first: Float64Array;
  /** After all changes to come: the micro-price less the mid. */
  readonly adjustment: Float64Array;
  /** Successive quotes that were counted. */
  readonly transitions: number;
};

export type MicroPriceFailure = 'no-transitions' | 'not-identified';

/**
 * Counts how states follow each other, one quote at a time, and turns the counts into a micro-price. Counts are
 * symmetrised: every transition also counts mirrored, so that the estimate has no drift. Stoikov, Quantitative
 * Finance 18 (2018) 1959.
 */
export class MicroPriceCounts {
  readonly grid: MicroPriceGrid;
  /** From state to state while the mid stood still. */
  readonly #still: Float64Array;
  /** From state to state with a change of the mid. */
  readonly #moved: Float64Array;
  /** By state, the sum of the changes of the mid in ticks. */
  readonly #change: Float64Array;
  #state = -1;
  #mid = Number.NaN;
  #transitions = 0;

  constructor(grid: MicroPriceGrid = usualGrid) {
    const states = grid.imbalances * grid.spreads;
    this.grid = grid;
    this.#still = new Float64Array(states * states);
    this.#moved = new Float64Array(states * states);
    this.#change = new Float64Array(states);
  }

  get transitions(): number {
    return this.#transitions;
  }

  /** Quotes outside the grid, and jumps of the mid of more than a tick, are no transition. */
  add(quote: TickQuote): void {
    const state = microPriceState(quote, this.grid);
    const mid = (quote.bid + quote.ask) / 2;
    if (state >= 0 && this.#state >= 0) this.#count(state, Math.round(2 * (mid - this.#mid)) / 2);
    this.#state = state;
    this.#mid = mid;
  }

  #count(state: number, change: number): void {
    if (Math.abs(change) > 1) return;
    const states = this.#change.length;
    const from = this.#state;
    const back = mirrored(from, this.grid);
    const counts = change === 0 ? this.#still : this.#moved;
    const there = from * states + state;
    const mirror = back * states + mirrored(state, this.grid);
    counts[there] = (counts[there] as number) + 1;
    counts[mirror] = (counts[mirror] as number) + 1;
    this.#change[from] = (this.#change[from] as number) + change;
    this.#change[back] = (this.#change[back] as number) - change;
    this.#transitions += 1;
  }

  /**
   * The model of all transitions so far. Fails without any, and with 'not-identified' when some state was never seen
   * to lead to a change of the mid. States never visited have adjustment 0.
   */
  estimate(): Outcome<MicroPriceModel, MicroPriceFailure> {
    if (this.#transitions === 0) return fail('no-transitions', 'No successive quotes within the grid of states.');
    const limit = settleMicroPrice({ still: this.#still, moved: this.#moved, change: this.#change });
    if (limit === null) {
      const facts = { transitions: this.#transitions };
      return fail('not-identified', 'Some states were never seen to lead to a change of the mid.', facts);
    }
    return ok({ grid: this.grid, ...limit, transitions: this.#transitions });
  }
}

/** The model of a whole tape of best quotes, prices in ticks. */
export function estimateMicroPrice(
  quotes: QuoteColumns,
  grid: MicroPriceGrid = usualGrid,
): Outcome<MicroPriceModel, MicroPriceFailure> {
  const counts = new MicroPriceCounts(grid);
  for (let row = 0; row < quotes.bid.length; row += 1) {
    counts.add({
      bid: quotes.bid[row] as number,
      bidSize: quotes.bidSize[row] as number,
      ask: quotes.ask[row] as number,
      askSize: quotes.askSize[row] as number,
    });
  }
  return counts.estimate();
}

/** Mid plus the adjustment of the quote's state, in ticks; null for a quote outside the grid. */
export function microPrice(model: MicroPriceModel, quote: TickQuote): number | null {
  const state = microPriceState(quote, model.grid);
  return state < 0 ? null : (quote.bid + quote.ask) / 2 + (model.adjustment[state] as number);
}
