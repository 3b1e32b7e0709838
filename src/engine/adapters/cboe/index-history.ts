import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { closeOfDay } from '../vendor-kit/daily-bar.ts';
import { dateMidnightUtc, readDate } from '../vendor-kit/dates.ts';
import { readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { csvRecord, csvTable } from './csv-table.ts';

const dayMs = 86_400_000;
const prices = ['open', 'high', 'low', 'close'] as const;

/**
 * A whole index history. VIX and its maturities come as DATE,OPEN,HIGH,LOW,CLOSE; VVIX, SKEW, OVX and GVZ as DATE and one
 * column named like the index. Any other pair of columns is refused: a monthly file would pass for a daily one.
 */
export function translateIndexHistory(payload: Payload, context: Pick<RequestContext, 'parameters'>): Translation {
  const name = context.parameters['index'] ?? '';
  if (payload.kind !== 'text') return refused(`the history of ${name} is no CSV`, payload.kind);
  const table = csvTable(payload.text, 'DATE');
  if (!table) return refused(`the history of ${name} has no DATE header`, payload.text);
  const closeOnly = table.columns.length === 2;
  if (closeOnly && table.columns[1] !== name.toLowerCase()) {
    return refused(`the history of ${name} has the column ${table.columns[1]} instead of ${name}`, payload.text);
  }
  const facts: DraftFact<'bar'>[] = [];
  const refusals: Refusal[] = [];
  for (const fields of table.rows) {
    const record = csvRecord(table, fields);
    const bar = readDay(name, closeOnly ? { date: record['date'], close: record[name.toLowerCase()] } : record);
    if (typeof bar === 'string') refusals.push({ reason: bar, sample: sampleOf(fields.join(',')) });
    else facts.push(bar);
  }
  return { facts, refusals, followUps: [] };
}

function readDay(name: string, record: Readonly<Record<string, string | undefined>>): DraftFact<'bar'> | string {
  const date = readDate(record['date']);
  if (date === null) return `${name} has a row without a date`;
  const numbers = readNumbers(record, prices);
  if (typeof numbers === 'string') return `${name} ${date}: ${numbers}`;
  const { close } = numbers;
  if (close === null || close <= 0) return `${name} ${date} closes at ${close ?? 'nothing'}`;
  const start = dateMidnightUtc(date);
  return {
    kind: 'bar',
    subject: name,
    key: `${dayMs}:${date}`,
    eventTime: closeOfDay(date),
    body: {
      intervalMs: dayMs,
      start,
      // Opens and closes a hair outside the day's range occur in the exchange's own file and are kept as told.
      open: zeroIsMissing(numbers.open),
      high: zeroIsMissing(numbers.high),
      low: zeroIsMissing(numbers.low),
      close,
      volume: null,
    },
  };
}
