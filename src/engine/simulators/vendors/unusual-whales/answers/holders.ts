import { addDays } from '../../../../domain/time.ts';
import { hashText } from '../../../market/random.ts';
import { paged, type Answer, type Asked } from '../asked.ts';
import { dashed, decimal, uuidOf } from '../wire-format.ts';

function filings({ story, date }: Asked) {
  return story.insiderFilings(addDays(date, -45), date).toReversed();
}

/** The shares of a disposal are negative. */
export const insiderTransactions: Answer = (asked) => ({
  data: paged(
    filings(asked).flatMap((filing) => filing.rows.map((row, index) => ({ filing, row, index }))),
    asked.query,
    500,
  ).map(({ filing, row, index }) => ({
    id: uuidOf(asked.story.seed, `${filing.accession}/${index}`),
    ticker: filing.company.symbol,
    owner_name: filing.owner.name.toUpperCase(),
    officer_title: filing.owner.title === '' ? null : filing.owner.title,
    is_director: filing.owner.isDirector,
    is_officer: filing.owner.isOfficer,
    is_ten_percent_owner: filing.owner.isTenPercentOwner,
    is_10b5_1: filing.isPlanned,
    formtype: filing.isAmendment ? '4/A' : '4',
    filing_date: dashed(filing.filingDate),
    transaction_date: dashed(row.date),
    transaction_code: row.code,
    amount: row.acquired ? row.shares : -row.shares,
    price: row.price === null ? null : String(row.price),
    shares_owned_after: row.sharesAfter,
    security_ad_code: row.derivative ? 'DA' : 'NA',
    security_title: row.derivative?.title ?? 'Common Stock',
    price_excercisable: row.derivative ? String(row.derivative.exercisePrice) : null,
    director_indirect: row.isDirect ? 'D' : 'I',
    transactions: 1,
  })),
});

/** Sales are negative dollars. */
function totals(asked: Asked, symbol: string | null) {
  const mine = filings(asked).filter(({ company }) => symbol === null || company.symbol === symbol);
  return [...Map.groupBy(mine, ({ filingDate }) => filingDate)].map(([day, each]) => {
    const rows = each.flatMap((filing) => filing.rows);
    const of = (code: string) => rows.filter((row) => row.code === code);
    const worth = (code: string): number => of(code).reduce((sum, row) => sum + row.shares * (row.price ?? 0), 0);
    return {
      filing_date: dashed(day),
      purchases: of('P').length,
      purchases_notional: decimal(worth('P'), 4),
      sells: of('S').length,
      sells_notional: decimal(-worth('S'), 4),
    };
  });
}

export const insiderTotalsAnswer: Answer = (asked) => ({ data: totals(asked, asked.symbol) });
export const marketInsiderTotals: Answer = (asked) => ({ data: paged(totals(asked, null), asked.query, 500) });

export const institutionOwnership: Answer = ({ story, symbol, date, query }) => ({
  data: paged(
    story.institutionFilings(addDays(date, -150), date).flatMap((filing) =>
      filing.holdings
        .filter(({ company, option }) => company.symbol === symbol && option === null)
        .map((holding) => ({
          name: filing.managerName.toUpperCase(),
          report_date: dashed(filing.reportDate),
          filing_date: dashed(filing.filingDate),
          units: holding.shares,
          units_change: holding.sharesChange,
          value: decimal(holding.value, 1),
          shares_outstanding: decimal(holding.company.sharesOutstanding, 1),
        })),
    ),
    query,
    500,
  ),
});

const members = ['Ada Harlow', 'Miles Oakden', 'Ruth Calder', 'Owen Thackery'];
const brackets = ['$1,001 - $15,000', '$15,001 - $50,000', '$50,001 - $100,000'];

/** The story knows no politicians: a few invented ones follow the insiders of the same weeks. */
export const congressTrades: Answer = (asked) => ({
  data: filings(asked)
    .filter((_filing, index) => index % 5 === 0)
    .map((filing) => {
      const hash = hashText(filing.accession) >>> 0;
      const name = members[hash % members.length] ?? '';
      return {
        name,
        reporter: name,
        politician_id: uuidOf(asked.story.seed, name),
        ticker: filing.company.symbol,
        transaction_date: dashed(filing.rows[0]?.date ?? filing.filingDate),
        filed_at_date: dashed(filing.filingDate),
        txn_type: hash % 2 === 0 ? 'Buy' : 'Sell',
        amounts: brackets[hash % brackets.length],
        member_type: hash % 3 === 0 ? 'senate' : 'house',
        issuer: 'not-disclosed',
        is_active: true,
        notes: null,
      };
    }),
});
