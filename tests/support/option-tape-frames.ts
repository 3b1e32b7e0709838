const exchanges = ['GMNI', 'EDGO', 'XMIO', 'XPHO', 'XISX', 'BATO', 'C2OX', 'MPRL'];
const codes = ['auto', 'auto', 'auto', 'slan', 'mlat', 'isoi', 'slft', 'mlet'];
const sides = [
  ['ask_side', 'bullish'],
  ['bid_side', 'bearish'],
  ['mid_side', 'neutral'],
];
const tickers = ['SPY', 'QQQ', 'TSLA', 'NVDA', 'AAPL', 'SPXW', 'IWM', 'AMD'];

/** A small generator of its own (mulberry32): the frames of a seed are the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The vendor writes its floats with up to sixteen digits. */
const sixteen = (value: number): string => String(Number(value.toPrecision(16)));

/** Frames of the whole option tape with the fields, order and spacing the vendor sends, made up from a seed. */
export function optionTapeFrames(count: number, seed: number): readonly string[] {
  const random = randomOf(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return Array.from({ length: count }, (_each, index) => {
    const ticker = pick(tickers);
    const strike = 50 + below(1_200) / 2;
    const [right, type] = random() < 0.5 ? (['C', 'call'] as const) : (['P', 'put'] as const);
    const day = String(1 + below(28)).padStart(2, '0');
    const price = (1 + below(4_000)) / 100;
    const size = 1 + below(60);
    const at = 1_791_208_800_000 + index * 3;
    const trade = {
      id: `${index.toString(16).padStart(8, '0')}-0000-4000-8000-${below(2 ** 32)
        .toString(16)
        .padStart(12, '0')}`,
      underlying_symbol: ticker,
      executed_at: at,
      nbbo_bid: (price - 0.01).toFixed(2),
      nbbo_ask: (price + 0.01).toFixed(2),
      size,
      price: price.toFixed(2),
      option_symbol: `${ticker}2611${day}${right}${String(strike * 1000).padStart(8, '0')}`,
      created_at: at + 40,
      report_flags: [],
      tags: pick(sides),
      expiry: `2026-11-${day}`,
      option_type: type,
      open_interest: below(40_000),
      strike: String(strike),
      premium: (price * size * 100).toFixed(2),
      volume: below(200_000),
      underlying_price: (300 + random() * 50).toFixed(2),
      ewma_nbbo_ask: (price + 0.01).toFixed(2),
      ewma_nbbo_bid: (price - 0.01).toFixed(2),
      implied_volatility: sixteen(0.1 + random() / 2),
      delta: sixteen(random() * (right === 'C' ? 1 : -1)),
      theta: sixteen(-random()),
      gamma: sixteen(random() / 50),
      vega: sixteen(random() / 5),
      rho: sixteen(random() / 50),
      theo: String(price + random() / 1e6),
      trade_code: pick(codes),
      exchange: pick(exchanges),
      ask_vol: below(90_000),
      bid_vol: below(90_000),
      no_side_vol: below(100),
      mid_vol: below(20_000),
      multi_vol: below(20_000),
      stock_multi_vol: below(10),
    };
    const spaced = JSON.stringify(trade, null, 1)
      .replaceAll(/\n\s*/g, ' ')
      .replaceAll(/([{[]) | ([}\]])/g, '$1$2');
    return `["option_trades:${ticker}", ${spaced}]`;
  });
}
