import type { SimInstrument } from '../../simulated-market.ts';

const monthCodes = 'FGHJKMNQUVXZ';

/** The exchange's own name: `AAPL`, `SPY   261016C00450000`, `ESZ6`, `EUR.USD`. */
export function localSymbol(instrument: SimInstrument): string {
  const { secType, tradingClass, symbol, expiry, strike, right } = instrument;
  const root = tradingClass || symbol;
  if (secType === 'OPT') {
    const thousandths = String(Math.round((strike ?? 0) * 1000)).padStart(8, '0');
    return `${root.padEnd(6)}${expiry.slice(2)}${right ?? '?'}${thousandths}`;
  }
  if (secType === 'FUT') return `${root}${monthCodes[Number(expiry.slice(4, 6)) - 1] ?? '?'}${expiry.slice(3, 4)}`;
  if (secType === 'CASH' || secType === 'CRYPTO') return `${symbol}.${instrument.currency}`;
  return symbol;
}

/** `YYYYMM` of derivatives: the delivery month of a future, the expiry month of an option. */
export function contractMonth(instrument: SimInstrument): string {
  return instrument.expiry.slice(0, 6);
}

export function multiplierText(instrument: SimInstrument): string {
  return instrument.secType === 'OPT' || instrument.secType === 'FUT' ? String(instrument.multiplier) : '';
}
