import type { OffExchangeWeek } from '../../domain/facts/short-selling.ts';
import { addDays, dateUtc, instantOf } from '../../domain/time.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { refused, textOf, translateRows, type Row, type RowResult } from '../vendor-kit/rows.ts';
import { symbolReader } from './finra-symbol.ts';
import { nextPage, rowsOf } from './finra-rows.ts';

/** The levels that hold one row a symbol and week. Rows of single venues would count everything twice. */
const levels: Readonly<Record<string, OffExchangeWeek['kind']>> = { ATS_W_SMBL: 'ats', OTC_W_SMBL: 'otc' };

function kindOf(row: Row, asked: string | undefined): { readonly kind: OffExchangeWeek['kind'] } | string {
  const level = textOf(row['summaryTypeCode'] ?? asked);
  if (textOf(row['MPID']) !== '') return `a row of the venue ${textOf(row['MPID']).slice(0, 8)} beside the sum of all`;
  const kind = Object.hasOwn(levels, level) ? levels[level] : undefined;
  return kind ? { kind } : `a row of the level "${level.slice(0, 24)}"`;
}

function weekFact(row: Row, context: RequestContext): RowResult {
  const level = kindOf(row, context.parameters['level']);
  if (typeof level === 'string') return level;
  const { kind } = level;
  const weekStart = readDate(row['weekStartDate']);
  if (weekStart === null) return 'a row without its week';
  if (new Date(dateUtc(weekStart)).getUTCDay() !== 1) return `a week that begins on ${weekStart}, no Monday`;
  const shares = readNumber(row['totalWeeklyShareQuantity']);
  const trades = readNumber(row['totalWeeklyTradeCount']);
  if (typeof shares !== 'number' || typeof trades !== 'number' || shares < 0 || trades < 0) {
    return 'a row without shares or trades';
  }
  const spelling = textOf(row['issueSymbolIdentifier']);
  const read = spelling === '' ? null : symbolReader(context).read(spelling);
  // Asked for one symbol, the answer is about it.
  const subject = context.symbol === '' ? read : context.symbol;
  if (subject === null) return 'a row without its symbol';
  const published = readDate(row['initialPublishedDate']);
  return {
    kind: 'off-exchange-week',
    subject,
    key: `${kind}:${weekStart}`,
    eventTime: Math.min(instantOf(published ?? addDays(weekStart, 7), 0), context.receivedTime),
    body: { weekStart, kind, tier: textOf(row['tierIdentifier']), venue: '', shares, trades },
  };
}

/** Weeks of trading in alternative systems, or elsewhere off exchange, of one symbol. */
export function translateWeeklySummary(payload: Payload, context: RequestContext): Translation {
  const rows = rowsOf(payload, ['weekStartDate', 'totalWeeklyShareQuantity']);
  if (!rows) return refused('no weekly summary', payload.kind === 'text' ? payload.text : payload.kind);
  const list = [...rows];
  const translated = translateRows(list, (row) => weekFact(row, context));
  return { ...translated, followUps: nextPage('weekly-page', list.length, context) };
}
