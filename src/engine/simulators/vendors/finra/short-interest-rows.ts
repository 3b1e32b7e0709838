import type { MarketStory, StoryShortInterest } from '../../story/market-story.ts';
import { hashText } from '../../market/random.ts';

const dash = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

export type ShortInterestRow = Readonly<Record<string, string | number | null>>;

/** FINRA's fields of one symbol and settlement date, in the order of its files. */
export function shortInterestRow(row: StoryShortInterest, story: MarketStory): ShortInterestRow {
  const company = story.company(row.symbol);
  const change = row.shares - row.previousShares;
  return {
    accountingYearMonthNumber: Number(row.settlementDate),
    symbolCode: row.symbol.replaceAll('.', ''),
    issueName: company?.name ?? row.symbol,
    issuerServicesGroupExchangeCode: 'R',
    marketClassCode: company?.exchange === 'NYSE' ? 'NYSE' : 'NNM',
    currentShortPositionQuantity: row.shares,
    previousShortPositionQuantity: row.previousShares,
    stockSplitFlag: null,
    averageDailyVolumeQuantity: row.averageDailyVolume,
    daysToCoverQuantity:
      row.averageDailyVolume > 0 ? Math.max(1, Math.round((row.shares / row.averageDailyVolume) * 100) / 100) : null,
    revisionFlag: Math.abs(hashText(`${row.symbol}${row.settlementDate}`)) % 97 === 0 ? 'R' : null,
    changePercent: row.previousShares > 0 ? Math.round((change / row.previousShares) * 10_000) / 100 : null,
    changePreviousNumber: change,
    settlementDate: dash(row.settlementDate),
  };
}

/** The file of a settlement date: pipes, although its name ends in `.csv`. */
export function shortInterestText(rows: readonly ShortInterestRow[]): string {
  const [first] = rows;
  if (!first) return '';
  const lines = rows.map((row) =>
    Object.values(row)
      .map((value) => (value === null ? '' : String(value)))
      .join('|'),
  );
  return `${[Object.keys(first).join('|'), ...lines].join('\n')}\n`;
}
