import { number, table } from '../table.ts';
import type { ChainVolIndex } from './chain-vol-index.ts';
import type { ExpiryVol } from './expiry-vol.ts';

export type ChainVol = {
  readonly format: string;
  readonly asOf: string;
  readonly spot: number;
  readonly rate: number;
  readonly expiries: readonly ExpiryVol[];
  readonly constantMaturity: readonly { readonly days: number; readonly vol: number | null }[];
  readonly forwardVols: readonly { readonly from: string; readonly to: string; readonly vol: number | null }[];
  /** Pairs of neighbouring expiries whose fitted variances cross. */
  readonly calendarCrossings: readonly string[];
  readonly indices: readonly ChainVolIndex[];
};

function percent(vol: number | null | undefined): string {
  return number(vol === null || vol === undefined ? null : 100 * vol);
}

function modelFreeVol({ modelFree }: ExpiryVol): number | null {
  return modelFree?.status === 'ok' ? Math.sqrt(modelFree.variance) : null;
}

function sviText({ svi }: ExpiryVol): string {
  return svi.status === 'ok' ? 'free' : svi.status === 'arbitrage' ? (svi.arbitrage ?? '') : svi.status;
}

function expiryTable(expiries: readonly ExpiryVol[]): string {
  const right = (title: string, text: (row: ExpiryVol) => string) => ({ title, align: 'right' as const, text });
  return table<ExpiryVol>(
    [
      { title: 'Expiry', text: ({ expiry }) => expiry },
      { title: 'Class', text: ({ root }) => root },
      right('Days', ({ years }) => number(years * 365, 1)),
      right('Forward', ({ forward }) => number(forward)),
      right('Strikes', ({ strikes }) => String(strikes)),
      right('ATM %', ({ atmVol }) => percent(atmVol)),
      right('RR25', ({ skew }) => percent(skew?.riskReversal)),
      right('BF25', ({ skew }) => percent(skew?.butterfly)),
      right('Model-free %', (row) => percent(modelFreeVol(row))),
      right('Move 1 sd', ({ moves }) => number(moves.oneDeviation)),
      right('Straddle', ({ moves }) => number(moves.straddle)),
      right('SVI rmse', ({ svi }) => (Number.isFinite(svi.rmse) ? svi.rmse.toExponential(1) : '–')),
      { title: 'SVI arbitrage', text: sviText },
    ],
    expiries,
  );
}

function indexLine({ name, days, value, status, near, next }: ChainVolIndex): string {
  const terms = near === null ? '' : ` from ${near} and ${next ?? ''}`;
  return `${name} ${days} days: ${number(value)}${status === 'ok' ? '' : ` (${status})`}${terms}`;
}

function some(pairs: readonly string[]): string {
  if (pairs.length === 0) return 'none';
  return pairs.length <= 4 ? pairs.join(', ') : `${pairs.slice(0, 4).join(', ')} and ${pairs.length - 4} more`;
}

/** Vols of a chain for people. */
export function volTable(vol: ChainVol): string {
  const { format, asOf, spot, constantMaturity, forwardVols, calendarCrossings, indices } = vol;
  const maturities = constantMaturity.map(({ days, vol: value }) => `${days} d ${percent(value)}`);
  const falling = forwardVols.filter((each) => each.vol === null).map(({ from, to }) => `${from} / ${to}`);
  return [
    `${format}, as of ${asOf}, spot ${number(spot)}`,
    '',
    expiryTable(vol.expiries),
    '',
    `At-the-money vol of constant maturity, %: ${maturities.join(', ')}`,
    ...indices.map(indexLine),
    `At-the-money variance falls between: ${some(falling)}`,
    `Fitted smiles cross between: ${some(calendarCrossings)}`,
  ].join('\n');
}
