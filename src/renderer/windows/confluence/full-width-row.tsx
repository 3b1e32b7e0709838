import type { CustomCellRendererProps } from 'ag-grid-react';
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

/** A group's heading, or the opened explanation of a symbol. */
export function FullWidthRow({ data }: CustomCellRendererProps<GridRow>) {
  if (data?.kind === 'group') return <div className="group-row">{data.group}</div>;
  return data?.kind === 'detail' ? <Explanation ticker={data.ticker} /> : null;
}
