import type { StoryCompany } from '../../story/market-story.ts';

function listed(companies: readonly StoryCompany[]): readonly StoryCompany[] {
  return companies.filter((company) => company.cik !== '');
}

/** `company_tickers.json`: numbers as numbers, classes with a dash. */
export function companyTickers(companies: readonly StoryCompany[]): unknown {
  return Object.fromEntries(
    listed(companies).map((company, index) => [
      String(index),
      { cik_str: Number(company.cik), ticker: company.symbol.replace('.', '-'), title: company.name },
    ]),
  );
}

/** `company_tickers_exchange.json`: the same as rows below a list of fields. */
export function companyExchanges(companies: readonly StoryCompany[]): unknown {
  return {
    fields: ['cik', 'name', 'ticker', 'exchange'],
    data: listed(companies).map((company) => [
      Number(company.cik),
      company.name,
      company.symbol.replace('.', '-'),
      company.exchange === '' ? null : company.exchange,
    ]),
  };
}
