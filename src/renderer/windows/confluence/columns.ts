import type { ColDef } from 'ag-grid-community';
import { layerIds } from '../../../engine/domain/signal.ts';
import { age, missing, number, price, signedPercent } from '../../components/format.ts';
import { depthOf, heatTooltip } from '../../components/heat.ts';
import { layerNames } from '../../components/layer-names.ts';
import { worldNow } from '../../stores/world-clock.ts';
import { ConvictionCell } from './cells/conviction-cell.ts';
import { DirectionCell } from './cells/direction-cell.ts';
import { GexCell } from './cells/gex-cell.ts';
import { HeatCell } from './cells/heat-cell.ts';
import { SparkCell } from './cells/spark-cell.ts';
import { TextCell } from './cells/text-cell.ts';
import { evidenceAge } from './evidence-age.ts';
import { gexPosition, gexTooltip } from './gex-position.ts';
import type { GridRow, SymbolRow } from './grid-row.ts';

type Column = ColDef<GridRow>;

function of<Value>(read: (row: SymbolRow) => Value): (params: { readonly data?: GridRow | undefined }) => Value | null {
  return ({ data }) => (data?.kind === 'symbol' ? read(data) : null);
}

function changeOf({ quote }: SymbolRow): number | null {
  return quote?.last !== null && quote?.last !== undefined && quote.close ? quote.last / quote.close - 1 : null;
}

/** Missing values sort last in both directions. */
function byNumber(
  one: number | null | undefined,
  other: number | null | undefined,
  _a: unknown,
  _b: unknown,
  descending: boolean,
): number {
  if (typeof one !== 'number' || typeof other !== 'number')
    return typeof one === 'number' ? (descending ? 1 : -1) : typeof other === 'number' ? (descending ? -1 : 1) : 0;
  return one - other;
}

function layerColumns(): readonly Column[] {
  return layerIds.map((layer, layerIndex): Column => {
    const reading = (row: SymbolRow) => row.score?.score.layers[layerIndex];
    return {
      colId: layer,
      headerName: layerNames[layer].short,
      headerTooltip: `${layerNames[layer].long}: hue is direction, depth is strength × confidence, hatched is stale, empty is no data`,
      width: 42,
      flex: 0.3,
      minWidth: 38,
      maxWidth: 72,
      cellClass: 'heat-column',
      headerClass: 'heat-header',
      cellRenderer: HeatCell,
      cellRendererParams: { layerIndex },
      valueGetter: of((row) => {
        const found = reading(row);
        return found ? `${found.direction}|${found.status}|${Math.round(depthOf(found) * 100)}` : null;
      }),
      comparator: (_one, _other, a, b) => signedDepth(a.data, layerIndex) - signedDepth(b.data, layerIndex),
      tooltipValueGetter: ({ data }) =>
        data?.kind === 'symbol'
          ? heatTooltip(reading(data), worldNow() - (data.score?.score.eventTime ?? worldNow()))
          : '',
    };
  });
}

function signedDepth(row: GridRow | undefined, layerIndex: number): number {
  const reading = row?.kind === 'symbol' ? row.score?.score.layers[layerIndex] : undefined;
  if (!reading || reading.status === 'no-data') return 0;
  return reading.direction === 'neutral' ? 0 : depthOf(reading) * (reading.direction === 'bullish' ? 1 : -1);
}

/** Age by age, oldest first, so that the number in the cell can be taken apart. */
function ageTooltip({ score }: SymbolRow): string {
  if (!score) return 'No score yet';
  const waited = Math.max(0, worldNow() - score.score.eventTime);
  const ages = score.score.layers
    .flatMap(({ layer, ageMs }) => (ageMs === null ? [] : [{ layer, ageMs: ageMs + waited }]))
    .toSorted((one, other) => other.ageMs - one.ageMs)
    .map(({ layer, ageMs }) => `${layerNames[layer].short} ${age(ageMs)}`);
  return `${ages.join(', ') || 'No reading has an age'}. Score computed ${age(waited)} ago.`;
}

/** Delayed and frozen prices carry their name; a halt says so. */
function quoteNote({ quote }: SymbolRow): string {
  if (!quote) return 'No quote yet';
  if (quote.halted) return 'Trading is halted';
  return quote.dataType === 'live' ? `Bid ${price(quote.bid)}, ask ${price(quote.ask)}` : `${quote.dataType} data`;
}

export function confluenceColumns(threshold: () => number): readonly Column[] {
  return [
    {
      colId: 'ticker',
      headerName: 'Symbol',
      width: 76,
      valueGetter: of((row) => row.ticker),
      cellClass: 'ticker-cell',
      lockPosition: 'left',
    },
    {
      colId: 'direction',
      headerName: '',
      headerTooltip: 'Direction',
      width: 30,
      cellClass: ({ data }) => `direction ${data?.kind === 'symbol' ? (data.score?.score.direction ?? '') : ''}`,
      valueGetter: of((row) => row.score?.score.direction ?? null),
      cellRenderer: DirectionCell,
      tooltipValueGetter: of((row) => row.score?.score.direction ?? 'no score'),
    },
    {
      colId: 'conviction',
      headerName: 'Conviction',
      width: 104,
      flex: 1.2,
      minWidth: 92,
      maxWidth: 320,
      sort: 'desc',
      valueGetter: of((row) => row.score?.score.arithmetic.raw ?? null),
      comparator: byNumber,
      cellRenderer: ConvictionCell,
      cellRendererParams: { threshold },
    },
    {
      colId: 'agree',
      headerName: 'Agree',
      headerTooltip: 'Layers that agree, of those with data',
      width: 50,
      cellClass: 'num',
      headerClass: 'num',
      valueGetter: of((row) => (row.score ? `${row.score.score.agreeing}/${row.score.score.withData}` : null)),
      valueFormatter: ({ value }) => String(value ?? missing),
    },
    ...layerColumns(),
    {
      colId: 'today',
      headerName: 'Today',
      width: 84,
      flex: 1,
      minWidth: 72,
      maxWidth: 420,
      sortable: false,
      valueGetter: of((row) => row.score?.sparkline ?? null),
      cellRenderer: SparkCell,
    },
    {
      colId: 'last',
      headerName: 'Last',
      width: 76,
      headerClass: 'num',
      cellClass: ({ data }) => (data?.kind === 'symbol' && data.quote?.dataType !== 'live' ? 'num stale' : 'num'),
      valueGetter: of((row) => row.quote?.last ?? null),
      valueFormatter: ({ value }) => price(value as number | null),
      cellRenderer: TextCell,
      comparator: byNumber,
      tooltipValueGetter: of(quoteNote),
    },
    {
      colId: 'change',
      headerName: 'Chg %',
      width: 66,
      headerClass: 'num',
      cellClass: 'num',
      valueGetter: of(changeOf),
      valueFormatter: ({ value }) => signedPercent(value as number | null),
      cellRenderer: TextCell,
      comparator: byNumber,
      cellClassRules: { up: ({ value }) => value > 0, down: ({ value }) => value < 0 },
    },
    {
      colId: 'gex',
      headerName: 'GEX position',
      headerTooltip: 'Distance of spot to zero gamma; the rule runs from put wall to call wall',
      width: 124,
      flex: 1,
      minWidth: 112,
      maxWidth: 320,
      valueGetter: of((row) => gexPosition(row.score?.gex ?? null)?.toFlip ?? null),
      comparator: byNumber,
      cellRenderer: GexCell,
      tooltipValueGetter: of((row) => gexTooltip(row.score?.gex ?? null)),
    },
    {
      colId: 'iv-rank',
      headerName: 'IVR',
      headerTooltip: 'Implied volatility rank, 0 to 100',
      width: 46,
      headerClass: 'num',
      cellClass: 'num',
      valueGetter: of((row) => row.score?.impliedVolRank ?? null),
      valueFormatter: ({ value }) => number(value as number | null, 0),
      comparator: byNumber,
    },
    {
      colId: 'age',
      headerName: 'Age',
      headerTooltip: 'Age of the oldest market reading the score counts on; point at a number for every layer’s',
      width: 48,
      headerClass: 'num',
      cellClass: 'num faint',
      cellClassRules: {
        attention: ({ data }) =>
          data?.kind === 'symbol' && (data.score?.score.layers.some(({ status }) => status === 'stale') ?? false),
      },
      tooltipValueGetter: of((row) => ageTooltip(row)),
      valueGetter: of((row) => (row.score ? evidenceAge(row.score.score, worldNow()) : null)),
      valueFormatter: ({ value }) => age(value as number | null),
      cellRenderer: TextCell,
      comparator: byNumber,
    },
  ];
}
