import type { Failure } from '../../domain/outcome.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';

type Tell = (failure: Failure<MarketDataCode> | null) => void;

/** What is wrong with one line, told once when it changes. Data clears it, except that delayed data stays delayed. */
export class LineProblem {
  readonly #tell: Tell;
  #failure: Failure<MarketDataCode> | null = null;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  is(failure: Failure<MarketDataCode>): void {
    const before = this.#failure;
    // Told twice, by an error and by the data type, in different words.
    if (before?.code === failure.code && (failure.code === 'delayed-only' || before.message === failure.message))
      return;
    this.#failure = failure;
    this.#tell(failure);
  }

  /** Data arrived. */
  clear(): void {
    if (this.#failure === null || this.#failure.code === 'delayed-only') return;
    this.#failure = null;
    this.#tell(null);
  }

  /** The vendor says what its data is: 1 live, 2 frozen, 3 delayed, 4 delayed frozen. */
  dataType(type: number): void {
    if (type > 2) return this.is(delayedOnly);
    if (this.#failure?.code !== 'delayed-only') return;
    this.#failure = null;
    this.#tell(null);
  }
}

const delayedOnly: Failure<MarketDataCode> = {
  code: 'delayed-only',
  message: 'No live market data entitlement: delayed data shown',
};

export const connectionLost: Failure<MarketDataCode> = { code: 'not-connected', message: 'TWS disconnected' };
