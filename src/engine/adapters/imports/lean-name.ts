import { occSymbol } from '../../domain/occ-symbol.ts';

export type LeanWhat = 'trade' | 'quote' | 'openinterest';

/** What the name of a file inside a LEAN zip says of its rows. */
export type LeanName = {
  readonly subject: string;
  /** Trading date of rows that count milliseconds; null in daily and hourly files, whose rows carry their date. */
  readonly date: string | null;
  /** Null in daily and hourly files, which are called alike. */
  readonly resolution: 'tick' | 'second' | 'minute' | null;
  /** Null in daily and hourly files of shares, currencies and indices. */
  readonly what: LeanWhat | null;
  readonly kind: 'option' | 'future' | 'other';
};

const dated = /^(\d{8})_([a-z0-9]+)_(minute|second|tick)_(trade|quote|openinterest)(.*)\.csv$/;
const undated = /^([a-z0-9]+?)(?:_(trade|quote|openinterest))?((?:_(?:american|european))?_.+)?\.csv$/;
const optionTail = /^_(?:american|european)_(call|put)_(\d+)_(\d{8})$/;
const futureTail = /^_(\d{6,8})$/;

export function leanName(name: string, zip: string): LeanName | null {
  const day = dated.exec(name);
  if (day) {
    const [, date = '', symbol = '', resolution, what, tail = ''] = day;
    const named = nameOf(symbol, tail);
    return named && { ...named, date, resolution: resolution as LeanName['resolution'], what: what as LeanWhat };
  }
  const match = undated.exec(name);
  if (!match) return null;
  const [, symbol = '', what, tail = ''] = match;
  const named = nameOf(symbol, tail);
  const told = what ?? /_(trade|quote|openinterest)\b/.exec(zip)?.[1];
  return named && { ...named, date: null, resolution: null, what: (told as LeanWhat | undefined) ?? null };
}

function nameOf(symbol: string, tail: string): Pick<LeanName, 'subject' | 'kind'> | null {
  const root = symbol.toUpperCase();
  if (tail === '') return { subject: root, kind: 'other' };
  const option = optionTail.exec(tail);
  if (option) {
    const [, right = 'call', strike = '0', expiry = ''] = option;
    const parts = { root, expiry, right: right === 'call' ? 'C' : 'P', strike: Number(strike) / 10_000 } as const;
    return { subject: occSymbol(parts), kind: 'option' };
  }
  const future = futureTail.exec(tail);
  return future ? { subject: `${root}${future[1] ?? ''}`, kind: 'future' } : null;
}
