import type { SimInstrument, SimOptionModel, SimulatedMarket } from '../../simulated-market.ts';
import { ticks } from '../encode/market-data.ts';

export type DerivedTick =
  | { readonly kind: 'size'; readonly tick: number; readonly value: number }
  | { readonly kind: 'generic'; readonly tick: number; readonly value: number }
  | {
      readonly kind: 'option';
      readonly tick: number;
      readonly model: SimOptionModel | null;
      readonly price: number | null;
    };

/** Ticks that come from more than the quote: option totals, volatilities, average volume, computations. */
export function derivedTicks(
  market: SimulatedMarket,
  instrument: SimInstrument,
  wanted: ReadonlySet<number>,
): readonly DerivedTick[] {
  return [
    ...optionVolumes(market, instrument, wanted),
    ...openInterest(market, instrument, wanted),
    ...volatilities(market, instrument, wanted),
    ...stockFacts(instrument, wanted),
    ...computations(market, instrument),
  ];
}

function size(tick: number, value: number): DerivedTick {
  return { kind: 'size', tick, value };
}

function optionVolumes(
  market: SimulatedMarket,
  instrument: SimInstrument,
  wanted: ReadonlySet<number>,
): readonly DerivedTick[] {
  if (!wanted.has(100)) return [];
  if (instrument.secType === 'OPT') {
    const volume = market.quote(instrument.id)?.volume ?? 0;
    return [
      size(ticks.callVolume, instrument.right === 'C' ? volume : 0),
      size(ticks.putVolume, instrument.right === 'P' ? volume : 0),
    ];
  }
  const totals = market.optionTotals(instrument.symbol);
  return totals ? [size(ticks.callVolume, totals.callVolume), size(ticks.putVolume, totals.putVolume)] : [];
}

function openInterest(
  market: SimulatedMarket,
  instrument: SimInstrument,
  wanted: ReadonlySet<number>,
): readonly DerivedTick[] {
  const own = market.openInterest(instrument.id);
  if (instrument.secType === 'FUT')
    return wanted.has(588) && own !== null ? [size(ticks.futuresOpenInterest, own)] : [];
  if (!wanted.has(101)) return [];
  if (instrument.secType === 'OPT') {
    const interest = own ?? 0;
    return [
      size(ticks.callOpenInterest, instrument.right === 'C' ? interest : 0),
      size(ticks.putOpenInterest, instrument.right === 'P' ? interest : 0),
    ];
  }
  const totals = market.optionTotals(instrument.symbol);
  return totals
    ? [size(ticks.callOpenInterest, totals.callOpenInterest), size(ticks.putOpenInterest, totals.putOpenInterest)]
    : [];
}

function volatilities(
  market: SimulatedMarket,
  instrument: SimInstrument,
  wanted: ReadonlySet<number>,
): readonly DerivedTick[] {
  if (instrument.secType === 'OPT' || (!wanted.has(104) && !wanted.has(106))) return [];
  const volatility = market.volatility(instrument.symbol);
  if (!volatility) return [];
  const found: DerivedTick[] = [];
  if (wanted.has(104))
    found.push({ kind: 'generic', tick: ticks.optionHistoricalVol, value: digits(volatility.historicalVol) });
  if (wanted.has(106))
    found.push({ kind: 'generic', tick: ticks.optionImpliedVol, value: digits(volatility.impliedVol) });
  return found;
}

function stockFacts(instrument: SimInstrument, wanted: ReadonlySet<number>): readonly DerivedTick[] {
  if (instrument.secType !== 'STK') return [];
  const found: DerivedTick[] = [];
  if (wanted.has(165)) found.push(size(ticks.averageVolume, instrument.averageVolume));
  // Above 2.5: at least a thousand shares can be borrowed.
  if (wanted.has(236)) found.push({ kind: 'generic', tick: ticks.shortable, value: 3 });
  return found;
}

/** Computations of bid, ask, last and model; the greeks are the model's in all four. */
function computations(market: SimulatedMarket, instrument: SimInstrument): readonly DerivedTick[] {
  if (instrument.secType !== 'OPT') return [];
  const model = market.model(instrument.id);
  const quote = market.quote(instrument.id);
  const at = (tick: number, price: number | null): DerivedTick => ({
    kind: 'option',
    tick,
    model: price === null ? null : model,
    price,
  });
  const found: DerivedTick[] = [{ kind: 'option', tick: ticks.modelOption, model, price: null }];
  if (quote) found.push(at(ticks.bidOption, quote.bid), at(ticks.askOption, quote.ask));
  if (quote && quote.last !== null) found.push(at(ticks.lastOption, quote.last));
  return found;
}

function digits(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
