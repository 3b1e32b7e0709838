import { createGrid, type GridApi, type GridOptions } from 'ag-grid-community';
import { useEffect, useRef } from 'react';
import { gridTheme, styleNonce } from '../theme/grid-theme.ts';

/** What every grid of the program has in common. */
function common<Row>(): GridOptions<Row> {
  return {
    theme: gridTheme,
    styleNonce: styleNonce(),
    defaultColDef: {
      sortable: true,
      resizable: true,
      suppressMovable: true,
      suppressHeaderMenuButton: true,
      sortingOrder: ['desc', 'asc'],
    },
    animateRows: false,
    tooltipShowDelay: 400,
  };
}

type Props<Row> = {
  /** Taken when the grid is made; what changes later is told to the grid through its API. */
  readonly options: GridOptions<Row>;
  /** Left out by who hands rows over through the API. */
  readonly rows?: readonly Row[];
};

/** AG Grid without its React layer: cells are plain elements, drawn in the very frame their data arrives for. */
export function DataGrid<Row>({ options, rows }: Props<Row>) {
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<GridApi<Row> | null>(null);
  const first = useRef(options);
  useEffect(() => {
    if (!host.current) return;
    const api = createGrid<Row>(host.current, { ...common<Row>(), ...first.current });
    grid.current = api;
    return () => {
      grid.current = null;
      api.destroy();
    };
  }, []);
  useEffect(() => {
    if (rows) grid.current?.setGridOption('rowData', [...rows]);
  }, [rows]);
  return <div ref={host} className="data-grid" />;
}
