import type { SimInstrument } from '../../simulated-market.ts';
import { localSymbol, multiplierText } from '../contracts/local-symbol.ts';
import type { Message } from '../wire/field-writer.ts';

/** What each message family writes where a stock has no right: `?` in orders, `0` in positions and portfolio. */
export type NoRight = '?' | '0' | '';

/**
 * symbol, secType, expiry, strike, right, multiplier, exchange, currency, localSymbol, tradingClass after the conId:
 * the eleven contract fields of orders, executions and positions.
 */
export function orderContract(instrument: SimInstrument, exchange: string, noRight: NoRight): Message {
  return [
    instrument.conId,
    instrument.symbol,
    instrument.secType,
    instrument.expiry,
    strikeText(instrument),
    instrument.right ?? noRight,
    multiplierText(instrument),
    exchange,
    instrument.currency,
    localSymbol(instrument),
    tradingClassOf(instrument),
  ];
}

/** TWS writes whole strikes with a decimal place, `0.0` for none. */
export function strikeText(instrument: SimInstrument): string {
  const strike = instrument.strike ?? 0;
  return Number.isInteger(strike) ? `${strike}.0` : String(strike);
}

export function tradingClassOf(instrument: SimInstrument): string {
  return instrument.tradingClass || instrument.symbol;
}
