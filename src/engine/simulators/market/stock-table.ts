import { usStock } from './broad-table.ts';
import type { SymbolSpec } from './symbol-spec.ts';

/** symbol, name, industry, price, beta, sectorBeta, ownVol, yield, volume (millions), prints (thousands), half-spread, rho, strike step */
type StockRow = readonly [
  string,
  string,
  string,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

const bySector: Readonly<Record<string, readonly StockRow[]>> = {
  Technology: [
    ['AAPL', 'Apple Inc', 'Computers', 262, 1.1, 0.7, 0.15, 0.004, 48, 52, 0.04, -0.36, 2.5],
    ['MSFT', 'Microsoft Corp', 'Software', 512, 1, 0.8, 0.13, 0.007, 21, 40, 0.32, -0.38, 5],
    ['NVDA', 'NVIDIA Corp', 'Semiconductors', 188, 1.5, 1.4, 0.25, 0.0002, 175, 90, 0.04, -0.24, 2.5],
    ['AVGO', 'Broadcom Inc', 'Semiconductors', 342, 1.3, 1.3, 0.27, 0.007, 20, 34, 0.64, -0.26, 5],
    ['AMD', 'Advanced Micro Devices Inc', 'Semiconductors', 214, 1.5, 1.5, 0.34, 0, 42, 52, 0.24, -0.2, 2.5],
    ['ORCL', 'Oracle Corp', 'Software', 286, 1, 1, 0.28, 0.007, 12, 24, 0.6, -0.28, 5],
    ['CRM', 'Salesforce Inc', 'Software', 247, 1.1, 1, 0.24, 0.006, 7, 18, 0.64, -0.32, 2.5],
    ['MU', 'Micron Technology Inc', 'Semiconductors', 184, 1.4, 1.5, 0.36, 0.002, 22, 32, 0.36, -0.22, 2.5],
    ['INTC', 'Intel Corp', 'Semiconductors', 36.5, 1.1, 1.2, 0.36, 0, 82, 44, 0.02, -0.16, 0.5],
    ['PLTR', 'Palantir Technologies Inc', 'Software', 178, 1.5, 1.2, 0.42, 0, 62, 58, 0.24, -0.14, 2.5],
  ],
  Communications: [
    ['GOOGL', 'Alphabet Inc Class A', 'Internet', 252, 1.05, 0.9, 0.19, 0.003, 30, 42, 0.16, -0.32, 2.5],
    ['META', 'Meta Platforms Inc', 'Internet', 716, 1.2, 1, 0.21, 0.003, 12, 34, 1.28, -0.34, 5],
    ['NFLX', 'Netflix Inc', 'Internet', 118, 0.95, 0.8, 0.26, 0, 36, 36, 0.12, -0.28, 1],
    ['DIS', 'Walt Disney Co', 'Media', 113, 0.95, 0.6, 0.2, 0.009, 9, 19, 0.2, -0.34, 1],
  ],
  'Consumer, Cyclical': [
    ['AMZN', 'Amazon.com Inc', 'Internet', 226, 1.2, 0.7, 0.2, 0, 40, 46, 0.12, -0.32, 2.5],
    ['TSLA', 'Tesla Inc', 'Auto Manufacturers', 428, 1.7, 1.2, 0.42, 0, 84, 88, 0.56, -0.14, 5],
    ['COST', 'Costco Wholesale Corp', 'Retail', 932, 0.8, 0.8, 0.14, 0.005, 2, 12, 5.6, -0.36, 5],
    ['WMT', 'Walmart Inc', 'Retail', 104, 0.6, 0.7, 0.14, 0.009, 15, 22, 0.12, -0.36, 1],
    ['HD', 'Home Depot Inc', 'Retail', 396, 0.95, 0.9, 0.15, 0.023, 4, 13, 1.6, -0.36, 5],
    ['NKE', 'Nike Inc', 'Apparel', 71.5, 1, 0.8, 0.25, 0.022, 14, 19, 0.12, -0.32, 1],
    ['UBER', 'Uber Technologies Inc', 'Internet', 96, 1.2, 0.7, 0.27, 0, 18, 24, 0.16, -0.26, 1],
  ],
  'Consumer, Non-cyclical': [
    ['HIMS', 'Hims & Hers Health Inc', 'Healthcare-Services', 56, 1.5, 0.3, 0.68, 0, 28, 30, 0.32, -0.06, 1],
    ['LLY', 'Eli Lilly & Co', 'Pharmaceuticals', 824, 0.6, 0.8, 0.27, 0.007, 3.5, 15, 7.2, -0.28, 10],
    ['UNH', 'UnitedHealth Group Inc', 'Healthcare-Services', 356, 0.6, 0.8, 0.29, 0.025, 9, 18, 1.6, -0.3, 5],
    ['JNJ', 'Johnson & Johnson', 'Pharmaceuticals', 188, 0.4, 0.8, 0.13, 0.028, 8, 15, 0.32, -0.36, 2.5],
    ['KO', 'Coca-Cola Co', 'Beverages', 67, 0.4, 0.7, 0.11, 0.03, 15, 18, 0.04, -0.36, 1],
  ],
  Financial: [
    ['V', 'Visa Inc Class A', 'Diversified Finan Serv', 347, 0.85, 0.7, 0.13, 0.007, 6, 17, 0.88, -0.38, 2.5],
    ['HOOD', 'Robinhood Markets Inc', 'Diversified Finan Serv', 132, 1.9, 0.9, 0.5, 0, 36, 40, 0.4, -0.1, 1],
    ['JPM', 'JPMorgan Chase & Co', 'Banks', 308, 1.05, 1.1, 0.13, 0.019, 8, 19, 0.64, -0.38, 5],
    ['BAC', 'Bank of America Corp', 'Banks', 51.5, 1.1, 1.2, 0.14, 0.021, 34, 24, 0.02, -0.36, 1],
    ['GS', 'Goldman Sachs Group Inc', 'Banks', 792, 1.2, 1.2, 0.16, 0.02, 2, 12, 8, -0.36, 10],
    ['COIN', 'Coinbase Global Inc', 'Diversified Finan Serv', 344, 1.9, 0.7, 0.52, 0, 12, 30, 2.4, -0.1, 5],
  ],
  Energy: [
    ['XOM', 'Exxon Mobil Corp', 'Oil&Gas', 113, 0.65, 1.1, 0.12, 0.035, 15, 19, 0.12, -0.32, 1],
    ['CVX', 'Chevron Corp', 'Oil&Gas', 155, 0.65, 1.1, 0.13, 0.043, 8, 15, 0.32, -0.32, 2.5],
  ],
  Industrial: [
    ['BA', 'Boeing Co', 'Aerospace/Defense', 216, 1.1, 0.9, 0.25, 0, 7, 18, 0.8, -0.32, 2.5],
    ['CAT', 'Caterpillar Inc', 'Machinery-Constr&Mining', 486, 1.1, 1, 0.19, 0.012, 3, 13, 3.2, -0.34, 5],
  ],
};

const onNasdaq = new Set([
  'AAPL',
  'MSFT',
  'NVDA',
  'AVGO',
  'AMD',
  'MU',
  'INTC',
  'PLTR',
  'GOOGL',
  'META',
  'NFLX',
  'AMZN',
  'TSLA',
  'COST',
  'HOOD',
  'COIN',
]);
function stock(sector: string, row: StockRow): SymbolSpec {
  const [
    symbol,
    name,
    industry,
    price,
    beta,
    sectorBeta,
    ownVol,
    dividendYield,
    volume,
    prints,
    halfSpreadTicks,
    rho,
    strikeStep,
  ] = row;
  const openInterest = Math.round(60_000 + 22_000 * volume ** 0.95);
  return {
    ...usStock,
    symbol,
    name,
    sector,
    industry,
    price,
    beta,
    sectorBeta,
    ownVol,
    dividendYield,
    halfSpreadTicks,
    primaryExchange: onNasdaq.has(symbol) ? 'NASDAQ' : 'NYSE',
    volume: volume * 1e6,
    prints: prints * 1000,
    quotesPerSecond: prints > 30 ? 4 : 2,
    options: { daily: false, strikeStep, openInterest, skew: { rho, eta: 0.95 } },
  };
}

export const stockTable: readonly SymbolSpec[] = Object.entries(bySector).flatMap(([sector, rows]) =>
  rows.map((row) => stock(sector, row)),
);
