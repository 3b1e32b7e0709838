import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import type { Payload, Refusal, Translation } from '../../ports/vendor.ts';
import { chainSnapshot, quotedSides, trustedGreeks, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { positiveOrNull } from '../vendor-kit/numbers.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { csvFields } from './csv-table.ts';
import { cboeDelayMs } from './delayed-quotes.ts';

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** Columns of one side, in order, after the symbol. */
const sideColumns = ['last', 'net', 'bid', 'ask', 'volume', 'iv', 'delta', 'gamma', 'openInterest'] as const;
const rowWidth = 22;

/** `December 12, 2022 at 8:30 PM EST`, which names its zone. */
export function readTableTime(text: string): number | null {
  const match = /([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}) at (\d{1,2}):(\d{2}) (AM|PM) (EST|EDT)/.exec(text);
  const month = match ? months.indexOf(match[1] ?? '?') / 3 : -1;
  if (!match || month < 0 || !Number.isInteger(month)) return null;
  const hour = (Number(match[4]) % 12) + (match[6] === 'PM' ? 12 : 0) + (match[7] === 'EST' ? 5 : 4);
  return Date.UTC(Number(match[3]), month, Number(match[2]), hour, Number(match[5]));
}

/**
 * The chain as the exchange's quote page lets it be downloaded: title, time and price above a table with calls on the left
 * and puts on the right of each strike. Taken after hours, nearly all bids and asks are 0, which is no quote.
 */
export function translateQuoteTable(payload: Payload, context: { readonly symbol: string }): Translation {
  if (payload.kind !== 'text') return refused('a quote table is no CSV', payload.kind);
  const lines = payload.text.split(/\r?\n/);
  const header = lines.findIndex((line) => line.startsWith('Expiration Date,Calls,'));
  if (header < 0) return refused('a quote table has no Expiration Date header', payload.text);
  const preamble = lines.slice(0, header).join('\n');
  const eventTime = readTableTime(preamble);
  if (eventTime === null) return refused('a quote table does not say its time', preamble);
  const rows: ChainRow[] = [];
  const refusals: Refusal[] = [];
  for (const line of lines.slice(header + 1)) {
    if (line.trim() === '') continue;
    const read = readLine(csvFields(line));
    if (typeof read === 'string') refusals.push({ reason: `${context.symbol}: ${read}`, sample: sampleOf(line) });
    else rows.push(...read);
  }
  if (rows.length === 0) return { facts: [], refusals, followUps: [] };
  const spot = positiveOrNull(/Last:\s*([\d.]+)/.exec(preamble)?.[1]);
  const body = chainSnapshot(rows, { spot, impliedVol30: null, delayMs: cboeDelayMs });
  return {
    facts: [{ kind: 'chain-snapshot', subject: context.symbol, key: `all@${eventTime}`, eventTime, body }],
    refusals,
    followUps: [],
  };
}

function readLine(fields: readonly string[]): readonly ChainRow[] | string {
  if (fields.length !== rowWidth) return `a line of ${fields.length} fields, ${rowWidth} expected`;
  const call = readSide(fields.slice(1, 11));
  const put = readSide(fields.slice(12, 22));
  if (typeof call === 'string') return call;
  if (typeof put === 'string') return put;
  if (call.right !== 'C' || put.right !== 'P' || call.strike !== put.strike || call.strike !== Number(fields[11])) {
    return 'call, put and strike do not belong together';
  }
  return [call, put];
}

function readSide(fields: readonly string[]): ChainRow | string {
  const parts = parseOccSymbol(fields[0] ?? '');
  if (!parts) return 'no option symbol';
  const told = readNumbers(
    Object.fromEntries(sideColumns.map((name, index) => [name, fields[index + 1]])),
    sideColumns,
  );
  if (typeof told === 'string') return told;
  const { delta, gamma, net: _net, ...amounts } = told;
  const negative = negativeField(amounts);
  if (negative !== null) return negative;
  const impliedVol = zeroIsMissing(told.iv);
  return {
    ...parts,
    ...quotedSides(told.bid, told.ask),
    last: zeroIsMissing(told.last),
    volume: told.volume,
    openInterest: told.openInterest,
    impliedVol,
    ...trustedGreeks(parts.right, impliedVol, { delta, gamma, vega: null, theta: null }),
  };
}
