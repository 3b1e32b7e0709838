import { hashText, keyOf, uniform } from '../market/random.ts';
import type { SymbolSpec } from '../market/symbol-spec.ts';
import { isIndex } from '../market/symbol-spec.ts';
import { symbolTable } from '../market/symbol-table.ts';
import { cikOf, cusipOf } from './identifiers.ts';
import type { StoryCompany } from './market-story.ts';

const funds = new Set(['SPY', 'QQQ', 'IWM']);

function kindOf(spec: SymbolSpec): StoryCompany['kind'] {
  if (isIndex(spec)) return 'index';
  return funds.has(spec.symbol) ? 'etf' : 'stock';
}

function companyOf(spec: SymbolSpec): StoryCompany {
  const kind = kindOf(spec);
  const key = hashText(spec.symbol);
  // A calm large name takes most of a year to turn its shares over, a wild one days, a fund weeks.
  const days = kind === 'etf' ? 16 : 400 * Math.exp(-6 * spec.ownVol) * (0.75 + 0.8 * uniform(keyOf(key, 'turnover')));
  const sharesOutstanding = Math.round((spec.volume * days) / 1e5) * 1e5;
  return {
    symbol: spec.symbol,
    name: spec.name,
    kind,
    sector: spec.sector,
    industry: spec.industry,
    cik: kind === 'index' ? '' : cikOf('company', spec.symbol),
    cusip: kind === 'index' ? '' : cusipOf(spec.symbol),
    exchange: spec.primaryExchange,
    sharesOutstanding,
    floatShares: Math.round(sharesOutstanding * (kind === 'etf' ? 1 : 0.84 + 0.155 * uniform(keyOf(key, 'float')))),
    dividendYield: spec.dividendYield,
    beta: spec.beta,
  };
}

/** Everything vendors report on: indices, funds and stocks. Currencies and futures are not among them. */
export const storyCompanies: readonly StoryCompany[] = symbolTable
  .filter((spec) => isIndex(spec) || spec.secType === 'STK')
  .map(companyOf);

const bySymbol = new Map(storyCompanies.map((company) => [company.symbol, company]));

export function companyOfSymbol(symbol: string): StoryCompany | null {
  return bySymbol.get(symbol) ?? null;
}

/** Those whose insiders, owners and lenders report: stocks alone. */
export const storyStocks: readonly StoryCompany[] = storyCompanies.filter((company) => company.kind === 'stock');
