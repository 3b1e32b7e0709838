import { previousTradingDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import { dateUtc } from '../../domain/time.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { requiredNumber } from '../vendor-kit/numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { futureDay } from '../vendor-kit/vx-day.ts';
import { monthOfLetter, vxContract } from '../vendor-kit/vx-expiry.ts';
import { csvRecord, csvTable } from './csv-table.ts';

/** The nearest monthly contract is never farther away than this; a curve that starts later is one of the shifted ones. */
const nearestWithinDays = 40;

/**
 * Yesterday's settlements of all products, of which the monthly VX curve is kept (`VX/U6`; `VX38/U6` is a week). The file
 * does not say its day, and for days out of its window answers a later, incomplete curve, which is refused. Each contract's
 * own file, with its prices and open interest, is asked for once a day after it.
 */
export function translateVxSettlement(payload: Payload, context: Pick<RequestContext, 'tradingDate'>): Translation {
  if (payload.kind !== 'text') return refused('settlement prices are no CSV', payload.kind);
  const table = csvTable(payload.text, 'Product');
  if (!table) return refused('settlement prices have no Product header', payload.text);
  const date = previousTradingDay(context.tradingDate);
  const facts: DraftFact<'future-day'>[] = [];
  const refusals: Refusal[] = [];
  for (const fields of table.rows) {
    const record = csvRecord(table, fields);
    if (!record['symbol']?.startsWith('VX/')) continue;
    const fact = readSettlement(record, date);
    if (typeof fact === 'string')
      refusals.push({ reason: `VX settlement: ${fact}`, sample: sampleOf(fields.join(',')) });
    else facts.push(fact);
  }
  const nearest = facts.map((fact) => fact.body.expiry).toSorted()[0];
  if (nearest === undefined) return { facts, refusals, followUps: [] };
  if ((dateUtc(nearest) - dateUtc(date)) / 86_400_000 > nearestWithinDays) {
    return refused(`the VX curve of ${date} starts at ${nearest}: its first contracts are missing`, payload.text);
  }
  return { facts, refusals, followUps: facts.map((fact) => contractFile(fact.body.expiry, date)) };
}

function readSettlement(
  record: Readonly<Record<string, string | undefined>>,
  date: string,
): DraftFact<'future-day'> | string {
  const expiry = readDate(record['expiration date']);
  const price = requiredNumber(record['price']);
  const letter = /^VX\/([A-Z])\d$/.exec(record['symbol'] ?? '')?.[1] ?? '';
  if (expiry === null || monthOfLetter(letter) !== Number(expiry.slice(4, 6))) return 'symbol and expiry disagree';
  if (price === undefined || price <= 0) return `${record['symbol']} settles at ${record['price']}`;
  if (expiry < date) return `${record['symbol']} expired before ${date}`;
  const nothing = { open: null, high: null, low: null, close: null, volume: null, openInterest: null };
  return futureDay({ ...nothing, date, expiry, contract: vxContract(expiry), settlement: price }, 'settlement:');
}

function contractFile(expiry: string, date: string): FollowUp {
  return { endpoint: 'vx-contract', symbol: '', parameters: { expiry }, once: `vx-contract:${expiry}:${date}` };
}
