import type {
  CellFocusedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  GridOptions,
  GridReadyEvent,
  GridSizeChangedEvent,
  RowHeightParams,
} from 'ag-grid-community';
import { useEffect, useMemo, useRef, useState, type FocusEvent } from 'react';
import { DataGrid } from '../../components/data-grid.tsx';
import { testIds } from '../../components/test-ids.ts';
import type { WindowProps } from '../../frame/window-definition.ts';
import { openWindow } from '../../frame/workspace-actions.ts';
import { currentSettings } from '../../stores/settings.ts';
import { focusSymbol, useSymbols } from '../../stores/symbols.ts';
import { onPaletteChange } from '../../theme/palette.ts';
import { confluenceColumns } from './columns.ts';
import { FullWidthRow } from './full-width-row.tsx';
import { GridFeed } from './grid-feed.ts';
import type { GridRow } from './grid-row.ts';
import { createHeldOrder } from './held-order.ts';
import { arrangeRows } from './row-order.ts';
import { toggleExpanded, togglePin, useConfluenceView } from './view-state.ts';

const chooseDelayMs = 120;
/** Two lines a reading where there is little room, one where there is more. */
const detailHeights = { narrow: 352, wide: 252, from: 1_300 };

type GridContext = { readonly width: number };
const unmeasured: GridContext = { width: 0 };

function heightOf({ data, context }: RowHeightParams<GridRow>): number | undefined {
  const { width } = context as GridContext;
  if (data?.kind === 'detail') return width >= detailHeights.from ? detailHeights.wide : detailHeights.narrow;
  return currentSettings().appearance.density === 'comfortable' ? 32 : 26;
}

function measureWidth({ api, clientWidth }: GridSizeChangedEvent<GridRow>): void {
  const before = (api.getGridOption('context') as GridContext).width;
  api.setGridOption('context', { width: clientWidth } satisfies GridContext);
  if (clientWidth >= detailHeights.from !== before >= detailHeights.from) api.resetRowHeights();
}

/** What the rows are sorted by, as one word. */
function sortingOf(api: GridApi<GridRow>): string {
  return api
    .getColumnState()
    .map(({ colId, sort }) => (sort ? `${colId} ${sort}` : ''))
    .join('');
}

/** The grid keeps focus by place, the trader means a symbol: after rows have moved the focus goes where its symbol went. */
function followFocus(api: GridApi<GridRow>, wrapper: HTMLElement | null, ticker: string): void {
  const cell = api.getFocusedCell();
  if (!cell) return;
  if (!wrapper?.contains(document.activeElement)) return api.clearFocusedCell();
  const at = api.getDisplayedRowAtIndex(cell.rowIndex)?.data;
  if (at && at.kind !== 'group' && at.ticker === ticker) return;
  const row = api.getRowNode(ticker)?.rowIndex;
  if (row !== null && row !== undefined) api.setFocusedCell(row, cell.column);
}

/** A grid that appears after its window did takes the keyboard if nothing else has it. */
function takeKeyboard(wrapper: HTMLElement | null): void {
  const holder = document.activeElement;
  if (wrapper && (holder === document.body || holder === wrapper.closest('[data-panel]')))
    requestAnimationFrame(() => wrapper.focus());
}

/** Opens or closes the explanation; an opened one is brought into view below its row. */
function openBelow(api: GridApi<GridRow>, ticker: string): void {
  toggleExpanded(ticker);
  const row = useConfluenceView.getState().expanded.has(ticker) ? api.getRowNode(ticker) : undefined;
  if (row) api.ensureNodeVisible(row, 'top');
}

function onKey({ api, event, data }: CellKeyDownEvent<GridRow> | FullWidthCellKeyDownEvent<GridRow>): void {
  if (
    !(event instanceof KeyboardEvent) ||
    !data ||
    data.kind === 'group' ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  )
    return;
  if (event.key === 'Enter') openBelow(api, data.ticker);
  else if (event.key === 'p' || event.key === 'P') togglePin(data.ticker);
  else if (event.key === 'd' || event.key === 'D') openWindow('deep-dive', { ticker: data.ticker });
}

/** The ranked grid. Data flows through GridFeed; React only frames it. */
export function ConfluenceGrid({ ticker, choose, visible }: Pick<WindowProps, 'ticker' | 'choose' | 'visible'>) {
  const feed = useRef<GridFeed | null>(null);
  const grid = useRef<GridApi<GridRow> | null>(null);
  const focused = useRef(ticker);
  const lastShown = useRef(ticker);
  const wrapper = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const heldOrder = useMemo(() => createHeldOrder(), []);
  const latest = useRef({ ticker, choose });

  useEffect(() => {
    latest.current = { ticker, choose };
  }, [ticker, choose]);
  useEffect(() => {
    if (feed.current) feed.current.paused = !visible;
  }, [visible]);
  useEffect(() => onPaletteChange(() => grid.current?.refreshCells({ force: true, columns: ['today'] })), []);
  useEffect(() => {
    const row = grid.current?.getRowNode(ticker);
    row?.setSelected(true, true);
    // Not at the start: there the best ranks are what is looked at.
    if (row && lastShown.current !== ticker) grid.current?.ensureNodeVisible(row);
    lastShown.current = ticker;
  }, [ticker]);
  useEffect(
    () => () => {
      feed.current?.close();
      feed.current = null;
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );

  /** The keyboard arrives at the selected row, else at the first. */
  const onArrive = (event: FocusEvent<HTMLDivElement>): void => {
    const api = grid.current;
    if (event.target !== event.currentTarget || !api) return;
    const row = api.getRowNode(ticker) ?? api.getDisplayedRowAtIndex(0);
    if (row?.rowIndex !== null && row?.rowIndex !== undefined) api.setFocusedCell(row.rowIndex, 'ticker');
  };

  const onReady = ({ api }: GridReadyEvent<GridRow>): void => {
    feed.current?.close();
    feed.current = new GridFeed(api);
    grid.current = api;
    takeKeyboard(wrapper.current);
    api.getRowNode(latest.current.ticker)?.setSelected(true, true);
  };
  // The keyboard acts on the focused row at once; linked windows follow a moment later, so that holding an arrow key stays light.
  const onFocus = ({ api, rowIndex }: CellFocusedEvent<GridRow>): void => {
    const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
    if (!row?.data || row.data.kind === 'group') return;
    const chosen = row.data.ticker;
    focused.current = chosen;
    focusSymbol(chosen);
    api.getRowNode(chosen)?.setSelected(true, true);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // Whoever chose another symbol in the meantime, chose later.
      if (useSymbols.getState().focused === chosen) latest.current.choose(chosen);
    }, chooseDelayMs);
  };

  const [options] = useState<GridOptions<GridRow>>(() => ({
    columnDefs: [...confluenceColumns(() => currentSettings().confluence.alertThreshold)],
    getRowId: ({ data }) => data.id,
    // Its place is kept free: one that comes with the rows would push the last column out of sight.
    alwaysShowVerticalScroll: true,
    context: unmeasured,
    getRowHeight: heightOf,
    onGridSizeChanged: measureWidth,
    isFullWidthRow: ({ rowNode }) => rowNode.data?.kind !== 'symbol',
    fullWidthCellRenderer: FullWidthRow,
    postSortRows: ({ nodes, api }) => {
      const { grouping, pinned } = useConfluenceView.getState();
      const still = heldOrder(nodes, (node) => node.id ?? '', {
        held: feed.current?.hold.held() ?? false,
        sortedBy: sortingOf(api),
      });
      nodes.splice(0, nodes.length, ...arrangeRows(still, (node) => node.data, { grouping, pinned }));
    },
    rowClassRules: {
      'is-pinned': ({ data }) => data?.kind === 'symbol' && useConfluenceView.getState().pinned.has(data.ticker),
    },
    rowSelection: { mode: 'singleRow', checkboxes: false, enableClickSelection: false },
    // Rows out of sight cost a frame as much as those in sight.
    rowBuffer: 2,
    scrollbarWidth: 10,
    tooltipHideDelay: 20_000,
    suppressNoRowsOverlay: true,
    onGridReady: onReady,
    onCellFocused: onFocus,
    onModelUpdated: ({ api }) => followFocus(api, wrapper.current, focused.current),
    onCellKeyDown: onKey,
    onCellDoubleClicked: ({ data }) => {
      if (data?.kind === 'symbol') openWindow('deep-dive', { ticker: data.ticker });
    },
  }));

  return (
    <div
      ref={wrapper}
      className="confluence-grid"
      data-initial-focus
      tabIndex={-1}
      onFocus={onArrive}
      onPointerEnter={() => feed.current?.hold.pointer(true)}
      onPointerLeave={() => feed.current?.hold.pointer(false)}
      onKeyDownCapture={() => feed.current?.hold.keyboard()}
      data-testid={testIds.confluenceGrid}
    >
      <DataGrid options={options} />
    </div>
  );
}
