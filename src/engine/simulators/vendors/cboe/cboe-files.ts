import { isTradingDay } from '../../../domain/calendar.ts';
import { addDays, wallTime } from '../../../domain/time.ts';
import type { MarketStory, StoryFutureDay } from '../../story/market-story.ts';
import { american, dashed, historyRange, isOut } from './cboe-times.ts';
import { familyDays, hasCloseOnly } from './volatility-family.ts';

const letters = 'FGHJKMNQUVXZ';
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const six = (price: number): string => price.toFixed(6);

/** A whole index history, oldest first; null for an index without one. */
export function indexHistory(story: MarketStory, index: string): string | null {
  const days = familyDays(story, index, historyRange(story)).filter((day) => isOut(story, day.date));
  if (days.length === 0) return null;
  const lines = hasCloseOnly(index)
    ? [`DATE,${index}`, ...days.map((day) => `${american(day.date)},${six(day.close)}`)]
    : [
        'DATE,OPEN,HIGH,LOW,CLOSE',
        ...days.map((day) => `${american(day.date)},${[day.open, day.high, day.low, day.close].map(six).join(',')}`),
      ];
  return `${lines.join('\n')}\n`;
}

function letterOf(expiry: string): string {
  return letters[Number(expiry.slice(4, 6)) - 1] ?? '?';
}

const disclaimer =
  'CFE data is compiled for the convenience of site visitors and is furnished without responsibility for accuracy';

/** The days of a contract. Files of odd months begin with a disclaimer; on the last day nothing opens or closes. */
export function contractFile(
  story: MarketStory,
  isWanted: (expiry: string) => boolean,
  layout: 'iso' | 'archive',
): string | null {
  const days = story.futureDays(...historyRange(story)).filter((day) => isWanted(day.expiry) && isOut(story, day.date));
  const [first] = days;
  if (!first) return null;
  const name = monthNames[Number(first.expiry.slice(4, 6)) - 1] ?? '';
  const year = layout === 'iso' ? first.expiry.slice(0, 4) : first.expiry.slice(2, 4);
  const futures = `${letterOf(first.expiry)} (${name} ${year})`;
  const header = 'Trade Date,Futures,Open,High,Low,Close,Settle,Change,Total Volume,EFP,Open Interest';
  const preamble = Number(first.expiry.slice(4, 6)) % 2 === 1 ? [disclaimer] : [];
  const rows = days.map((day, index) => contractRow(day, days[index - 1], { futures, layout }));
  return `${[...preamble, header, ...rows].join('\n')}\n`;
}

function contractRow(
  day: StoryFutureDay,
  before: StoryFutureDay | undefined,
  { futures, layout }: { readonly futures: string; readonly layout: 'iso' | 'archive' },
): string {
  const isLast = day.date === day.expiry;
  const fields = [
    layout === 'iso' ? dashed(day.date) : american(day.date),
    futures,
    (isLast ? 0 : day.open).toFixed(2),
    day.high.toFixed(2),
    day.low.toFixed(2),
    (isLast ? 0 : day.close).toFixed(2),
    day.settle.toFixed(4),
    (before ? day.settle - before.settle : 0).toFixed(4),
    day.volume,
    0,
    day.openInterest,
  ];
  return fields.join(',');
}

/**
 * Settlement prices of a day, out at 11:00 New York on the next one: monthly contracts, a weekly and the small one.
 * Days long ago get a curve that lacks its first contracts, as the real file does.
 */
export function settlementFile(story: MarketStory, date: string): string {
  const { date: today, hour } = wallTime(story.now());
  const isPublished = date < today && (addDays(date, 1) < today || hour >= 11);
  const days = isPublished ? story.futureDays(date, date).filter((day) => day.date === date) : [];
  const sorted = days.toSorted((a, b) => a.expiry.localeCompare(b.expiry));
  const shown = date < addDays(today, -30) ? sorted.slice(2) : sorted;
  const rows = shown.flatMap((day) => {
    const code = `${letterOf(day.expiry)}${day.expiry.slice(3, 4)}`;
    return [
      `VX,VX/${code},${dashed(day.expiry)},${day.settle.toFixed(4)}`,
      `VX,VX38/${code},${dashed(addDays(day.expiry, 7))},${(day.settle + 0.05).toFixed(4)}`,
      `VXM,VXM/${code},${dashed(day.expiry)},${day.settle.toFixed(4)}`,
    ];
  });
  return `${['Product,Symbol,Expiration Date,Price', ...rows].join('\n')}\n`;
}

/** Ratios rise with VIX; the volumes fit them. */
function ratiosOn(story: MarketStory, date: string) {
  const vix = story.dailyBars('VIX', date, date).find((bar) => bar.date === date)?.close;
  if (vix === undefined) return null;
  const segment = (base: number, calls: number) => {
    const puts = Math.round(calls * (base + 0.012 * (vix - 15)));
    return { calls, puts, ratio: (puts / calls).toFixed(2) };
  };
  return { total: segment(0.86, 5_400_000), index: segment(1.06, 2_100_000), equity: segment(0.62, 2_300_000) };
}

/** The daily page's numbers; null on a day that has none. */
export function dailyRatios(story: MarketStory, date: string): object | null {
  const ratios = isTradingDay(date) && isOut(story, date) ? ratiosOn(story, date) : null;
  if (!ratios) return null;
  const section = ({ calls, puts }: { readonly calls: number; readonly puts: number }) => [
    { name: 'VOLUME', call: calls, put: puts, total: calls + puts },
    { name: 'OPEN INTEREST', call: 12 * calls, put: 14 * puts, total: 12 * calls + 14 * puts },
  ];
  return {
    ratios: [
      { name: 'TOTAL PUT/CALL RATIO', value: ratios.total.ratio },
      { name: 'INDEX PUT/CALL RATIO', value: ratios.index.ratio },
      { name: 'EQUITY PUT/CALL RATIO', value: ratios.equity.ratio },
      { name: 'MRUT PUT/CALL RATIO', value: '0.41' },
    ],
    'SUM OF ALL PRODUCTS': section(ratios.total),
    'INDEX OPTIONS': section(ratios.index),
    'EQUITY OPTIONS': section(ratios.equity),
  };
}

/** The old files stop in October 2019; their last days, with each file's own column names. */
export function ratioHistory(file: string): string | null {
  const columns = { totalpc: 'CALLS,PUTS', equitypc: 'CALL,PUT', indexpc: 'CALL,PUT' }[file];
  if (columns === undefined) return null;
  const rows = ['9/30/2019', '10/1/2019', '10/2/2019', '10/3/2019', '10/4/2019'].map((day, index) => {
    const [calls, puts] = [2_000_000 + 10_000 * index, 1_400_000 + 25_000 * index];
    return `${day},${calls},${puts},${calls + puts},${(puts / calls).toFixed(2)}`;
  });
  return `${[
    'Volume and put/call ratio data is compiled for the convenience of site visitors,,,,',
    `,,PRODUCT: ${file},,`,
    `DATE,${columns},TOTAL,P/C Ratio`,
    ...rows,
  ].join('\n')}\n`;
}
