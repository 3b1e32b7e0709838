import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import { createRoot, type Root } from 'react-dom/client';
import { useFeedItem } from '../../stores/use-feed.ts';
import { scoreRows } from '../../stores/feeds.ts';
import type { GridRow } from './grid-row.ts';
import { RowDetail } from './row-detail.tsx';

function Explanation({ ticker }: { readonly ticker: string }) {
  const row = useFeedItem(scoreRows, ticker);
  return row ? (
    <RowDetail score={row.score} />
  ) : (
    <p className="pad muted">No score has been computed for {ticker} yet.</p>
  );
}

/** A group's heading, or the opened explanation of a symbol: the one part of the grid that React draws. */
export class FullWidthRow implements ICellRendererComp<GridRow> {
  readonly #element = document.createElement('div');
  #root: Root | null = null;

  init(params: ICellRendererParams<GridRow>): void {
    this.#element.className = 'full-width-row';
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data }: ICellRendererParams<GridRow>): boolean {
    this.#root ??= createRoot(this.#element);
    if (data?.kind === 'detail') this.#root.render(<Explanation ticker={data.ticker} />);
    else this.#root.render(data?.kind === 'group' ? <div className="group-row">{data.group}</div> : null);
    return true;
  }

  destroy(): void {
    const root = this.#root;
    this.#root = null;
    // The grid may drop a row while React is drawing another one.
    queueMicrotask(() => root?.unmount());
  }
}
