import type { DraftFact } from '../../domain/facts/fact.ts';
import type { ShortInterest } from '../../domain/facts/short-selling.ts';
import { instantOf } from '../../domain/time.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { refused, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';
import { symbolReader, type SymbolReader } from './finra-symbol.ts';
import { nextPage, rowsOf } from './finra-rows.ts';

const mostRefusals = 50;

function count(row: Row, name: string): number | null | undefined {
  const value = readNumber(row[name]);
  return typeof value === 'number' && value < 0 ? undefined : value;
}

function bodyOf(row: Row): ShortInterest | string {
  const settlementDate = readDate(row['settlementDate']);
  if (settlementDate === null) return 'a row without its settlement date';
  const shares = count(row, 'currentShortPositionQuantity');
  if (typeof shares !== 'number') return 'a row without its short position';
  const previousShares = count(row, 'previousShortPositionQuantity');
  const averageDailyVolume = count(row, 'averageDailyVolumeQuantity');
  const daysToCover = count(row, 'daysToCoverQuantity');
  const changePercent = readNumber(row['changePercent']);
  if (previousShares === undefined || averageDailyVolume === undefined) return 'a quantity that is none';
  if (daysToCover === undefined || changePercent === undefined) return 'a ratio that is no number';
  return {
    settlementDate,
    shares,
    previousShares,
    averageDailyVolume,
    daysToCover,
    changePercent,
    isRevised: /^(R|Y|true)$/i.test(textOf(row['revisionFlag'])),
    ofFloat: null,
  };
}

function factOf(subject: string, body: ShortInterest, context: RequestContext): DraftFact {
  const eventTime = Math.min(instantOf(body.settlementDate, 16 * 3600), context.receivedTime);
  return { kind: 'short-interest', subject, key: body.settlementDate, eventTime, body };
}

type Sum = { shares: number; previousShares: number };

/** Summed over all rows of a settlement date, watched or not. */
function totals(sums: ReadonlyMap<string, Sum>, context: RequestContext): readonly DraftFact[] {
  return [...sums].flatMap(([settlementDate, { shares, previousShares }]) => {
    if (!Number.isFinite(shares) || !Number.isFinite(previousShares)) return [];
    const changePercent = previousShares > 0 ? (shares / previousShares - 1) * 100 : null;
    const body = { settlementDate, shares, previousShares, averageDailyVolume: null, daysToCover: null };
    return [factOf('', { ...body, changePercent, isRevised: false, ofFloat: null }, context)];
  });
}

type Read = {
  readonly facts: readonly DraftFact[];
  readonly refusals: readonly Refusal[];
  readonly sums: ReadonlyMap<string, Sum>;
  readonly count: number;
};

function symbolIn(row: Row, symbols: SymbolReader, context: RequestContext): string | null {
  if (row['symbolCode'] === undefined) return context.symbol === '' ? null : context.symbol;
  const spelling = textOf(row['symbolCode']);
  const { symbol } = context;
  // The API was asked for one symbol: a joined class needs no guess.
  return symbol !== '' && spelling === symbol.replaceAll('.', '') ? symbol : symbols.read(spelling);
}

function read(rows: Iterable<Row>, context: RequestContext): Read {
  const symbols = symbolReader(context);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const sums = new Map<string, Sum>();
  let seen = 0;
  let unread = 0;
  for (const row of rows) {
    seen += 1;
    const symbol = symbolIn(row, symbols, context);
    const body = symbol === null ? 'a row without its symbol' : bodyOf(row);
    if (typeof body === 'string' || symbol === null) {
      unread += 1;
      if (unread <= mostRefusals)
        refusals.push({ reason: typeof body === 'string' ? body : 'a row without its symbol', sample: sampleOf(row) });
      continue;
    }
    const sum = sums.get(body.settlementDate) ?? { shares: 0, previousShares: 0 };
    sum.shares += body.shares;
    sum.previousShares += body.previousShares ?? 0;
    sums.set(body.settlementDate, sum);
    if (symbol === context.symbol || symbols.wants(symbol)) facts.push(factOf(symbol, body, context));
  }
  if (unread > mostRefusals) refusals.push({ reason: `${unread} rows of ${seen} could not be read`, sample: '' });
  return { facts, refusals, sums, count: seen };
}

/** The file of a settlement date: who is watched, and the market as a whole. */
export function translateShortInterestFile(payload: Payload, context: RequestContext): Translation {
  const rows = rowsOf(payload, ['settlementDate', 'currentShortPositionQuantity']);
  if (!rows) return refused('no short interest file', payload.kind === 'text' ? payload.text : payload.kind);
  const { facts, refusals, sums } = read(rows, context);
  return { facts: [...facts, ...totals(sums, context)], refusals, followUps: [] };
}

/** The API's answer for one symbol, page by page. */
export function translateShortInterest(payload: Payload, context: RequestContext): Translation {
  const rows = rowsOf(payload, ['settlementDate', 'currentShortPositionQuantity']);
  if (!rows) return refused('no short interest rows', payload.kind === 'text' ? payload.text : payload.kind);
  const { facts, refusals, count: rowCount } = read(rows, context);
  return { facts, refusals, followUps: nextPage('short-interest-page', rowCount, context) };
}

/** One symbol that is always reported tells which settlement dates are out; each has a file, read once. */
export function translateSettlementDates(payload: Payload, context: RequestContext): Translation {
  const translated = translateShortInterest(payload, context);
  const dates = new Set(
    translated.facts.flatMap((fact) => (fact.kind === 'short-interest' ? fact.body.settlementDate : [])),
  );
  const files = [...dates].map((date): FollowUp => {
    const parameters = { settlement: date };
    return { endpoint: 'short-interest-file', symbol: '', parameters, once: `short-interest:${date}` };
  });
  return { ...translated, followUps: files };
}
