import type { ColDef, ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { layerIds } from '../../../engine/domain/signal.ts';
import { directionGlyph } from '../../components/direction-mark.tsx';
import { dayAndTime } from '../../components/format-time.ts';
import { missing, number, price, score, signed } from '../../components/format.ts';
import { depthOf, heatTooltip } from '../../components/heat.ts';
import { layerNames } from '../../components/layer-names.ts';
import { heldFor } from './held-for.ts';
import '../../components/heat.css';

type Row = JournalTrade;
type HeatParams = ICellRendererParams<Row> & { readonly layerIndex: number };

/** The reading when the entry was submitted: hue = direction, depth = strength x confidence, hatched = stale then. */
class EntryHeat implements ICellRendererComp<Row> {
  readonly #element = document.createElement('div');

  init(params: HeatParams): void {
    this.#element.className = 'heat';
    this.#element.append(document.createElement('i'), document.createElement('span'));
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ data, layerIndex }: HeatParams): boolean {
    const reading = data?.entryScore?.layers.find(({ layer }) => layer === layerIds[layerIndex]);
    const empty = !reading || reading.status === 'no-data';
    const depth = reading ? depthOf(reading) : 0;
    const [fill, text] = this.#element.children;
    this.#element.dataset['direction'] = empty ? 'none' : reading.direction;
    this.#element.dataset['status'] = reading?.status ?? 'no-data';
    if (fill instanceof HTMLElement)
      fill.style.opacity = empty ? '0' : (0.1 + (reading.direction === 'neutral' ? 0.2 : 0.62) * depth).toFixed(2);
    if (text)
      text.textContent = empty
        ? ''
        : reading.direction === 'neutral'
          ? directionGlyph.neutral
          : String(Math.round(depth * 100));
    this.#element.setAttribute('aria-label', empty ? 'no data' : `${reading.direction} ${Math.round(depth * 100)}`);
    return true;
  }
}

const of =
  <Value>(pick: (trade: Row) => Value) =>
  ({ data }: { readonly data?: Row | undefined }): Value | null =>
    data ? pick(data) : null;

/** Missing values last, whichever way the column is sorted. */
function byNumber(one: number | null, other: number | null, _a: unknown, _b: unknown, descending: boolean): number {
  if (one === null || other === null) return one === other ? 0 : (one === null) === descending ? -1 : 1;
  return one - other;
}

function figure(
  colId: string,
  headerName: string,
  width: number,
  pick: (trade: Row) => number | null,
  text: (value: number | null) => string,
  more: Partial<ColDef<Row>> = {},
): ColDef<Row> {
  return {
    colId,
    headerName,
    width,
    headerClass: 'num',
    cellClass: 'num',
    valueGetter: of(pick),
    valueFormatter: ({ value }) => text(value as number | null),
    comparator: byNumber,
    ...more,
  };
}

const profit = {
  up: ({ value }: { readonly value?: number | null }) => (value ?? 0) > 0,
  down: ({ value }: { readonly value?: number | null }) => (value ?? 0) < 0,
};

function layerColumns(): readonly ColDef<Row>[] {
  return layerIds.map((layer, layerIndex) => ({
    colId: layer,
    headerName: layerNames[layer].short,
    headerTooltip: `${layerNames[layer].long} at entry`,
    width: 40,
    sortable: false,
    resizable: false,
    headerClass: 'heat-header',
    cellClass: 'heat-column',
    cellRenderer: EntryHeat,
    cellRendererParams: { layerIndex },
    tooltipValueGetter: ({ data }) => {
      const reading = data?.entryScore?.layers.find((each) => each.layer === layer);
      return data?.entryScore ? heatTooltip(reading, 0) : 'No score existed at entry';
    },
  }));
}

/** `now` is read at each drawing: an open trade grows older. */
export function journalColumns(now: () => number): readonly ColDef<Row>[] {
  return [
    figure('opened', 'Opened ET', 128, ({ openTime }) => openTime, dayAndTime, {
      headerClass: '',
      cellClass: '',
      sort: 'desc',
    }),
    {
      colId: 'ticker',
      headerName: 'Symbol',
      width: 72,
      valueGetter: of(({ ticker }) => ticker),
      cellClass: 'ticker-cell',
      tooltipValueGetter: of(({ instrument }) => instrument),
    },
    {
      colId: 'direction',
      headerName: 'Side',
      width: 70,
      valueGetter: of(({ direction }) => direction),
      valueFormatter: ({ value }) => (value === 'long' ? '▲ long' : '▼ short'),
      cellClassRules: { up: ({ value }) => value === 'long', down: ({ value }) => value === 'short' },
    },
    figure(
      'quantity',
      'Qty',
      60,
      ({ quantity }) => quantity,
      (value) => number(value, 0),
    ),
    figure('conviction', 'Conv', 52, ({ entryScore }) => entryScore?.conviction ?? null, score, {
      headerTooltip: 'Conviction when the entry was submitted',
    }),
    ...layerColumns(),
    figure('entry', 'Entry', 76, ({ entryPrice }) => entryPrice, price),
    figure('exit', 'Exit', 76, ({ exitPrice }) => exitPrice, price),
    figure(
      'pnl',
      'P&L',
      84,
      ({ realizedPnl, closeTime, openQuantity, quantity }) =>
        closeTime === null && Math.abs(openQuantity) === quantity ? null : realizedPnl,
      (value) => signed(value),
      {
        cellClassRules: profit,
        headerTooltip: 'Realised result',
        tooltipValueGetter: of(({ closeTime }) =>
          closeTime === null ? 'Still open: only what was closed so far' : 'Realised result, commissions taken off',
        ),
      },
    ),
    figure(
      'r',
      'R',
      54,
      ({ rMultiple }) => rMultiple,
      (value) => signed(value, 2),
      { cellClassRules: profit, headerTooltip: 'Result over the risk planned with the stop' },
    ),
    figure(
      'commission',
      'Comm',
      62,
      ({ commission }) => commission,
      (value) => number(value),
      {
        headerTooltip: 'Commission',
        tooltipValueGetter: of(({ commissionComplete }) =>
          commissionComplete ? 'All reports have arrived' : 'A commission report is still missing',
        ),
        cellClassRules: { attention: ({ data }) => data?.commissionComplete === false },
      },
    ),
    figure(
      'slippage',
      'Slip',
      60,
      ({ entrySlippage }) => entrySlippage,
      (value) => signed(value, 3),
      { headerTooltip: 'Entry fill against the mid at submit, positive = paid, per unit' },
    ),
    figure(
      'held',
      'Held',
      72,
      (trade) => (trade.closeTime ?? now()) - trade.openTime,
      (value) => heldFor(value),
      {
        cellClassRules: { faint: ({ data }) => data?.closeTime === null },
        tooltipValueGetter: of(({ closeTime }) =>
          closeTime === null ? 'Still open' : `Closed ${dayAndTime(closeTime)} ET`,
        ),
      },
    ),
    {
      colId: 'tags',
      headerName: 'Tags and notes',
      flex: 1,
      minWidth: 110,
      valueGetter: of(
        ({ tags, notes }) =>
          [tags.map((tag) => `#${tag}`).join(' '), notes.split('\n')[0] ?? ''].filter(Boolean).join('  ') || missing,
      ),
      cellClass: 'muted',
    },
  ];
}
