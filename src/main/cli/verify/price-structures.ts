import type { OpenBarColumns } from '../../../engine/quant/indicators/bar-columns.ts';
import { computeIndicator } from '../../../engine/quant/indicators/indicator-catalog.ts';
import { supertrend } from '../../../engine/quant/indicators/supertrend.ts';
import { anchoredVwap, sessionVwap } from '../../../engine/quant/indicators/vwap.ts';
import { findBreakouts } from '../../../engine/quant/structures/breakouts.ts';
import { findCupsAndHandles } from '../../../engine/quant/structures/cup-and-handle.ts';
import { findDivergences } from '../../../engine/quant/structures/divergences.ts';
import { pivotHighs, pivotLows } from '../../../engine/quant/structures/pivots.ts';
import { findTightRanges } from '../../../engine/quant/structures/tight-range.ts';
import { findVolumeSpikes } from '../../../engine/quant/structures/volume-spikes.ts';
import { findZones } from '../../../engine/quant/structures/zones.ts';
import { cases, type Fields, list, numbers, record, text } from './fields.ts';
import { compareLine } from './indicators.ts';
import { compareFound, type Found } from './found-structures.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const columnOrder = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Bars as rows in the order of `columnOrder`; rows without volume have volume 0. */
function columnsOf(value: unknown, path: string): OpenBarColumns {
  const rows = list(value, path).map((row, bar) => numbers(row, `${path}[${bar}]`));
  const short = rows.findIndex((row) => row.length < 4);
  if (short >= 0) throw new MalformedVectors(`${path}[${short}]: expected open, high, low, close and volume`);
  const column = (place: number) => Float64Array.from(rows, (row) => row[place] ?? 0);
  return { open: column(0), high: column(1), low: column(2), close: column(3), volume: column(4) };
}

function checkColumnOrder(file: Fields): void {
  const named = list(file['columns'], 'columns').map((name, at) => text(name, `columns[${at}]`));
  if (named.join() !== columnOrder.join()) throw new MalformedVectors(`columns: expected ${columnOrder.join(', ')}`);
}

type Part = { readonly file: Fields; readonly bars: OpenBarColumns; readonly compare: Comparisons };

function compareLines(
  { compare }: Part,
  at: { readonly quantity: string; readonly where: string; readonly expected: Fields },
  lines: Readonly<Record<string, Float64Array>>,
): void {
  for (const [name, line] of Object.entries(lines)) {
    const where = `${at.where}.${name}`;
    compareLine({ quantity: `${at.quantity} ${name}`, line, expected: at.expected[name], where, floor: 1 }, compare);
  }
}

function verifyVwap(part: Part): void {
  const { file, bars } = part;
  const session = Int32Array.from(numbers(file['session'], 'session'));
  const { value, deviation } = sessionVwap(bars, session);
  const expected = record(file['vwap'], 'vwap');
  compareLines(part, { quantity: 'VWAP', where: 'vwap', expected }, { value, stdev: deviation });
  for (const [anchor, line] of Object.entries(record(file['anchored'], 'anchored'))) {
    if (!/^\d+$/.test(anchor)) throw new MalformedVectors(`anchored.${anchor}: expected the number of a bar`);
    const anchored = { value: anchoredVwap(bars, Number(anchor)).value };
    compareLines(part, { quantity: 'anchored VWAP', where: `anchored.${anchor}`, expected: { value: line } }, anchored);
  }
}

function verifySupertrend(part: Part): void {
  for (const [label, value] of Object.entries(record(part.file['supertrend'], 'supertrend'))) {
    const where = `supertrend.${label}`;
    const [, period, multiplier] = /^(\d+)_(\d+(?:\.\d+)?)$/.exec(label) ?? [];
    if (period === undefined) throw new MalformedVectors(`${where}: expected a name such as 10_3`);
    const lines = supertrend(part.bars, { period: Number(period), multiplier: Number(multiplier) });
    compareLines(part, { quantity: `Supertrend`, where, expected: record(value, where) }, lines);
  }
}

/** An oscillator by a name such as `rsi14` or `obv`: letters of the catalog, digits of its period. */
function oscillatorOf(name: string, bars: OpenBarColumns): Float64Array {
  const [, id, period] = /^([a-z]+)(\d*)$/i.exec(name) ?? [];
  const parameters = period ? { period: Number(period) } : {};
  const computed = computeIndicator({ id: id ?? name, parameters }, bars);
  if (!computed.ok) throw new MalformedVectors(`divergences.${name}: ${computed.failure.message}`);
  return Object.values(computed.value)[0] ?? new Float64Array(0);
}

function verifyDivergences({ file, bars, compare }: Part): void {
  for (const [name, expected] of Object.entries(record(file['divergences'], 'divergences'))) {
    const floor = name.startsWith('obv') || name.startsWith('ad') ? 1e6 : 1;
    const found = findDivergences({ high: bars.high, low: bars.low, oscillator: oscillatorOf(name, bars) });
    const named = found.map((one) => ({
      words: { type: one.type },
      exact: { p1: one.first, p2: one.second, confirmed_at: one.confirmedAt },
      values: { price1: one.firstPrice, price2: one.secondPrice },
      large: { osc1: one.firstOscillator, osc2: one.secondOscillator },
    }));
    compareFound({ quantity: 'divergence', where: `divergences.${name}`, expected, found: named, floor }, compare);
  }
}

function zonesOf(bars: OpenBarColumns): readonly Found[] {
  return findZones(bars).map((zone) => ({
    words: { kind: zone.kind, state: zone.state },
    exact: {
      created: zone.created,
      base_start: zone.baseStart,
      base_end: zone.baseEnd,
      touches: zone.touches,
      broken_at: zone.brokenAt,
    },
    values: { low: zone.low, high: zone.high },
  }));
}

function cupsOf(bars: OpenBarColumns): readonly Found[] {
  return findCupsAndHandles(bars).map((cup) => ({
    words: { volume_confirmed: String(cup.isVolumeConfirmed) },
    exact: { left_rim: cup.leftRim, bottom: cup.bottom, right_rim: cup.rightRim, breakout: cup.breakout },
    values: { pivot_price: cup.pivotPrice, depth_pct: cup.depthPercent },
  }));
}

function verifyBars({ file, bars, compare }: Part): void {
  const bar = (at: number): Found => ({ words: {}, exact: { bar: at }, values: {} });
  const parts: readonly (readonly [string, string, readonly Found[]])[] = [
    ['pivot high', 'pivot_highs', pivotHighs(bars.high).map(bar)],
    ['pivot low', 'pivot_lows', pivotLows(bars.low).map(bar)],
    ['tight range', 'tight_range', findTightRanges(bars).map(bar)],
    [
      'volume spike',
      'volume_spikes',
      findVolumeSpikes(bars.volume).map(({ bar: at, ratio, level }) => ({
        words: {},
        exact: { bar: at, level },
        values: { ratio },
      })),
    ],
    [
      'breakout',
      'breakouts',
      findBreakouts(bars).map(({ bar: at, side, level, isConfirmed }) => ({
        words: { side, confirmed: String(isConfirmed) },
        exact: { bar: at },
        values: { level },
      })),
    ],
    ['zone', 'zones', zonesOf(bars)],
  ];
  for (const [quantity, field, found] of parts) {
    compareFound({ quantity, where: field, expected: file[field], found, floor: 1 }, compare);
  }
}

function verifyScenarios({ file, compare }: Part): void {
  const zone = record(file['zone_scenario'], 'zone_scenario');
  const zones = zonesOf(columnsOf(zone['bars'], 'zone_scenario.bars'));
  const where = 'zone_scenario.expected';
  compareFound({ quantity: 'zone', where, expected: zone['expected'], found: zones, floor: 1 }, compare);
  for (const { fields, path } of cases(file, 'cup_scenarios')) {
    const found = cupsOf(columnsOf(fields['bars'], `${path}.bars`));
    const at = { quantity: 'cup and handle', where: `${path}.expected`, expected: fields['expected'], floor: 1 };
    compareFound({ ...at, found }, compare);
  }
}

/** VWAP, Supertrend, pivots, divergences, zones, breakouts, tight ranges, volume spikes, cups with handle. */
export const verifyPriceStructures: Verifier = (file, compare) => {
  checkColumnOrder(file);
  const part = { file, bars: columnsOf(file['bars'], 'bars'), compare };
  verifyVwap(part);
  verifySupertrend(part);
  verifyDivergences(part);
  verifyBars(part);
  verifyScenarios(part);
};
