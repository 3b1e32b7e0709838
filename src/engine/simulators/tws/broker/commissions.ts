import type { SecType } from '../../../domain/instrument.ts';

const perUnit: Readonly<Record<SecType, number>> = {
  STK: 0.005,
  OPT: 0.65,
  FUT: 2.25,
  CASH: 0.00002,
  CRYPTO: 0.0018,
  IND: 0,
};
/** Smallest charge of an order, in its currency. */
const perOrder: Readonly<Record<SecType, number>> = { STK: 1, OPT: 1, FUT: 0, CASH: 2, CRYPTO: 1.75, IND: 0 };

/**
 * What an order costs after `filled` units in total. A single execution is charged the difference to what the
 * order was charged before, so that the minimum is paid once an order. Currencies and crypto are charged on value.
 */
export function orderCommission(secType: SecType, filled: number, value: number): number {
  if (filled === 0) return 0;
  const base = secType === 'CASH' || secType === 'CRYPTO' ? value : filled;
  return Math.round(Math.max(perOrder[secType], base * perUnit[secType]) * 10_000) / 10_000;
}
