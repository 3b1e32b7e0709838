import type { InstrumentId } from './ids.ts';

export type SecType = 'STK' | 'IND' | 'OPT' | 'FUT' | 'CASH' | 'CRYPTO';
export type OptionRight = 'C' | 'P';

export type Instrument = {
  readonly id: InstrumentId;
  readonly symbol: string;
  readonly secType: SecType;
  /** Where orders are routed, `SMART` for US stocks and options. */
  readonly exchange: string;
  readonly primaryExchange: string;
  readonly currency: string;
  /** Currency per point per contract: 1 for stocks, 100 for US equity options. */
  readonly multiplier: number;
  /** Smallest price step at the usual price; bands come from the broker's market rules. */
  readonly minTick: number;
  /** `YYYYMMDD` for options and futures, otherwise empty. */
  readonly expiry: string;
  readonly strike: number | null;
  readonly right: OptionRight | null;
  readonly tradingClass: string;
  /** The broker's contract number; null until the broker has confirmed the contract. */
  readonly conId: number | null;
  readonly name: string;
};

/** The stable text id of an instrument; see `ids.ts` for the shapes. */
export function instrumentId(parts: {
  readonly symbol: string;
  readonly secType: SecType;
  readonly currency?: string;
  readonly expiry?: string;
  readonly strike?: number | null;
  readonly right?: OptionRight | null;
  readonly tradingClass?: string;
}): InstrumentId {
  const { symbol, secType } = parts;
  if (secType === 'OPT') {
    const root = parts.tradingClass && parts.tradingClass !== symbol ? `${symbol}:${parts.tradingClass}` : symbol;
    return `${root}.OPT.${parts.expiry ?? ''}.${parts.right ?? '?'}.${parts.strike ?? '?'}`;
  }
  if (secType === 'FUT') return `${symbol}.FUT.${parts.expiry ?? ''}`;
  if (secType === 'CASH' || secType === 'CRYPTO') return `${symbol}.${secType}.${parts.currency ?? 'USD'}`;
  return `${symbol}.${secType}`;
}
