import { addDays, dateUtc } from '../../../../domain/time.ts';
import type { StoryDailyBar, StoryOption } from '../../../story/market-story.ts';
import type { Answer, Asked } from '../asked.ts';
import { dashed, decimal, isoMicro, long, undashed } from '../wire-format.ts';

const tradingDays = 21;

type VolDay = { readonly date: string; readonly close: number; readonly realised: number; readonly implied: number };

function realisedOf(bars: readonly StoryDailyBar[], end: number): number {
  const moves = Array.from({ length: tradingDays }, (_each, back) => {
    const [today, before] = [bars[end - back]?.close ?? 1, bars[end - back - 1]?.close ?? 1];
    return Math.log(today / before);
  });
  return Math.sqrt((moves.reduce((sum, move) => sum + move * move, 0) / tradingDays) * 252);
}

/** A year of days. Implied is told as realised with the usual premium: the story keeps no volatility of its own for past days. */
function volDays({ story, symbol, date }: Asked): readonly VolDay[] {
  const bars = story.dailyBars(symbol, addDays(date, -400), date);
  return bars.flatMap((bar, index) => {
    if (index <= tradingDays) return [];
    const realised = realisedOf(bars, index);
    return [{ date: bar.date, close: bar.close, realised, implied: 0.02 + realised * 1.08 }];
  });
}

const rankOf = (values: readonly number[], value: number): number => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high > low ? Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100)) : 50;
};

/** The rank is told from 0 to 100. */
export const volatilityStatsAnswer: Answer = (asked) => {
  const days = volDays(asked);
  const last = days.at(-1);
  if (!last) return { data: null };
  const [implied, realised] = [days.map((day) => day.implied), days.map((day) => day.realised)];
  return {
    data: {
      date: dashed(last.date),
      ticker: asked.symbol,
      iv: long(last.implied),
      iv_low: long(Math.min(...implied)),
      iv_high: long(Math.max(...implied)),
      iv_rank: decimal(rankOf(implied, last.implied), 4),
      rv: decimal(last.realised, 6),
      rv_low: decimal(Math.min(...realised), 6),
      rv_high: decimal(Math.max(...realised), 6),
    },
  };
};

/** Oldest first. */
export const ivRankAnswer: Answer = (asked) => {
  const days = volDays(asked);
  const implied = days.map((day) => day.implied);
  return {
    data: days.map((day) => ({
      date: dashed(day.date),
      close: decimal(day.close),
      volatility: decimal(day.implied, 4),
      iv_rank_1y: decimal(rankOf(implied, day.implied), 4),
      updated_at: isoMicro(asked.now),
    })),
  };
};

export const realisedAnswer: Answer = (asked) => ({
  data: volDays(asked).map((day) => ({
    date: dashed(day.date),
    price: decimal(day.close),
    implied_volatility: decimal(day.implied, 4),
    realized_volatility: decimal(day.realised, 4),
    unshifted_rv_date: dashed(addDays(day.date, 30)),
  })),
});

type AtTheMoney = { readonly expiry: string; readonly days: number; readonly vol: number };

function atTheMoney({ chain, symbol, spot, date }: Asked): readonly AtTheMoney[] {
  const groups: ReadonlyMap<string, readonly StoryOption[]> = Map.groupBy(chain(symbol), ({ expiry }) => expiry);
  return [...groups]
    .map(([expiry, options]) => {
      const nearest = options.toSorted((a, b) => Math.abs(a.strike - spot) - Math.abs(b.strike - spot)).slice(0, 2);
      const vol = nearest.reduce((sum, option) => sum + option.impliedVol, 0) / Math.max(1, nearest.length);
      return { expiry, days: Math.round((dateUtc(expiry) - dateUtc(date)) / 86_400_000), vol };
    })
    .filter(({ vol, days }) => vol > 0 && days >= 0)
    .toSorted((a, b) => a.days - b.days);
}

export const termStructureAnswer: Answer = (asked) => ({
  data: atTheMoney(asked).map(({ expiry, days, vol }) => {
    const move = vol * Math.sqrt(Math.max(days, 0.5) / 365) * 0.8;
    return {
      date: dashed(asked.date),
      expiry: dashed(expiry),
      dte: days,
      volatility: decimal(vol, 4),
      implied_move: decimal(move * asked.spot, 4),
      implied_move_perc: decimal(move, 5),
    };
  }),
});

export const interpolatedAnswer: Answer = (asked) => {
  const curve = atTheMoney(asked);
  if (curve.length === 0) return { data: [] };
  return {
    data: [1, 5, 7, 14, 30, 60, 90, 180, 365].map((days) => {
      const after = curve.findIndex((point) => point.days >= days);
      const [right, left] = [curve[after === -1 ? curve.length - 1 : after], curve[Math.max(0, after - 1)]];
      const vol = ((right?.vol ?? 0) + (left?.vol ?? 0)) / 2;
      return {
        date: dashed(asked.date),
        days,
        volatility: decimal(vol, 3),
        percentile: decimal(0.5, 3),
        implied_move_perc: decimal(vol * Math.sqrt(days / 365) * 0.8, 3),
      };
    }),
  };
};

/** Put less call volatility at the asked delta: today from the chain, the days before leaning to it. */
export const riskReversalAnswer: Answer = ({ story, chain, symbol, query, date }) => {
  const expiry = undashed(query.get('expiry') ?? '');
  const delta = Number(query.get('delta') ?? 25);
  const options = chain(symbol).filter((option) => option.expiry === expiry);
  const volAt = (right: 'C' | 'P'): number | null =>
    options
      .filter((option) => option.right === right)
      .toSorted((a, b) => Math.abs(Math.abs(a.delta) - delta / 100) - Math.abs(Math.abs(b.delta) - delta / 100))[0]
      ?.impliedVol ?? null;
  const [put, call] = [volAt('P'), volAt('C')];
  if (put === null || call === null) return { data: [] };
  const bars = story.dailyBars(symbol, addDays(date, -60), date);
  return {
    data: bars.map((bar, index) => ({
      date: dashed(bar.date),
      ticker: symbol,
      delta,
      risk_reversal: decimal((put - call) * (0.8 + (0.2 * (index + 1)) / bars.length), 6),
    })),
  };
};
