import { averageTrueRange } from '../indicators/average-true-range.ts';
import type { OpenBarColumns } from '../indicators/bar-columns.ts';
import { followZone, type ZoneLife } from './zone-life.ts';

export type ZoneKind = 'demand' | 'supply';

/** A price range that the market left fast after standing still in it. */
export type Zone = {
  readonly kind: ZoneKind;
  /** Bar at whose close the zone is known. */
  readonly created: number;
  /** First and last bar of the base. */
  readonly baseStart: number;
  readonly baseEnd: number;
  readonly low: number;
  readonly high: number;
} & ZoneLife;

type NewZone = Omit<Zone, keyof ZoneLife>;
type Ranges = { readonly bars: OpenBarColumns; readonly atr: Float64Array };

const atrPeriod = 14;
/** Bars of a base are at most this share of the ATR before the departure, which itself is more. */
const quietShare = 0.8;
const longestBase = 6;
const longestDeparture = 3;
const departureInAtr = 2;

function rangeOf({ high, low }: OpenBarColumns, bar: number): number {
  return (high[bar] as number) - (low[bar] as number);
}

/** First bar of the run of quiet bars that ends before `departure`; `departure` itself when there is none. */
function baseStart({ bars, atr }: Ranges, departure: number): number {
  const quiet = quietShare * (atr[departure - 1] as number);
  let first = departure;
  while (first > 0 && departure - first < longestBase) {
    const isQuiet = rangeOf(bars, first - 1) <= quiet && !Number.isNaN(atr[first - 1]);
    if (!isQuiet) break;
    first -= 1;
  }
  return first;
}

type Base = { readonly start: number; readonly end: number };

/** From the far wick to the near body: where resting orders are thought to be. */
function zoneOf({ bars, atr }: Ranges, base: Base, created: number): NewZone | null {
  const { open, high, low, close } = bars;
  let [top, bottom, highestBody, lowestBody] = [-Infinity, Infinity, -Infinity, Infinity];
  for (let bar = base.start; bar <= base.end; bar += 1) {
    top = Math.max(top, high[bar] as number);
    bottom = Math.min(bottom, low[bar] as number);
    highestBody = Math.max(highestBody, open[bar] as number, close[bar] as number);
    lowestBody = Math.min(lowestBody, open[bar] as number, close[bar] as number);
  }
  const current = close[created] as number;
  const move = current - (close[base.end] as number);
  const enough = departureInAtr * (atr[base.end] as number);
  const common = { created, baseStart: base.start, baseEnd: base.end };
  if (move >= enough && current > top) return { kind: 'demand', ...common, low: bottom, high: highestBody };
  if (-move >= enough && current < bottom) return { kind: 'supply', ...common, low: lowestBody, high: top };
  return null;
}

/** The zone left behind by a departure that starts at bar `departure`, or null. */
function zoneBefore(ranges: Ranges, departure: number): NewZone | null {
  const { bars, atr } = ranges;
  const start = baseStart(ranges, departure);
  if (start === departure) return null;
  if (!(rangeOf(bars, departure) > quietShare * (atr[departure - 1] as number))) return null;
  for (let length = 0; length < longestDeparture; length += 1) {
    const created = departure + length;
    if (created >= atr.length) return null;
    const zone = zoneOf(ranges, { start, end: departure - 1 }, created);
    if (zone) return zone;
  }
  return null;
}

/**
 * Demand and supply zones in the order they were created: a base of one to six quiet bars (range at most 0.8 ATR14)
 * that price leaves by 2 ATR within three bars. Each with what became of it by the last bar. House definition.
 */
export function findZones(bars: OpenBarColumns): readonly Zone[] {
  const atr = averageTrueRange(bars, atrPeriod);
  const zones: Zone[] = [];
  let departure = 1;
  while (departure < atr.length) {
    const zone = zoneBefore({ bars, atr }, departure);
    if (zone) zones.push({ ...zone, ...followZone(zone, bars) });
    departure = zone ? zone.created + 1 : departure + 1;
  }
  return zones;
}
