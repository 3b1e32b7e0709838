import { impliedDividendYield, impliedForward } from '../../../engine/quant/pricing/forward.ts';
import { impliedVol } from '../../../engine/quant/pricing/implied-vol.ts';
import type { Smile } from '../../../engine/quant/volatility/smile.ts';
import type { StripQuotes } from '../../../engine/quant/volatility/strip-quotes.ts';
import type { ChainFile, ChainRow } from './chain-file.ts';

/** One expiry of one trading class: a call and a put by ascending strike; NaN = not known. */
export type ExpiryQuotes = StripQuotes & {
  readonly expiry: string;
  readonly root: string;
  readonly years: number;
  readonly callMid: Float64Array;
  readonly putMid: Float64Array;
  /** As the file states them. */
  readonly callVol: Float64Array;
  readonly putVol: Float64Array;
};

type Pair = { call: ChainRow | null; put: ChainRow | null };

function pairsByStrike(rows: readonly ChainRow[]): readonly (readonly [number, Pair])[] {
  const pairs = new Map<number, Pair>();
  for (const row of rows) {
    const pair = pairs.get(row.strike) ?? { call: null, put: null };
    if (row.cp > 0) pair.call ??= row;
    else pair.put ??= row;
    pairs.set(row.strike, pair);
  }
  return [...pairs].toSorted(([left], [right]) => left - right);
}

function quotesOf(rows: readonly ChainRow[], first: ChainRow): ExpiryQuotes {
  const pairs = pairsByStrike(rows);
  const column = (side: keyof Pair, name: 'bid' | 'ask' | 'price' | 'vol') =>
    Float64Array.from(pairs, ([, pair]) => pair[side]?.[name] ?? Number.NaN);
  return {
    expiry: first.expiry,
    root: first.root,
    years: first.years,
    strike: Float64Array.from(pairs, ([strike]) => strike),
    callBid: column('call', 'bid'),
    callAsk: column('call', 'ask'),
    putBid: column('put', 'bid'),
    putAsk: column('put', 'ask'),
    callMid: column('call', 'price'),
    putMid: column('put', 'price'),
    callVol: column('call', 'vol'),
    putVol: column('put', 'vol'),
  };
}

/** The live expiries of a chain, nearest first; two trading classes of one date stand apart, for they settle apart. */
export function liveExpiries({ rows }: ChainFile): readonly ExpiryQuotes[] {
  const groups = new Map<string, ChainRow[]>();
  for (const row of rows) {
    if (!(row.years > 0)) continue;
    const key = `${row.expiry} ${row.root} ${row.years}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const quotes = [...groups.values()].flatMap((group) => (group[0] === undefined ? [] : [quotesOf(group, group[0])]));
  return quotes.toSorted((left, right) => left.years - right.years);
}

export type ExpirySmile = {
  readonly smile: Smile;
  readonly dividendYield: number;
  /** 'parity': from the expiry's own calls and puts; 'carry': spot at the rate and yield given. */
  readonly forwardFrom: 'parity' | 'carry';
  /** 'prices': inverted; 'file': as stated there, for want of prices. */
  readonly volsFrom: 'prices' | 'file';
};

/** Fewer strikes are no smile: a vendor's placeholder vol would pass for one. */
const fewestStrikes = 3;

type SmileTerms = { readonly spot: number; readonly rate: number; readonly dividendYield: number };

/** Whether there are bids: last trades of a call and its put may be hours apart. */
export function hasQuotes({ callBid, putBid }: ExpiryQuotes): boolean {
  return callBid.some((bid) => bid > 0) && putBid.some((bid) => bid > 0);
}

/** Out-of-the-money vols of one expiry around its own forward; strikes without a usable quote are left out. */
export function expirySmile(quotes: ExpiryQuotes, terms: SmileTerms): ExpirySmile {
  const { strike, callMid, putMid, years } = quotes;
  const { spot, rate } = terms;
  const parity = impliedForward({ strikes: strike, callMids: callMid, putMids: putMid, rate, years });
  const forward = parity ?? spot * Math.exp((rate - terms.dividendYield) * years);
  const dividendYield = impliedDividendYield({ spot, forward, rate, years }) ?? terms.dividendYield;
  const points: { readonly strike: number; readonly vol: number }[] = [];
  const stated: typeof points = [];
  for (const [at, level] of strike.entries()) {
    const cp = level >= forward ? 1 : -1;
    const price = (cp > 0 ? callMid : putMid)[at] ?? Number.NaN;
    const { vol } = impliedVol({ cp, price, spot, strike: level, years, rate, dividendYield });
    if (vol !== null && vol > 0) points.push({ strike: level, vol });
    const own = (cp > 0 ? quotes.callVol : quotes.putVol)[at] ?? Number.NaN;
    if (own > 0) stated.push({ strike: level, vol: own });
  }
  const used = points.length >= fewestStrikes ? points : stated.length >= fewestStrikes ? stated : [];
  const smile = {
    strikes: Float64Array.from(used, (point) => point.strike),
    vols: Float64Array.from(used, ({ vol }) => vol),
    forward,
  };
  const volsFrom = points.length >= fewestStrikes ? 'prices' : 'file';
  return { smile, dividendYield, forwardFrom: parity === null ? 'carry' : 'parity', volsFrom };
}
