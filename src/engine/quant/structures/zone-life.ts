import type { HighLowClose } from '../indicators/bar-columns.ts';

export type ZoneState = 'fresh' | 'tested' | 'broken';

/** What became of a zone after it was created. */
export type ZoneLife = {
  /** How often price came into the zone from outside. */
  readonly touches: number;
  /** Bar of the first close beyond the far edge, null while the zone holds. */
  readonly brokenAt: number | null;
  readonly state: ZoneState;
};

type Bounds = {
  readonly kind: 'demand' | 'supply';
  readonly created: number;
  readonly low: number;
  readonly high: number;
};

/** Follows a zone from the bar behind its creation to its break or the last bar. */
export function followZone(zone: Bounds, { high, low, close }: HighLowClose): ZoneLife {
  const isDemand = zone.kind === 'demand';
  const isInside = (bar: number) => (isDemand ? (low[bar] as number) <= zone.high : (high[bar] as number) >= zone.low);
  let touches = 0;
  let wasInside = isInside(zone.created);
  for (let bar = zone.created + 1; bar < close.length; bar += 1) {
    const current = close[bar] as number;
    // A bar that closes through the zone breaks it and is no touch.
    if (isDemand ? current < zone.low : current > zone.high) return { touches, brokenAt: bar, state: 'broken' };
    const inside = isInside(bar);
    if (inside && !wasInside) touches += 1;
    wasInside = inside;
  }
  return { touches, brokenAt: null, state: touches > 0 ? 'tested' : 'fresh' };
}
