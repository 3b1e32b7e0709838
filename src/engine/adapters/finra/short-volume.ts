import { previousTradingDay } from '../../domain/calendar.ts';
import type { DraftFact } from '../../domain/facts/fact.ts';
import type { ShortVolume } from '../../domain/facts/short-selling.ts';
import { instantOf } from '../../domain/time.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { readDelimited, type Delimited } from './delimited.ts';
import { symbolReader } from './finra-symbol.ts';

/** Published around six in the evening. */
const publishedSecond = 18 * 3600;
const mostRefusals = 50;

type Columns = Readonly<Record<'date' | 'symbol' | 'short' | 'exempt' | 'total' | 'market', number>>;

function columnsOf(table: Delimited): Columns | null {
  const columns: Columns = {
    date: table.column('date'),
    symbol: table.column('symbol'),
    short: table.column('shortvolume'),
    exempt: table.column('shortexemptvolume'),
    total: table.column('totalvolume'),
    market: table.column('market', 'marketcenter'),
  };
  const needed = [columns.date, columns.symbol, columns.short, columns.total, columns.market];
  return needed.some((index) => index < 0) ? null : columns;
}

/** Shares may be fractions since fractional trading is reported. */
function bodyOf(cells: readonly string[], columns: Columns): ShortVolume | string {
  const date = readDate(cells[columns.date]);
  const shortVolume = readNumber(cells[columns.short]);
  const totalVolume = readNumber(cells[columns.total]);
  const exemptVolume = columns.exempt < 0 ? null : readNumber(cells[columns.exempt]);
  if (date === null) return 'a row without its day';
  if (typeof shortVolume !== 'number' || typeof totalVolume !== 'number') return 'a row without its volumes';
  if (exemptVolume === undefined) return 'an exempt volume that is no number';
  if (shortVolume < 0 || totalVolume < 0 || (exemptVolume ?? 0) < 0) return 'a volume below zero';
  if (shortVolume > totalVolume * 1.000001) return `more sold short (${shortVolume}) than traded (${totalVolume})`;
  return { date, shortVolume, exemptVolume, totalVolume, markets: (cells[columns.market] ?? '').trim() };
}

type Sum = { shortVolume: number; exemptVolume: number; totalVolume: number; readonly markets: Set<string> };

function addTo(sums: Map<string, Sum>, body: ShortVolume): void {
  const sum = sums.get(body.date) ?? { shortVolume: 0, exemptVolume: 0, totalVolume: 0, markets: new Set<string>() };
  sum.shortVolume += body.shortVolume;
  sum.exemptVolume += body.exemptVolume ?? 0;
  sum.totalVolume += body.totalVolume;
  for (const market of body.markets.split(',')) sum.markets.add(market);
  sums.set(body.date, sum);
}

function factOf(subject: string, body: ShortVolume, context: RequestContext): DraftFact {
  // The consolidated file and those of single facilities are told apart by their name.
  const key = `${context.parameters['file'] ?? body.markets}:${body.date}`;
  const eventTime = Math.min(instantOf(body.date, publishedSecond), context.receivedTime);
  return { kind: 'short-volume', subject, key, eventTime, body };
}

/** A last line of one field counts the rows; a file cut short betrays itself by it. */
function trailerFault(trailer: string | null, rows: number): readonly Refusal[] {
  if (trailer === null || !/^\d+$/.test(trailer) || Number(trailer) === rows) return [];
  return [{ reason: `the last line counts ${trailer} rows, the file has ${rows}`, sample: trailer }];
}

/** What is usual is a matter of four weeks. */
const usualDays = 19;

/** Stands for a watchlist: whose files of the past were read for another one are read again. */
function markOf(watched: ReadonlySet<string>): string {
  let hash = 0x811c9dc5;
  for (const letter of [...watched].sort().join(',')) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Files of the trading days before a file's own, each once. */
function daysBefore(context: RequestContext, date: string | undefined): readonly FollowUp[] {
  const { file, day } = context.parameters;
  if (!context.directory || file === undefined || day !== undefined || date === undefined) return [];
  const mark = markOf(context.directory.watched);
  const followUps: FollowUp[] = [];
  for (let before = date; followUps.length < usualDays;) {
    before = previousTradingDay(before);
    const once = `short-volume:${file}:${before}:${mark}`;
    followUps.push({ endpoint: 'short-volume-day', symbol: '', parameters: { file, day: before }, once });
  }
  return followUps;
}

/** Daily short sale volume as FINRA's facilities saw it: who is watched, and the market as a whole. */
export function translateShortVolume(payload: Payload, context: RequestContext): Translation {
  const text = payload.kind === 'text' ? payload.text : '';
  const table = readDelimited(text);
  const columns = table ? columnsOf(table) : null;
  if (!table || !columns) return refused('text that is no short volume file', text);
  const symbols = symbolReader(context);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const sums = new Map<string, Sum>();
  const told = new Map<string, number>();
  let rows = 0;
  let trailer: string | null = null;
  let unread = 0;
  for (const cells of table.rows()) {
    if (cells.length !== table.width) {
      trailer = (cells[0] ?? '').trim();
      continue;
    }
    rows += 1;
    const body = bodyOf(cells, columns);
    const symbol = symbols.read(cells[columns.symbol] ?? '');
    if (typeof body === 'string' || symbol === null) {
      unread += 1;
      const reason = typeof body === 'string' ? body : 'a row without its symbol';
      if (unread <= mostRefusals) refusals.push({ reason, sample: sampleOf(cells.join('|')) });
      continue;
    }
    const place = `${symbol}|${body.date}|${body.markets}`;
    const before = told.get(place);
    if (before !== undefined) {
      // Files are known to repeat rows, which must not count twice.
      if (before !== body.totalVolume) refusals.push({ reason: 'a second, different row', sample: cells.join('|') });
      continue;
    }
    told.set(place, body.totalVolume);
    addTo(sums, body);
    if (symbols.wants(symbol)) facts.push(factOf(symbol, body, context));
  }
  for (const [date, { markets, ...sum }] of sums) {
    if (!Number.isFinite(sum.totalVolume)) continue;
    const body = {
      date,
      ...sum,
      markets: [...markets]
        .filter((market) => market !== '')
        .sort()
        .join(','),
    };
    facts.push(factOf('', body, context));
  }
  if (unread > mostRefusals) refusals.push({ reason: `${unread} rows of ${rows} could not be read`, sample: '' });
  const followUps = daysBefore(context, [...sums.keys()].sort().at(-1));
  return { facts, refusals: [...refusals, ...trailerFault(trailer, rows)], followUps };
}
