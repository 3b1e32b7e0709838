import type { CellFocusedEvent, CellKeyDownEvent, FullWidthCellKeyDownEvent, GridOptions } from 'ag-grid-community';
import { useMemo, useState, type KeyboardEvent } from 'react';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { DataGrid } from '../../components/data-grid.tsx';
import { number } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { trades } from '../../stores/feeds.ts';
import { focusSymbol } from '../../stores/symbols.ts';
import { useFeedCondition } from '../../stores/use-feed.ts';
import { worldNow } from '../../stores/world-clock.ts';
import { JournalBar } from './journal-bar.tsx';
import { journalColumns } from './journal-columns.ts';
import { Totals } from './totals.tsx';
import { TradeDetail } from './trade-detail.tsx';
import { everything, filterTrades } from './trade-filter.ts';
import { useTradeBook, type TradeBook } from './use-trade-book.ts';
import './journal.css';

type GridProps = { readonly rows: readonly JournalTrade[]; readonly onOpen: (id: string) => void };

function JournalGrid({ rows, onOpen }: GridProps) {
  const onFocus = ({ api, rowIndex }: CellFocusedEvent<JournalTrade>): void => {
    const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
    if (row?.data) focusSymbol(row.data.ticker);
    row?.setSelected(true, true);
  };
  const onKey = ({ event, data }: CellKeyDownEvent<JournalTrade> | FullWidthCellKeyDownEvent<JournalTrade>): void => {
    if (event instanceof KeyboardEvent && event.key === 'Enter' && data) onOpen(data.id);
  };
  const [options] = useState<GridOptions<JournalTrade>>(() => ({
    columnDefs: [...journalColumns(worldNow)],
    getRowId: ({ data }) => data.id,
    rowSelection: { mode: 'singleRow', checkboxes: false, enableClickSelection: true },
    onCellFocused: onFocus,
    onCellKeyDown: onKey,
    onRowClicked: ({ data }) => {
      if (data) onOpen(data.id);
    },
  }));
  return (
    <div className="journal-grid" data-testid={testIds.journalGrid}>
      <DataGrid options={options} rows={rows} />
    </div>
  );
}

/** Said where more trades exist than are listed: totals and filters are of the listed ones. */
function OlderTrades({ book: { all, more, loading, loadOlder } }: { readonly book: TradeBook }) {
  if (!more) return null;
  return (
    <p className="journal-older attention" role="status">
      <span>Only the newest {number(all.length, 0)} trades are here; figures and filters are of these.</span>
      <Button disabled={loading} onClick={loadOlder}>
        {loading ? 'Loading…' : 'Load older trades'}
      </Button>
    </p>
  );
}

export function Journal() {
  const book = useTradeBook();
  const condition = useFeedCondition(trades);
  const [filter, setFilter] = useState(everything);
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(() => filterTrades(book.all, filter), [book.all, filter]);
  const shown = open === null ? undefined : book.all.find(({ id }) => id === open);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && shown) setOpen(null);
  };
  return (
    <WhenKnown of={condition} what="the journal">
      {book.all.length === 0 ? (
        <Condition title="No trades yet">
          A trade appears with its first fill, together with what every layer said when it was submitted.
        </Condition>
      ) : (
        <div className="journal" onKeyDown={onKey}>
          <JournalBar filter={filter} onChange={setFilter} listed={rows} />
          <OlderTrades book={book} />
          <Totals trades={rows} />
          <div className="journal-body" data-detail={shown !== undefined}>
            {rows.length === 0 ? (
              <Condition title="No trade matches the filter" />
            ) : (
              <JournalGrid rows={rows} onOpen={setOpen} />
            )}
            {shown ? <TradeDetail trade={shown} onClose={() => setOpen(null)} /> : null}
          </div>
        </div>
      )}
    </WhenKnown>
  );
}
