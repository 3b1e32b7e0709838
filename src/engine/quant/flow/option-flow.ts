import type { FlowMinute, FlowSummary, LargestTrade } from '../../domain/evidence.ts';
import type { FlowAlert, OptionTerms, OptionTrade } from '../../domain/facts/option-flow.ts';
import { leanOfTrade } from '../../domain/facts/trade-lean.ts';
import { CountedPrints } from './counted-prints.ts';

export const flowWindowMs = 120 * 60_000;
/** After this long a dollar of premium counts half. */
export const flowHalfLifeMs = 30 * 60_000;
const bucketMs = 60_000;
/**
 * The busiest ticker prints one to two million options a day, half of them within two hours of the open; a few in a hundred
 * are large.
 */
const mostRemembered = { small: 2 ** 20, large: 2 ** 18 };
const largePremium = 25_000;

type Bucket = {
  readonly startMs: number;
  trades: number;
  bullish: number;
  bearish: number;
  unsided: number;
  swept: number;
};

type Large = { readonly identity: number; readonly trade: LargestTrade };

/**
 * Premium of a ticker's option prints by minute, in dollars, with cancelled prints taken out again. Legs of spreads have
 * no side: what they pay or receive together is not in one leg. A print counts once by its identity (`factIdentity`). HOUSE definition; docs/formulas.
 */
export function createOptionFlow(from: FlowSummary['from']) {
  let buckets: Bucket[] = [];
  const counted = new CountedPrints(mostRemembered);
  let large: Large[] = [];
  let newestTime = 0;

  function bucketAt(timeMs: number): Bucket {
    const startMs = Math.floor(timeMs / bucketMs) * bucketMs;
    const known = buckets.findLast((bucket) => bucket.startMs === startMs);
    if (known) return known;
    const made = { startMs, trades: 0, bullish: 0, bearish: 0, unsided: 0, swept: 0 };
    buckets.push(made);
    buckets.sort((a, b) => a.startMs - b.startMs);
    return made;
  }

  function forget(nowMs: number): void {
    const oldest = nowMs - flowWindowMs;
    buckets = buckets.filter((bucket) => bucket.startMs + bucketMs > oldest);
    large = large.filter(({ trade }) => trade.eventTime > oldest);
    counted.forget(oldest);
  }

  function put(
    timeMs: number,
    parts: { bullish: number; bearish: number; unsided: number; swept: number },
    sign: 1 | -1,
  ): void {
    const bucket = bucketAt(timeMs);
    bucket.trades += sign;
    bucket.bullish += sign * parts.bullish;
    bucket.bearish += sign * parts.bearish;
    bucket.unsided += sign * parts.unsided;
    bucket.swept += sign * parts.swept;
  }

  function keepLarge(identity: number, trade: LargestTrade): void {
    large.push({ identity, trade });
    large.sort((a, b) => b.trade.premium - a.trade.premium);
    large.length = Math.min(large.length, 8);
  }

  return {
    trade(identity: number, eventTime: number, body: OptionTrade): void {
      const leans = leanOfTrade(body);
      const parts = {
        bullish: leans === 'bullish' ? body.premium : 0,
        bearish: leans === 'bearish' ? body.premium : 0,
        unsided: leans === 'neither' ? body.premium : 0,
        swept: leans !== 'neither' && body.isSweep ? body.premium : 0,
      };
      const place = { identity, timeMs: eventTime, isLarge: body.premium >= largePremium };
      if (body.cancelled) {
        const at = counted.takeBack(place);
        if (at === null) return;
        large = large.filter((one) => one.identity !== identity);
        return put(at, parts, -1);
      }
      if (!counted.count(place)) return;
      put(eventTime, parts, 1);
      newestTime = Math.max(newestTime, eventTime);
      keepLarge(identity, { ...termsOf(body), premium: body.premium, leans, isSweep: body.isSweep, eventTime });
    },
    alert(identity: number, eventTime: number, body: FlowAlert): void {
      if (!counted.count({ identity, timeMs: eventTime, isLarge: true })) return;
      const [ask, bid] = body.hasMultiLeg ? [0, 0] : [body.askPremium, body.bidPremium];
      const [bullish, bearish] = body.right === 'C' ? [ask, bid] : [bid, ask];
      const unsided = Math.max(0, body.totalPremium - ask - bid);
      put(eventTime, { bullish, bearish, unsided, swept: body.hasSweep ? bullish + bearish : 0 }, 1);
      newestTime = Math.max(newestTime, eventTime);
      const leans = bullish > bearish ? 'bullish' : bearish > bullish ? 'bearish' : 'neither';
      keepLarge(identity, { ...termsOf(body), premium: body.totalPremium, leans, isSweep: body.hasSweep, eventTime });
    },
    /** What the summary is made of, oldest first, undecayed; minutes in which nothing traded are left out. */
    minutes(nowMs: number): readonly FlowMinute[] {
      forget(nowMs);
      return buckets
        .filter(({ trades }) => trades > 0)
        .map(({ startMs, trades, bullish, bearish, unsided }) => ({ startMs, trades, bullish, bearish, unsided }));
    },
    /** Null when nothing traded within the window. */
    summary(nowMs: number): FlowSummary | null {
      forget(nowMs);
      const sum = { trades: 0, bullish: 0, bearish: 0, unsided: 0, swept: 0 };
      for (const bucket of buckets) {
        const age = Math.max(0, nowMs - bucket.startMs - bucketMs);
        const weight = 2 ** (-age / flowHalfLifeMs);
        sum.trades += bucket.trades;
        sum.bullish += weight * bucket.bullish;
        sum.bearish += weight * bucket.bearish;
        sum.unsided += weight * bucket.unsided;
        sum.swept += weight * bucket.swept;
      }
      if (sum.trades <= 0) return null;
      const sided = sum.bullish + sum.bearish;
      return {
        from,
        windowMs: flowWindowMs,
        trades: sum.trades,
        bullishPremium: Math.max(0, sum.bullish),
        bearishPremium: Math.max(0, sum.bearish),
        unsidedPremium: Math.max(0, sum.unsided),
        sweptShare: sided > 0 ? Math.min(1, Math.max(0, sum.swept / sided)) : 0,
        largest: large[0]?.trade ?? null,
        newestTime,
      };
    },
  };
}
export type OptionFlow = ReturnType<typeof createOptionFlow>;

function termsOf({ optionSymbol, right, strike, expiry }: OptionTerms) {
  return { optionSymbol, right, strike, expiry };
}
