import type { TapeQuote, TapeTrade } from '../../ports/tape-source.ts';
import { instantOf } from '../../domain/time.ts';
import type { CsvRecord } from './csv-lines.ts';

const roundLot = 100;
/** Conditions whose prints do not set the last price: odd lot, out of sequence, derivatively priced, contingent, official. */
const unreportedConditions = /[IZ479MQ]/;

const midnights = new Map<string, number>();

/** `2018-01-02T09:40:04.748000`, New York time; microseconds are kept as a fraction of a millisecond. */
export function taqTime(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = match;
  const date = year + month + day;
  const secondOfDay = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  // Sessions lie behind the hour in which clocks change, so noon tells the day's offset.
  const midnight = midnights.get(date) ?? instantOf(date, 43_200) - 43_200_000;
  midnights.set(date, midnight);
  return midnight + Math.round(secondOfDay * 1e6) / 1e3;
}

/** A trade; null when it was corrected, cancelled or makes no sense. */
export function taqTrade(record: CsvRecord): TapeTrade | null {
  const time = taqTime(record['DT'] ?? '');
  const price = Number(record['PRICE']);
  const size = Number(record['SIZE']);
  const correction = Number(record['CORR'] ?? 0);
  if (time === null || !(price > 0) || !(size > 0) || correction !== 0) return null;
  const conditions = (record['COND'] ?? '').replaceAll(' ', '');
  return {
    kind: 'trade',
    symbol: record['SYMBOL'] ?? '',
    time,
    price,
    size,
    venue: record['EX'] ?? '',
    conditions,
    unreported: unreportedConditions.test(conditions),
  };
}

/** Why a record gives no tick. */
export function refusalOf(record: CsvRecord): string {
  if (taqTime(record['DT'] ?? '') === null) return 'no valid time';
  if (!('PRICE' in record)) return 'no valid prices or sizes';
  return Number(record['CORR'] ?? 0) === 0 ? 'no valid price or size' : 'corrected or cancelled';
}

type VenueQuote = { readonly bid: number; readonly bidSize: number; readonly ask: number; readonly askSize: number };

/** Turns the best quotes of single exchanges into the national best: best price, sizes at that price added up. */
export class NationalBest {
  readonly #venues = new Map<string, VenueQuote>();

  /** Null when the record is no quote. */
  next(record: CsvRecord): TapeQuote | null {
    const time = taqTime(record['DT'] ?? '');
    const [bid, ask] = [Number(record['BID']), Number(record['OFR'])];
    const [bidSize, askSize] = [Number(record['BIDSIZ']), Number(record['OFRSIZ'])];
    if (time === null || ![bid, ask, bidSize, askSize].every((value) => value >= 0)) return null;
    this.#venues.set(record['EX'] ?? '', { bid, ask, bidSize: bidSize * roundLot, askSize: askSize * roundLot });
    return { kind: 'quote', symbol: record['SYMBOL'] ?? '', time, ...this.#best() };
  }

  #best(): Pick<TapeQuote, 'bid' | 'ask' | 'bidSize' | 'askSize'> {
    let bid = 0;
    let ask = Infinity;
    for (const quote of this.#venues.values()) {
      if (quote.bidSize > 0 && quote.bid > bid) bid = quote.bid;
      if (quote.askSize > 0 && quote.ask > 0 && quote.ask < ask) ask = quote.ask;
    }
    let bidSize = 0;
    let askSize = 0;
    for (const quote of this.#venues.values()) {
      if (quote.bid === bid) bidSize += quote.bidSize;
      if (quote.ask === ask) askSize += quote.askSize;
    }
    return { bid: bid > 0 ? bid : null, ask: ask < Infinity ? ask : null, bidSize, askSize };
  }
}
