import { allocateChain, type ExposureChain } from '../../../engine/quant/exposure/exposure-chain.ts';
import type { ChainFile, ChainRow } from './chain-file.ts';

export type Rates = { readonly rate: number; readonly dividendYield: number; readonly multiplier: number };

/** What the command line says, else the file, else 0 and 100 shares a contract. */
export function ratesOf(numbers: Readonly<Record<string, number>>, chain: ChainFile): Rates {
  return {
    rate: numbers['rate'] ?? chain.rate ?? 0,
    dividendYield: numbers['yield'] ?? chain.dividendYield ?? 0,
    multiplier: numbers['multiplier'] ?? chain.multiplier ?? 100,
  };
}

/** The rows of a chain file as columns, sorted by expiry, strike and side, so that neighbours share their exponentials. */
export function exposureColumns(file: ChainFile, rates: Rates): ExposureChain {
  const order = (a: ChainRow, b: ChainRow) => a.years - b.years || a.strike - b.strike || b.cp - a.cp;
  const rows = [...file.rows].sort(order);
  const expiries = [...new Set(rows.map(({ expiry }) => expiry))];
  const position = new Map(expiries.map((expiry, index) => [expiry, index]));
  const chain = allocateChain({ size: rows.length, expiries, spot: file.spot, multiplier: rates.multiplier });
  chain.rate.fill(rates.rate);
  chain.dividendYield.fill(rates.dividendYield);
  for (const [index, row] of rows.entries()) {
    chain.cp[index] = row.cp;
    chain.strike[index] = row.strike;
    chain.years[index] = row.years;
    chain.vol[index] = row.vol;
    chain.openInterest[index] = row.openInterest;
    chain.volume[index] = row.volume;
    chain.expiry[index] = position.get(row.expiry) ?? 0;
  }
  return chain;
}
