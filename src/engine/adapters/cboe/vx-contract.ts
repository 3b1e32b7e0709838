import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { futureDay, readVxDay } from '../vendor-kit/vx-day.ts';
import { csvRecord, csvTable } from './csv-table.ts';

/** The days of one VX contract. */
export function translateVxContract(payload: Payload, context: Pick<RequestContext, 'parameters'>): Translation {
  if (payload.kind !== 'text') return refused('the days of a VX contract are no CSV', payload.kind);
  const table = csvTable(payload.text, 'Trade Date');
  if (!table) return refused('the days of a VX contract have no Trade Date header', payload.text);
  const asked = readDate(context.parameters['expiry']);
  const facts: DraftFact<'future-day'>[] = [];
  const refusals: Refusal[] = [];
  for (const fields of table.rows) {
    const day = readVxDay(csvRecord(table, fields), asked);
    if ('reason' in day) {
      const reason = day.date === null ? day.reason : `${day.date} ${day.reason}`;
      refusals.push({ reason: `VX: ${reason}`, sample: sampleOf(fields.join(',')) });
    } else facts.push(futureDay(day, ''));
  }
  return { facts, refusals, followUps: [] };
}
