import type { DraftFact } from '../../domain/facts/fact.ts';
import { previousTradingDay } from '../../domain/calendar.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { isRow, refused, sampleOf, textOf } from '../vendor-kit/rows.ts';
import { failFiles } from './fails-to-deliver.ts';
import { readCik } from './filing.ts';
import { ourTicker } from './issuer-symbol.ts';

type Company = {
  readonly symbol: string;
  readonly cik: string;
  readonly name: string;
  readonly exchange: string | null;
};

function companyOf(cik: unknown, ticker: unknown, name: unknown, exchange: unknown): Company | string {
  const number = readCik(cik);
  if (number === null) return 'a company without a number';
  const symbol = ourTicker(textOf(ticker));
  if (!/^[A-Z0-9]{1,6}(\.[A-Z0-9]{1,4})?$/.test(symbol)) return `the ticker "${textOf(ticker).slice(0, 40)}"`;
  const place = textOf(exchange);
  return { symbol, cik: number, name: textOf(name), exchange: place === '' ? null : place };
}

function wanted(context: RequestContext, symbol: string): boolean {
  return !context.directory || context.parameters['symbols'] === 'all' || context.directory.watched.has(symbol);
}

function collect(
  companies: Iterable<readonly [Company | string, unknown]>,
  context: RequestContext,
  key: string,
): { readonly facts: readonly DraftFact[]; readonly refusals: readonly Refusal[]; readonly kept: readonly Company[] } {
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const kept: Company[] = [];
  for (const [company, row] of companies) {
    if (typeof company === 'string') refusals.push({ reason: company, sample: sampleOf(row) });
    else if (wanted(context, company.symbol)) {
      const { symbol, ...body } = company;
      kept.push(company);
      facts.push({ kind: 'company-identifier', subject: symbol, key, eventTime: context.receivedTime, body });
    }
  }
  return { facts, refusals, kept };
}

/** One request a company, whatever number of tickers it has. */
function submissionsOf(kept: readonly Company[]): readonly FollowUp[] {
  const seen = new Set<string>();
  return kept.flatMap(({ symbol, cik }) => {
    if (seen.has(cik)) return [];
    seen.add(cik);
    return [{ endpoint: 'submissions', symbol, parameters: { cik, number: String(Number(cik)) }, once: null }];
  });
}

const indexDays = 5;

/** Indexes of the last days, each once: what the live feed missed while nobody watched it. */
function dailyIndexes(tradingDate: string): readonly FollowUp[] {
  const followUps: FollowUp[] = [];
  let date = tradingDate;
  for (let day = 0; day < indexDays; day += 1) {
    date = previousTradingDay(date);
    const quarter = String(Math.ceil(Number(date.slice(4, 6)) / 3));
    const parameters = { year: date.slice(0, 4), quarter, date };
    followUps.push({ endpoint: 'daily-index', symbol: '', parameters, once: `daily-index:${date}` });
  }
  return followUps;
}

/** `company_tickers.json`, and from there the filings of each company we watch. */
export function translateCompanyTickers(payload: Payload, context: RequestContext): Translation {
  if (payload.kind !== 'json' || !isRow(payload.value)) return refused('no table of companies', payload.kind);
  const rows = Object.values(payload.value).map((row): readonly [Company | string, unknown] => [
    isRow(row) && 'cik_str' in row ? companyOf(row['cik_str'], row['ticker'], row['title'], null) : 'no company',
    row,
  ]);
  const { facts, refusals, kept } = collect(rows, context, 'cik');
  if (facts.length === 0) return { facts, refusals, followUps: [] };
  const { directory, tradingDate } = context;
  // With nobody watched, or all of them wanted, there would be ten thousand.
  if (!directory) return { facts, refusals, followUps: [] };
  const followed = kept.filter(({ symbol }) => directory.watched.has(symbol));
  const followUps = [...failFiles(tradingDate), ...submissionsOf(followed), ...dailyIndexes(tradingDate)];
  return { facts, refusals, followUps };
}

/** `company_tickers_exchange.json`: the same with the exchange, as columns. */
export function translateCompanyExchanges(payload: Payload, context: RequestContext): Translation {
  const table = payload.kind === 'json' ? payload.value : null;
  if (!isRow(table) || !Array.isArray(table['fields']) || !Array.isArray(table['data'])) {
    return refused('no table with fields and data', table);
  }
  const names = table['fields'].map(textOf);
  const [cik, name, ticker, exchange] = ['cik', 'name', 'ticker', 'exchange'].map((field) => names.indexOf(field));
  if (cik === undefined || cik < 0 || ticker === undefined || ticker < 0) {
    return refused('a table without cik or ticker', names);
  }
  const rows = table['data'].map((row: unknown): readonly [Company | string, unknown] => {
    const cells: readonly unknown[] = Array.isArray(row) ? row : [];
    return [companyOf(cells[cik], cells[ticker], cells[name ?? -1], cells[exchange ?? -1]), row];
  });
  const { facts, refusals } = collect(rows, context, 'cik-exchange');
  return { facts, refusals, followUps: [] };
}
