import { regularSession } from '../../../../domain/calendar.ts';
import { undashed, dashed, decimal, isoMicro } from '../wire-format.ts';
import { paged, type Answer, type Asked } from '../asked.ts';
import { byStrike, endOfDayFields, strikeRow, tickerFields, total, byOpenInterest } from '../exposures.ts';
import type { StoryOption } from '../../../story/market-story.ts';

/** The minutes of the day, each with the price of its minute and the positions of now. */
export const spotExposures: Answer = ({ story, chain, symbol, date, now }) => {
  const options = chain(symbol);
  const bars = story.minuteBars(symbol, date).filter(({ startMs }) => startMs <= now);
  const recent = bars.slice(-60);
  return {
    data:
      options.length === 0
        ? []
        : recent.map((bar) => ({ ...tickerFields(options, bar.close), time: isoMicro(bar.startMs) })),
  };
};

export const spotExposuresStrike: Answer = ({ chain, symbol, spot, query, now }) => ({
  data: paged([...byStrike(chain(symbol)).values()], query, 500).map((options) => strikeRow(options, spot, now)),
});

export const spotExposuresExpiryStrike: Answer = ({ chain, symbol, spot, query, now }) => {
  const wanted = new Set(query.getAll('expirations[]').map(undashed));
  const groups = Map.groupBy(
    chain(symbol).filter(({ expiry }) => wanted.has(expiry)),
    ({ expiry, strike }) => `${expiry}/${strike}`,
  );
  return {
    data: paged([...groups.values()], query, 500).map((options) => strikeRow(options, spot, now)),
  };
};

const expiriesOf = (options: readonly StoryOption[]): ReadonlyMap<string, readonly StoryOption[]> =>
  Map.groupBy(options, ({ expiry }) => expiry);

/** Where the holders of an expiry's options would have least. */
function painOf(options: readonly StoryOption[]): number {
  const worth = (price: number): number =>
    options.reduce((sum, { right, strike, openInterest }) => {
      const inside = right === 'C' ? price - strike : strike - price;
      return sum + Math.max(0, inside) * openInterest;
    }, 0);
  const strikes = [...new Set(options.map(({ strike }) => strike))];
  return strikes.reduce((least, strike) => (worth(strike) < worth(least) ? strike : least), strikes[0] ?? 0);
}

export const maxPainAnswer: Answer = ({ chain, symbol, date }) => ({
  data: [...expiriesOf(chain(symbol))].map(([expiry, options]) => ({
    expiry: dashed(expiry),
    max_pain: String(painOf(options)),
  })),
  date: dashed(date),
});

/** A year of days: the positions of now under the closes of then. */
export const greekExposureYear: Answer = ({ story, chain, symbol, date }) => {
  const options = chain(symbol);
  if (options.length === 0) return { data: [] };
  const bars = story.dailyBars(symbol, `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`, date);
  return { data: bars.map((bar) => ({ date: dashed(bar.date), ...endOfDayFields(options, bar.close) })) };
};

export const greekExposureStrike: Answer = ({ chain, symbol, spot }) => ({
  data: [...byStrike(chain(symbol))].map(([strike, options]) => ({
    strike: String(strike),
    ...endOfDayFields(options, spot),
  })),
});

export const greekExposureExpiry: Answer = ({ chain, symbol, spot, date, now }) => ({
  data: [...expiriesOf(chain(symbol))].map(([expiry, options]) => ({
    date: dashed(date),
    expiry: dashed(expiry),
    dte: Math.max(0, Math.round((regularSession(expiry).closeMs - now) / 86_400_000)),
    ...endOfDayFields(options, spot),
  })),
});

function wall(asked: Asked, right: 'C' | 'P'): string | null {
  const options = asked.chain(asked.symbol).filter((option) => option.right === right);
  const sizes = [...byStrike(options)].map(([strike, each]) => {
    const { gamma } = total(each, asked.spot, byOpenInterest);
    return { strike, size: Math.abs(gamma) };
  });
  const largest = sizes.toSorted((a, b) => b.size - a.size)[0];
  return largest ? decimal(largest.strike) : null;
}

export const gexLevelsAnswer: Answer = (asked) => ({
  data: {
    call_wall: wall(asked, 'C'),
    put_wall: wall(asked, 'P'),
    gamma_flip: decimal(asked.spot),
    gamma_magnet: null,
  },
});
