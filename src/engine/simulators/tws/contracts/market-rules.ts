import type { SimInstrument } from '../../simulated-market.ts';

export type PriceBand = { readonly fromPrice: number; readonly increment: number };

const rules: ReadonlyMap<number, readonly PriceBand[]> = new Map([
  // US stocks: a cent from one dollar, below it a hundredth of a cent.
  [
    26,
    [
      { fromPrice: 0, increment: 0.0001 },
      { fromPrice: 1, increment: 0.01 },
    ],
  ],
  [
    109,
    [
      { fromPrice: 0, increment: 0.01 },
      { fromPrice: 3, increment: 0.05 },
    ],
  ],
  [
    110,
    [
      { fromPrice: 0, increment: 0.05 },
      { fromPrice: 3, increment: 0.1 },
    ],
  ],
  [32, [{ fromPrice: 0, increment: 0.01 }]],
]);

/** Generated rules: one band of the instrument's own tick, numbered from 10,000 by ten-thousandths. */
const generatedBase = 10_000;

export function marketRuleId(instrument: SimInstrument): number {
  if (instrument.secType === 'STK' && instrument.minTick === 0.01) return 26;
  if (instrument.secType === 'OPT') {
    if (instrument.minTick >= 0.1) return 110;
    return instrument.minTick >= 0.05 ? 109 : 32;
  }
  return generatedBase + Math.round(instrument.minTick * 10_000);
}

export function priceBands(ruleId: number): readonly PriceBand[] | null {
  const known = rules.get(ruleId);
  if (known) return known;
  if (ruleId <= generatedBase) return null;
  return [{ fromPrice: 0, increment: (ruleId - generatedBase) / 10_000 }];
}

export function incrementAt(instrument: SimInstrument, price: number): number {
  const bands = priceBands(marketRuleId(instrument)) ?? [];
  let increment = instrument.minTick;
  for (const band of bands) if (Math.abs(price) >= band.fromPrice) increment = band.increment;
  return increment;
}

export function fitsIncrement(instrument: SimInstrument, price: number): boolean {
  const ticks = price / incrementAt(instrument, price);
  return Math.abs(ticks - Math.round(ticks)) < 1e-6;
}

/** Nearest valid price. */
export function roundToIncrement(instrument: SimInstrument, price: number): number {
  const increment = incrementAt(instrument, price);
  return Number((Math.round(price / increment) * increment).toFixed(6));
}
