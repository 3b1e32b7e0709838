import { previousTradingDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { PutCallRatio } from '../../domain/facts/volatility-readings.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { closeOfDay } from '../vendor-kit/daily-bar.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber, requiredNumber } from '../vendor-kit/numbers.ts';
import { isRow, refused, textOf, translateRows, type Row } from '../vendor-kit/rows.ts';
import { csvRecord, csvTable } from './csv-table.ts';

/** Segment names of the daily page: the series we call them, and where their volumes stand. */
const segments = new Map([
  ['TOTAL PUT/CALL RATIO', { series: 'PCR-TOTAL', section: 'SUM OF ALL PRODUCTS' }],
  ['INDEX PUT/CALL RATIO', { series: 'PCR-INDEX', section: 'INDEX OPTIONS' }],
  ['EQUITY PUT/CALL RATIO', { series: 'PCR-EQUITY', section: 'EQUITY OPTIONS' }],
  ['EXCHANGE TRADED PRODUCTS PUT/CALL RATIO', { series: 'PCR-ETP', section: 'EXCHANGE TRADED PRODUCTS' }],
  ['CBOE VOLATILITY INDEX (VIX) PUT/CALL RATIO', { series: 'PCR-VIX', section: 'CBOE VOLATILITY INDEX (VIX)' }],
  ['SPX + SPXW PUT/CALL RATIO', { series: 'PCR-SPX', section: 'SPX + SPXW' }],
]);

function ratioFact(subject: string, body: PutCallRatio): DraftFact<'put-call-ratio'> | string {
  const { callVolume, putVolume, ratio, date } = body;
  if (ratio < 0) return `${subject} ${date}: the ratio is ${ratio}`;
  if (callVolume !== null && putVolume !== null && callVolume > 0) {
    const computed = putVolume / callVolume;
    // Two decimals are published.
    if (Math.abs(computed - ratio) > 0.0101) {
      return `${subject} ${date}: the ratio is ${ratio}, ${putVolume} puts to ${callVolume} calls make ${computed.toFixed(3)}`;
    }
  }
  return { kind: 'put-call-ratio', subject, key: date, eventTime: closeOfDay(date), body };
}

/** A day's ratios of all segments; the answer does not name its day, so that of the request is meant. */
export function translateDailyRatios(payload: Payload, context: Pick<RequestContext, 'tradingDate'>): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value)) return refused('daily ratios are no JSON object', payload.kind);
  const whole = payload.value;
  if (!Array.isArray(whole['ratios'])) return refused('daily ratios without ratios', whole);
  const date = previousTradingDay(context.tradingDate);
  const ratios = whole['ratios'].filter((row) => !isRow(row) || segments.has(textOf(row['name'])));
  return translateRows(ratios, (row) => {
    const segment = segments.get(textOf(row['name']));
    const ratio = requiredNumber(row['value']);
    if (!segment || ratio === undefined) return 'a ratio that is no number';
    return ratioFact(segment.series, { date, ...volumes(whole[segment.section]), ratio });
  });
}

function volumes(section: unknown): { readonly callVolume: number | null; readonly putVolume: number | null } {
  const rows = Array.isArray(section) ? section.filter(isRow) : [];
  const row: Row = rows.find((one) => textOf(one['name']) === 'VOLUME') ?? {};
  return { callVolume: readNumber(row['call']) ?? null, putVolume: readNumber(row['put']) ?? null };
}

/** The old files (to 2019-10-04): a disclaimer or two, then DATE and columns that name calls, puts and the ratio somehow. */
export function translateRatioHistory(payload: Payload, context: Pick<RequestContext, 'parameters'>): Translation {
  const subject = context.parameters['series'] ?? '';
  if (payload.kind !== 'text') return refused(`the history of ${subject} is no CSV`, payload.kind);
  const table = csvTable(payload.text, 'DATE') ?? csvTable(payload.text, 'Trade_date');
  if (!table) return refused(`the history of ${subject} has no DATE header`, payload.text);
  const column = (wanted: RegExp): string => table.columns.find((name) => wanted.test(name)) ?? '';
  const [calls, puts, ratio] = [column(/call(?!.*ratio)/), column(/^(?!.*call).*put/), column(/ratio/)];
  if (ratio === '') return refused(`the history of ${subject} has no ratio column`, payload.text);
  const day = table.columns[0] ?? '';
  return translateRows(
    table.rows.map((fields) => csvRecord(table, fields)),
    (row) => {
      const date = readDate(row[day]);
      const value = requiredNumber(row[ratio]);
      if (date === null || value === undefined) return `${subject}: a row without a date or a ratio`;
      const [callVolume, putVolume] = [readNumber(row[calls]) ?? null, readNumber(row[puts]) ?? null];
      return ratioFact(subject, { date, callVolume, putVolume, ratio: value });
    },
  );
}
