import type { GridApi } from 'ag-grid-community';
import { quotes, watchlist } from '../../stores/feeds.ts';
import type { GridRow, SymbolRow } from './grid-row.ts';

/** A paint that costs more than this is followed by a rest: a slow machine paints less often and is never late for keys. */
const cheapMs = 5;
const restPerWork = 3;
const longestRestMs = 100;

/**
 * Puts new prices on the screen in the frame they arrive for, apart from the rest of the row: only the cells of rows whose
 * quote has changed are looked at.
 */
export class PricePainter {
  readonly #api: GridApi<GridRow>;
  readonly #rows: ReadonlyMap<string, SymbolRow>;
  readonly #still: () => boolean;
  readonly #stop: () => void;
  #restUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: {
    readonly api: GridApi<GridRow>;
    readonly rows: ReadonlyMap<string, SymbolRow>;
    /** True while nobody can see the grid. */
    readonly still: () => boolean;
  }) {
    this.#api = parts.api;
    this.#rows = parts.rows;
    this.#still = parts.still;
    // The store changes inside an animation frame: what is painted at once belongs to that frame.
    this.#stop = quotes.store.subscribe((state, before) => {
      if (state.items !== before.items) this.#soon();
    });
  }

  close(): void {
    this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #soon(): void {
    if (this.#timer !== null) return;
    const waitMs = this.#restUntilMs - performance.now();
    if (waitMs <= 0) return this.#paint();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      requestAnimationFrame(() => this.#paint());
    }, waitMs);
  }

  #paint(): void {
    if (this.#still() || this.#api.isDestroyed()) return;
    const startMs = performance.now();
    const rowNodes = this.#takeQuotes().flatMap((ticker) => this.#api.getRowNode(ticker) ?? []);
    if (rowNodes.length > 0) this.#api.refreshCells({ rowNodes, columns: ['last', 'change'] });
    const endMs = performance.now();
    const workMs = endMs - startMs;
    this.#restUntilMs = workMs > cheapMs ? endMs + Math.min(longestRestMs, restPerWork * workMs) : 0;
  }

  /** Tickers whose quote is another than before. */
  #takeQuotes(): readonly string[] {
    const book = quotes.store.getState().items;
    const watched = watchlist.store.getState().items;
    const changed: string[] = [];
    for (const [ticker, row] of this.#rows) {
      const quote = book.get(watched.get(ticker)?.instrument?.id ?? `${ticker}.STK`) ?? null;
      if (quote === row.quote) continue;
      row.quote = quote;
      changed.push(ticker);
    }
    return changed;
  }
}
