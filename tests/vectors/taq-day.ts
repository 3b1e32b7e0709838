import { sharedLines } from './packed-files.ts';

/** One stock's day: every exchange's quotes and all trades, ms since the midnight of the venue. */
export type TaqDay = {
  readonly venues: number;
  readonly quotes: {
    readonly timeMs: Float64Array;
    readonly venue: Int32Array;
    readonly bid: Float64Array;
    /** Shares. */
    readonly bidSize: Float64Array;
    readonly ask: Float64Array;
    readonly askSize: Float64Array;
  };
  readonly trades: { readonly timeMs: Float64Array; readonly price: Float64Array; readonly size: Float64Array };
};

/** ISO wall-clock text to ms since midnight. */
function millisecond(text: string): number {
  const [hour = 0, minute = 0, second = 0] = text.slice(11).split(':').map(Number);
  return Math.round(((hour * 60 + minute) * 60 + second) * 1000);
}

function table(path: string): (name: string) => readonly string[] {
  const [header = '', ...lines] = sharedLines(path);
  const rows = lines.map((line) => line.split(','));
  const names = header.split(',');
  return (name) => rows.map((row) => row[names.indexOf(name)] ?? '');
}

const numbers = (column: readonly string[], unit = 1): Float64Array =>
  Float64Array.from(column, (text) => unit * Number(text));
const times = (column: readonly string[]): Float64Array => Float64Array.from(column, millisecond);

/** The day of 2018-01-02 in the reference data, or null (with a printed reason) when absent. */
export function taqDay(): TaqDay | null {
  const quotes = table('data/ticks/taq_XXX_2018-01-02_quotes.csv.gz');
  const trades = table('data/ticks/taq_XXX_2018-01-02_trades.csv.gz');
  const exchanges = quotes('EX');
  if (exchanges.length === 0 || trades('DT').length === 0) return null;
  const known = [...new Set(exchanges)];
  return {
    venues: known.length,
    quotes: {
      timeMs: times(quotes('DT')),
      venue: Int32Array.from(exchanges, (exchange) => known.indexOf(exchange)),
      bid: numbers(quotes('BID')),
      bidSize: numbers(quotes('BIDSIZ'), 100),
      ask: numbers(quotes('OFR')),
      askSize: numbers(quotes('OFRSIZ'), 100),
    },
    trades: { timeMs: times(trades('DT')), price: numbers(trades('PRICE')), size: numbers(trades('SIZE')) },
  };
}
