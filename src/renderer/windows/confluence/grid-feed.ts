import type { GridApi } from 'ag-grid-community';
import { currentSettings } from '../../stores/settings.ts';
import { quotes, scoreRows, settingsFeed, watchlist } from '../../stores/feeds.ts';
import type { GridRow, SymbolRow } from './grid-row.ts';
import { createOrderHold } from './order-hold.ts';
import { PricePainter } from './price-painter.ts';
import { groupOf } from './row-order.ts';
import { createCrossing } from './threshold.ts';
import { useConfluenceView } from './view-state.ts';

const paintEveryMs = 100;
const sortEveryMs = 1_000;

/**
 * Brings scores and quotes into the grid without React: rows are changed in place, painted at most ten times a second and only
 * where they can be seen, and sorted once a second, except while the trader holds them in place.
 */
export class GridFeed {
  readonly hold = createOrderHold();
  readonly #api: GridApi<GridRow>;
  readonly #rows = new Map<string, SymbolRow>();
  readonly #crossing = createCrossing();
  readonly #stop: (() => void)[] = [];
  #shape = '';
  #dirty = true;
  #paused = false;
  #sortedMs = 0;

  constructor(api: GridApi<GridRow>) {
    this.#api = api;
    this.#stop.push(...[scoreRows, quotes, watchlist, settingsFeed].map((feed) => feed.retain()));
    this.#stop.push(...[scoreRows.store, watchlist.store].map((store) => store.subscribe(() => (this.#dirty = true))));
    this.#stop.push(settingsFeed.store.subscribe(() => this.#restyle()));
    this.#stop.push(useConfluenceView.subscribe(() => this.#reshape()));
    const still = (): boolean => this.#paused || document.hidden;
    const prices = new PricePainter({ api, rows: this.#rows, still });
    this.#stop.push(() => prices.close());
    const paint = setInterval(() => this.#paint(), paintEveryMs);
    const age = setInterval(() => this.#age(), sortEveryMs);
    this.#stop.push(
      () => clearInterval(paint),
      () => clearInterval(age),
    );
    this.#paint();
  }

  /** While another tab covers the grid nothing is painted. */
  set paused(paused: boolean) {
    this.#paused = paused;
    this.#dirty = true;
  }

  close(): void {
    for (const stop of this.#stop) stop();
    this.hold.close();
  }

  #paint(): void {
    if (!this.#dirty || this.#paused || document.hidden || this.#api.isDestroyed()) return;
    this.#dirty = false;
    this.#merge();
    this.#reshape();
    // Right behind the data, so that rank and number are from the same moment.
    if (!this.hold.held() && performance.now() - this.#sortedMs >= sortEveryMs) this.#sort();
    this.#api.refreshCells({ rowNodes: this.#api.getRenderedNodes() });
    this.#flash();
  }

  #merge(): void {
    const scores = scoreRows.store.getState().items;
    const watched = watchlist.store.getState().items;
    // Indices that only feed the regime are watched too; they have no place in a ranking.
    const listed = new Set(currentSettings().watchlist);
    const tickers = new Set([...scores.keys(), ...[...watched.keys()].filter((ticker) => listed.has(ticker))]);
    for (const ticker of this.#rows.keys()) if (!tickers.has(ticker)) this.#rows.delete(ticker);
    const book = quotes.store.getState().items;
    for (const ticker of tickers) {
      const row = this.#rows.get(ticker) ?? { kind: 'symbol', id: ticker, ticker, score: null, quote: null };
      const instrument = watched.get(ticker)?.instrument?.id ?? `${ticker}.STK`;
      row.score = scores.get(ticker) ?? null;
      row.quote = book.get(instrument) ?? null;
      this.#rows.set(ticker, row);
    }
  }

  /** Rows are handed over anew only when which rows exist has changed. */
  #reshape(): void {
    if (this.#api.isDestroyed()) return;
    const { grouping, expanded, filter, pinned } = useConfluenceView.getState();
    const wanted = filter.trim().toUpperCase();
    const symbols = [...this.#rows.values()].filter(({ ticker }) => ticker.includes(wanted));
    const details = symbols
      .filter(({ ticker }) => expanded.has(ticker))
      .map(({ ticker }): GridRow => ({ kind: 'detail', id: `${ticker}:detail`, ticker }));
    const groups =
      grouping === 'none'
        ? []
        : [...new Set(symbols.filter(({ ticker }) => !pinned.has(ticker)).map((row) => groupOf(row, grouping)))].map(
            (group): GridRow => ({ kind: 'group', id: `group:${group}`, group }),
          );
    const rows: GridRow[] = [...symbols, ...details, ...groups];
    const shape = [...rows.map(({ id }) => id), ...[...pinned].map((ticker) => `pin:${ticker}`)].toSorted().join();
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#api.setGridOption('rowData', rows);
    this.#api.refreshClientSideRowModel('sort');
  }

  /** Row heights and the threshold's notch follow the settings. */
  #restyle(): void {
    this.#dirty = true;
    if (this.#api.isDestroyed()) return;
    this.#api.resetRowHeights();
    this.#api.refreshCells({ columns: ['conviction'], force: true });
  }

  #sort(): void {
    this.#sortedMs = performance.now();
    this.#api.refreshClientSideRowModel('sort');
  }

  #age(): void {
    if (this.#paused || document.hidden || this.#api.isDestroyed()) return;
    this.#api.refreshCells({ columns: ['age'], rowNodes: this.#api.getRenderedNodes() });
  }

  /** The only flash of the grid: conviction has come up to the alert threshold. */
  #flash(): void {
    const convictions = new Map(
      [...this.#rows.values()].flatMap(({ ticker, score }) =>
        score ? [[ticker, score.score.conviction] as const] : [],
      ),
    );
    const settings = currentSettings();
    const crossed = this.#crossing(convictions, settings.confluence.alertThreshold);
    if (settings.appearance.reducedMotion || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const rowNodes = crossed.flatMap((ticker) => this.#api.getRowNode(ticker) ?? []);
    if (rowNodes.length > 0) this.#api.flashCells({ rowNodes, flashDuration: 900, fadeDuration: 900 });
  }
}
