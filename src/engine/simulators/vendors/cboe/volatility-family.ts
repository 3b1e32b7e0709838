import type { MarketStory, StoryDailyBar } from '../../story/market-story.ts';

type Prices = Pick<StoryDailyBar, 'open' | 'high' | 'low' | 'close'>;

/**
 * Indices that the practice market has no price of are read off VIX and its three-month brother: the nearer and farther
 * maturities along the line through both, the others by what they usually are to VIX.
 */
const derived: Readonly<Record<string, (vix: number, vix3m: number) => number>> = {
  VIX1D: (vix, vix3m) => vix + 0.6 * (vix - vix3m),
  VIX9D: (vix, vix3m) => vix + 0.35 * (vix - vix3m),
  VIX6M: (vix, vix3m) => vix3m + 0.4 * (vix3m - vix),
  VXN: (vix) => 1.22 * vix,
  VVIX: (vix) => 62 + 1.6 * vix,
  SKEW: (vix) => 152 - 0.6 * vix,
  OVX: (vix) => 14 + 1.3 * vix,
  GVZ: (vix) => 7 + 0.6 * vix,
};
const closeOnly = new Set(['VVIX', 'SKEW', 'OVX', 'GVZ']);

export function hasCloseOnly(index: string): boolean {
  return closeOnly.has(index);
}

export const quotedIndices = ['SPX', 'NDX', 'RUT', 'VIX', 'VIX3M', ...Object.keys(derived)] as const;

export type FamilyDay = Prices & { readonly date: string };

/** Daily prices of an index, its own or derived; empty when nobody can tell. */
export function familyDays(story: MarketStory, index: string, range: readonly [string, string]): readonly FamilyDay[] {
  const own = story.dailyBars(index, ...range);
  const rule = derived[index];
  if (own.length > 0 || !rule) return own;
  const longer = new Map(story.dailyBars('VIX3M', ...range).map((bar) => [bar.date, bar]));
  return story.dailyBars('VIX', ...range).map((vix) => {
    const other = longer.get(vix.date) ?? vix;
    const [open, close] = [rule(vix.open, other.open), rule(vix.close, other.close)];
    const [one, two] = [rule(vix.high, other.high), rule(vix.low, other.low)];
    return { date: vix.date, open, close, high: Math.max(open, close, one, two), low: Math.min(open, close, one, two) };
  });
}

export type FamilyQuote = {
  readonly last: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly previousClose: number | null;
  readonly timeMs: number;
};

export function familyQuote(story: MarketStory, index: string): FamilyQuote | null {
  const own = story.quote(index);
  if (own?.last !== null && own?.last !== undefined) return { ...own, last: own.last };
  const [vix, vix3m, rule] = [story.quote('VIX'), story.quote('VIX3M'), derived[index]];
  if (!rule || !vix || vix.last === null) return null;
  const at = (near: number | null, far: number | null | undefined): number | null =>
    near === null ? null : rule(near, far ?? near);
  const [last, open, high, low] = [
    rule(vix.last, vix3m?.last ?? vix.last),
    at(vix.open, vix3m?.open),
    at(vix.high, vix3m?.high),
    at(vix.low, vix3m?.low),
  ];
  const sorted = [high ?? last, low ?? last, open ?? last, last];
  const previousClose = at(vix.previousClose, vix3m?.previousClose);
  return { last, open, high: Math.max(...sorted), low: Math.min(...sorted), previousClose, timeMs: vix.timeMs };
}
