import type { DraftFact } from '../../domain/facts/fact.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { dateMidnightUtc, readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { zipParts } from '../vendor-kit/zip-parts.ts';
import { readCusip } from './cusip.ts';
import { ourTicker } from './issuer-symbol.ts';

const mostBytes = 64 * 1_048_576;
const latin = new TextDecoder('latin1');
/** The second half of a month is out by the middle of the next; the first by the end of its own. */
const secondHalfOut = 17;

type Fail = {
  readonly date: string;
  readonly cusip: string;
  readonly symbol: string;
  readonly quantity: number;
  readonly name: string;
  readonly price: number | null;
};

/** `settlement date|CUSIP|symbol|quantity|description|price`; the price is a dot where there is none. */
function failOf(line: string): Fail | string {
  const [day = '', number = '', ticker = '', fails = '', name = '', closing = '', ...more] = line.split('|');
  if (more.length > 0 || closing === '') return 'a line that has not six fields';
  const [date, cusip, quantity] = [readDate(day), readCusip(number), readNumber(fails)];
  const symbol = ourTicker(ticker);
  if (date === null || cusip === null) return 'a line without a day or a CUSIP';
  if (!/^[A-Z0-9]{1,6}(\.[A-Z0-9]{1,4})?$/.test(symbol)) return `the ticker "${ticker.slice(0, 20)}"`;
  if (quantity === null || quantity === undefined || quantity < 0) return 'a number of shares that is none';
  const price = closing.trim() === '.' ? null : readNumber(closing);
  if (price === undefined || (price !== null && price < 0)) return 'a price that is none';
  return { date, cusip, symbol, quantity, name: name.trim(), price };
}

/** The one ticker of a CUSIP on its newest day; several on one day would be a guess. */
type Known = { readonly date: string; readonly name: string; readonly symbols: ReadonlySet<string> };

function learn(known: Map<string, Known>, { cusip, date, name, symbol }: Fail): void {
  const before = known.get(cusip);
  if (before && before.date > date) return;
  const symbols = before?.date === date ? new Set([...before.symbols, symbol]) : new Set([symbol]);
  known.set(cusip, { date, name, symbols });
}

function identifiers(known: ReadonlyMap<string, Known>): Pick<Translation, 'facts' | 'refusals'> {
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const [cusip, { date, name, symbols }] of known) {
    const [symbol = '', second] = symbols;
    if (second !== undefined) {
      refusals.push({ reason: 'a CUSIP of several tickers', sample: `${cusip}: ${[...symbols].join(', ')}` });
      continue;
    }
    const eventTime = dateMidnightUtc(date);
    facts.push({ kind: 'security-identifier', subject: symbol, key: cusip, eventTime, body: { cusip, name } });
  }
  return { facts, refusals };
}

function textOf(payload: Payload): string | null {
  if (payload.kind === 'text') return payload.text;
  if (payload.kind !== 'bytes') return null;
  const parts = zipParts(Buffer.from(payload.bytes), mostBytes);
  const [part] = parts.ok ? parts.value : [];
  if (!part) return null;
  try {
    return latin.decode(part.bytes());
  } catch {
    // Cut short or packed in another way than its directory says.
    return null;
  }
}

/** Which ticker each CUSIP stands for, and what was not delivered of the stocks we watch. Levels of a day, no sums. */
export function translateFailsToDeliver(payload: Payload, context: RequestContext): Translation {
  const text = textOf(payload);
  const [header = '', ...lines] = (text ?? '').split(/\r?\n/);
  if (!/settlement date\|cusip\|symbol/i.test(header)) return refused('no table of fails to deliver', header);
  const known = new Map<string, Known>();
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  let rows = 0;
  for (const line of lines) {
    const promised = /^Trailer record count\D*(\d+)/i.exec(line)?.[1];
    if (promised !== undefined && Number(promised) !== rows) {
      refusals.push({ reason: `the file counts ${promised} lines and has ${rows}`, sample: '' });
    }
    if (line.trim() === '' || line.startsWith('Trailer')) continue;
    rows += 1;
    const fail = failOf(line);
    if (typeof fail === 'string') refusals.push({ reason: fail, sample: sampleOf(line) });
    else {
      learn(known, fail);
      if (context.directory?.watched.has(fail.symbol) !== false) facts.push(factOf(fail));
    }
  }
  const named = identifiers(known);
  return { facts: [...named.facts, ...facts], refusals: [...refusals, ...named.refusals], followUps: [] };
}

function factOf({ date, symbol, quantity, price, cusip }: Fail): DraftFact {
  return {
    kind: 'fails-to-deliver',
    subject: symbol,
    // A ticker handed on within a file has two securities on its days.
    key: `${date}:${cusip}`,
    eventTime: dateMidnightUtc(date),
    body: { date, quantity, price },
  };
}

function monthBefore(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(4, 6)) - 1 - count;
  return `${Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The two newest files that are out for certain, each once. */
export function failFiles(tradingDate: string): readonly FollowUp[] {
  const [last, before] = [monthBefore(tradingDate, 1), monthBefore(tradingDate, 2)];
  const halves = Number(tradingDate.slice(6)) >= secondHalfOut ? [`${last}b`, `${last}a`] : [`${last}a`, `${before}b`];
  return halves.map((half) => ({
    endpoint: 'fails-to-deliver',
    symbol: '',
    parameters: { half },
    once: `fails-to-deliver:${half}`,
  }));
}
