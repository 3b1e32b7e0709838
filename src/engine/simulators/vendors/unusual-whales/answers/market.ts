import type { Answer, Asked } from '../asked.ts';
import { netPremium } from '../option-tape.ts';
import { dashed, decimal, isoSecond } from '../wire-format.ts';
import { dayTotals } from './flow.ts';

const bucketMs = 300_000;

export type TidePoint = { readonly atMs: number; readonly call: number; readonly put: number; readonly volume: number };

/** Net premium since the open at the end of every five minutes, of the given symbols' prints. */
export function tideOf({ tape }: Pick<Asked, 'tape'>, symbols: readonly string[]): readonly TidePoint[] {
  const buckets = new Map<number, { call: number; put: number; volume: number }>();
  for (const symbol of symbols) {
    for (const minute of tape(symbol).minutes.values()) {
      const at = Math.floor(minute.startMs / bucketMs) * bucketMs;
      const bucket = buckets.get(at) ?? { call: 0, put: 0, volume: 0 };
      buckets.set(at, bucket);
      bucket.call += netPremium(minute.call);
      bucket.put += netPremium(minute.put);
      bucket.volume += minute.call.askVolume - minute.call.bidVolume - minute.put.askVolume + minute.put.bidVolume;
    }
  }
  let [call, put, volume] = [0, 0, 0];
  return [...buckets]
    .toSorted(([a], [b]) => a - b)
    .map(([atMs, bucket]) => {
      call += bucket.call;
      put += bucket.put;
      volume += bucket.volume;
      return { atMs, call, put, volume };
    });
}

const tideRows = (asked: Asked, symbols: readonly string[]) =>
  tideOf(asked, symbols).map(({ atMs, call, put, volume }) => ({
    date: dashed(asked.date),
    timestamp: isoSecond(atMs),
    net_call_premium: decimal(call, 4),
    net_put_premium: decimal(put, 4),
    net_volume: volume,
  }));

/** The whole market is told by its most active names: pricing every print of a day would take longer than the day. */
export const leaders = ({ story }: Pick<Asked, 'story'>): readonly string[] =>
  story
    .companies()
    .slice(0, 8)
    .map(({ symbol }) => symbol);

export const marketTideAnswer: Answer = (asked) => ({ data: tideRows(asked, leaders(asked)) });

export const sectorTideAnswer: Answer = (asked) => {
  const sector = asked.parts['sector'] ?? '';
  const members = asked.story.companies().filter((company) => company.kind === 'stock' && company.sector === sector);
  return {
    data: tideRows(
      asked,
      members.slice(0, 3).map(({ symbol }) => symbol),
    ),
  };
};

export const etfTideAnswer: Answer = (asked) => {
  const stocks = asked.story.companies().filter(({ kind }) => kind === 'stock');
  return {
    data: tideRows(
      asked,
      stocks.slice(0, 4).map(({ symbol }) => symbol),
    ),
  };
};

/** Lists within a list. */
export const netFlowExpiry: Answer = (asked) => {
  const rows = tideRows(asked, leaders(asked).slice(0, 3)).map((row) => ({
    ...row,
    net_call_premium: Number(row.net_call_premium),
    net_put_premium: Number(row.net_put_premium),
    underlying_price: null,
  }));
  const named = (name: string, otherwise: string): string => asked.query.get(name) ?? otherwise;
  const [tideType, moneyness, expiration] = [
    named('tide_type', 'all'),
    named('moneyness', 'all'),
    named('expiration', 'zero_dte'),
  ];
  return {
    date: dashed(asked.date),
    expiration: [expiration],
    moneyness: [moneyness],
    tide_type: [tideType],
    data: [{ tide_type: tideType, moneyness, expiration, data: rows }],
  };
};

export const totalOptionsVolume: Answer = (asked) => {
  const all = leaders(asked).map((symbol) => asked.tape(symbol).all);
  const sum = (of: (sums: (typeof all)[number]) => number): number => all.reduce((total, sums) => total + of(sums), 0);
  return {
    data: [
      {
        date: dashed(asked.date),
        call_volume: sum(({ call }) => call.volume),
        put_volume: sum(({ put }) => put.volume),
        call_premium: decimal(sum(({ call }) => call.premium)),
        put_premium: decimal(sum(({ put }) => put.premium)),
      },
    ],
  };
};

export const spikeAnswer: Answer = ({ story, date, now }) => ({
  data: story
    .minuteBars('VIX', date)
    .filter(({ startMs }) => startMs <= now)
    .map((bar) => ({ time: isoSecond(bar.startMs), value: decimal(bar.close) })),
});

export const nopeAnswer: Answer = ({ tape, symbol, company }) => ({
  data: [...tape(symbol).minutes.values()].map((minute) => ({
    timestamp: isoSecond(minute.startMs),
    call_vol: minute.call.volume,
    put_vol: minute.put.volume,
    call_delta: decimal(minute.totalDelta),
    put_delta: decimal(minute.totalDelta),
    nope: decimal(minute.netDelta / Math.max(1, company?.sharesOutstanding ?? 1), 6),
    stock_vol: 100_000,
  })),
});

export const stockScreener: Answer = (asked) => ({
  data: leaders(asked).map((symbol) => {
    const quote = asked.story.quote(symbol);
    return {
      ...dayTotals({ ...asked, symbol }),
      ticker: symbol,
      close: decimal(quote?.last ?? 0),
      prev_close: decimal(quote?.previousClose ?? 0),
      iv30d: null,
      iv_rank: decimal(50, 20),
      relative_volume: decimal(1, 16),
      issue_type: 'Common Stock',
      is_index: false,
    };
  }),
});
