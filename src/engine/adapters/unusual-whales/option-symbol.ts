import type { OptionTerms } from '../../domain/facts/option-flow.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { textOf, type Row } from '../vendor-kit/rows.ts';
import { dateIn } from './read-field.ts';

/** OCC symbol without padding: root, date, right, strike in thousandths. */
const listed = /^([A-Z0-9.]{1,6})(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/;

export type NamedOption = OptionTerms & { readonly root: string };

export function readOptionSymbol(value: unknown): NamedOption | null {
  const symbol = textOf(value);
  const match = listed.exec(symbol);
  if (!match) return null;
  const [, root = '', year = '', month = '', day = '', right, thousandths] = match;
  const expiry = dateIn(`20${year}-${month}-${day}`);
  const strike = Number(thousandths) / 1000;
  if (expiry === null || strike <= 0) return null;
  return { root, optionSymbol: symbol, expiry, strike, right: right === 'P' ? 'P' : 'C' };
}

/** Index options trade under roots of their own; what they are written on is the index. */
const underlyingOfRoot: Readonly<Record<string, string>> = {
  SPXW: 'SPX',
  SPXQ: 'SPX',
  VIXW: 'VIX',
  NDXP: 'NDX',
  RUTW: 'RUT',
  MRUT: 'RUT',
  XEO: 'OEX',
  DJXW: 'DJX',
  BRKB: 'BRK.B',
  BFB: 'BF.B',
};

export function underlyingOf(root: string): string {
  return underlyingOfRoot[root] ?? root;
}

type Spelling = { readonly symbol: string; readonly strike: string; readonly expiry: string; readonly type: string };

/** Terms from the symbol, checked against whatever else the row says of them; a text says what disagrees. */
export function optionTerms(row: Row, spelling: Spelling): NamedOption | string {
  const named = readOptionSymbol(row[spelling.symbol]);
  if (!named) return `${spelling.symbol} is no option symbol`;
  const strike = readNumber(row[spelling.strike]);
  if (typeof strike === 'number' && Math.abs(strike - named.strike) > 0.0005)
    return `${spelling.strike} is not the symbol's`;
  const expiry = dateIn(row[spelling.expiry]);
  if (expiry !== null && expiry !== named.expiry) return `${spelling.expiry} is not the symbol's`;
  const type = textOf(row[spelling.type]).toLowerCase();
  if ((type === 'call' && named.right === 'P') || (type === 'put' && named.right === 'C'))
    return `${spelling.type} is not the symbol's`;
  return named;
}

export function termsOnly({ optionSymbol, expiry, strike, right }: NamedOption): OptionTerms {
  return { optionSymbol, expiry, strike, right };
}
