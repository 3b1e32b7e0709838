import { regularSession, tradingDate } from '../../../domain/calendar.ts';
import type { InstrumentId } from '../../../domain/ids.ts';
import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import type { AccountLedger } from './account-ledger.ts';
import { markPrice } from './mark-price.ts';

/** What one unit is worth at its end: intrinsic value of an option, the last price of a future. */
export function settlementPrice(market: SimulatedMarket, instrument: SimInstrument): number | null {
  if (instrument.secType === 'FUT') return markPrice(market.quote(instrument.id));
  const underlying = market.byConId(instrument.underlyingConId);
  const spot = underlying && (market.quote(underlying.id)?.last ?? markPrice(market.quote(underlying.id)));
  if (spot === null || instrument.strike === null) return null;
  const value = instrument.right === 'C' ? spot - instrument.strike : instrument.strike - spot;
  return Math.max(0, Math.round(value * 10_000) / 10_000);
}

/**
 * Settles in cash what expires on a date or before, without commission; answers which positions changed. Physical
 * delivery is not simulated.
 */
export function settleExpired(market: SimulatedMarket, ledger: AccountLedger, date: string): readonly InstrumentId[] {
  const settled: InstrumentId[] = [];
  for (const position of ledger.positions()) {
    const instrument = market.byId(position.instrument);
    if (!instrument || position.quantity === 0 || instrument.expiry === '' || instrument.expiry > date) continue;
    const price = settlementPrice(market, instrument);
    if (price === null) continue;
    ledger.apply({ instrument, quantity: -position.quantity, price, commission: 0 });
    settled.push(instrument.id);
  }
  return settled;
}

/** Runs `task` a second after each regular close, with the date that closed. Returns its cancel. */
export function afterEachClose(clock: SimulatedMarket['clock'], task: (date: string) => void): () => void {
  let cancel = (): void => undefined;
  const next = (fromMs: number): void => {
    const today = tradingDate(fromMs);
    const todayMs = regularSession(today).closeMs + 1_000;
    const date = todayMs > fromMs ? today : tradingDate(fromMs + 86_400_000);
    cancel = clock.schedule(regularSession(date).closeMs + 1_000, () => {
      task(date);
      next(clock.now());
    });
  };
  next(clock.now());
  return () => cancel();
}
