import type { FieldReader } from './field-reader.ts';

/** The twelve contract fields that most requests carry. */
export type ContractQuery = {
  readonly conId: number;
  readonly symbol: string;
  readonly secType: string;
  /** `YYYYMM`, `YYYYMMDD` or empty. */
  readonly expiry: string;
  readonly strike: number;
  /** Empty, `C` or `P`. */
  readonly right: string;
  readonly multiplier: string;
  readonly exchange: string;
  readonly primaryExchange: string;
  readonly currency: string;
  readonly localSymbol: string;
  readonly tradingClass: string;
};

export function readContract(reader: FieldReader): ContractQuery {
  return {
    conId: reader.int('conId'),
    symbol: reader.text('symbol').trim().toUpperCase(),
    secType: reader.text('secType').toUpperCase(),
    expiry: reader.text('lastTradeDateOrContractMonth').split(' ')[0] ?? '',
    strike: reader.number('strike') ?? 0,
    right: rightOf(reader.text('right')),
    multiplier: reader.text('multiplier'),
    exchange: reader.text('exchange').toUpperCase(),
    primaryExchange: reader.text('primaryExchange').toUpperCase(),
    currency: reader.text('currency').toUpperCase(),
    localSymbol: reader.text('localSymbol').trim(),
    tradingClass: reader.text('tradingClass').trim(),
  };
}

function rightOf(text: string): string {
  const first = text.toUpperCase()[0] ?? '';
  return first === 'C' || first === 'P' ? first : '';
}

export type ComboLeg = {
  readonly conId: number;
  readonly ratio: number;
  readonly action: string;
  readonly exchange: string;
};

/** Legs follow the contract only for combinations. */
export function readLegs(reader: FieldReader, secType: string): readonly ComboLeg[] {
  if (secType !== 'BAG') return [];
  const count = reader.int('legs');
  const legs: ComboLeg[] = [];
  for (let leg = 0; leg < count; leg += 1) {
    legs.push({
      conId: reader.int('legConId'),
      ratio: reader.int('legRatio'),
      action: reader.text('legAction'),
      exchange: reader.text('legExchange'),
    });
  }
  return legs;
}
