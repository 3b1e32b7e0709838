import type { MarketStory, StoryCompany, StoryOptionTrade } from '../../story/market-story.ts';
import { createTurns } from '../kit/turns.ts';
import { premiumOf } from './option-tape.ts';
import { decimal, dashed, isoMicro, long, uuidOf } from './wire-format.ts';

const leastPremium = 25_000;
const leastFloorPremium = 50_000;
const leastHits = 4;
const minuteMs = 60_000;

export type StoryFlowAlert = {
  readonly id: string;
  readonly rule: string;
  readonly createdMs: number;
  readonly company: StoryCompany;
  readonly trades: readonly StoryOptionTrade[];
};

const capsOf = ({ sharesOutstanding }: StoryCompany): string =>
  sharesOutstanding > 5e8 ? 'Large' : sharesOutstanding > 1e8 ? 'Mid' : 'Small';

/** Which of the vendor's rules a minute's prints of one option fall under. */
function ruleOf(trades: readonly StoryOptionTrade[], company: StoryCompany): string | null {
  const premium = trades.reduce((sum, trade) => sum + premiumOf(trade), 0);
  const [floor, sweep] = [trades.find(({ isFloor }) => isFloor), trades.find((trade) => trade.sweep !== null)];
  if (floor && sweep && sweep.timeMs < floor.timeMs && premium >= leastPremium) return 'SweepsFollowedByFloor';
  if (floor && premiumOf(floor) >= leastFloorPremium) return `FloorTrade${capsOf(company)}Cap`;
  if (premium < leastPremium) return null;
  const swept = Map.groupBy(trades, (trade) => trade.sweep ?? '');
  const parts = Math.max(0, ...[...swept].map(([order, each]) => (order === '' ? 0 : each.length)));
  const hits = trades.filter(({ aggressor }) => aggressor === 'buyer').length;
  if (parts < 2 && Math.max(hits, trades.length - hits) < leastHits) return null;
  const [first, last] = [trades[0]?.price ?? 0, trades.at(-1)?.price ?? 0];
  if (last > first * 1.02) return 'RepeatedHitsAscendingFill';
  return last < first * 0.98 ? 'RepeatedHitsDescendingFill' : 'RepeatedHits';
}

/** Alerts of each full minute, told when it is over: prints of one option that belong together by the vendor's rules. */
export function createFlowAlerts(story: MarketStory) {
  const minutes = new Map<string, readonly StoryFlowAlert[]>();

  function ofMinute(company: StoryCompany, startMs: number): readonly StoryFlowAlert[] {
    const key = `${company.symbol}/${startMs}`;
    const known = minutes.get(key);
    if (known) return known;
    const trades = story.optionTrades(company.symbol, startMs, startMs + minuteMs);
    const alerts: StoryFlowAlert[] = [];
    for (const [symbol, each] of Map.groupBy(trades, ({ option }) => option.optionSymbol)) {
      const rule = ruleOf(each, company);
      const createdMs = (each.at(-1)?.timeMs ?? startMs) + 250;
      if (rule) alerts.push({ id: uuidOf(story.seed, `${symbol}/${startMs}`), rule, createdMs, company, trades: each });
    }
    if (minutes.size > 50_000) minutes.clear();
    minutes.set(key, alerts);
    return alerts;
  }

  /** Ends of the full minutes in (fromMs, toMs], newest first. */
  function endsIn(fromMs: number, toMs: number): readonly number[] {
    const ends: number[] = [];
    const until = Math.min(toMs, story.now());
    for (let end = Math.floor(until / minuteMs) * minuteMs; end > fromMs; end -= minuteMs) ends.push(end);
    return ends;
  }

  return {
    /** Works the minutes out in slices, so that `between` has them at hand. */
    async prepare(fromMs: number, toMs: number): Promise<void> {
      const turns = createTurns();
      for (const end of endsIn(fromMs, toMs)) {
        for (const company of story.companies()) {
          await turns.give();
          ofMinute(company, end - minuteMs);
        }
      }
    },
    /** Newest first, of the minutes that ended in (fromMs, toMs]. */
    between(fromMs: number, toMs: number): readonly StoryFlowAlert[] {
      const found: StoryFlowAlert[] = [];
      for (const end of endsIn(fromMs, toMs)) {
        for (const company of story.companies()) found.push(...ofMinute(company, end - minuteMs));
      }
      return found.toSorted((a, b) => b.createdMs - a.createdMs);
    },
  };
}
export type FlowAlerts = ReturnType<typeof createFlowAlerts>;

function sums({ trades }: StoryFlowAlert) {
  const of = (aggressor: StoryOptionTrade['aggressor']): number =>
    trades.reduce((sum, trade) => sum + (trade.aggressor === aggressor ? premiumOf(trade) : 0), 0);
  return {
    premium: trades.reduce((sum, trade) => sum + premiumOf(trade), 0),
    ask: of('buyer'),
    bid: of('seller'),
    size: trades.reduce((sum, trade) => sum + trade.size, 0),
  };
}

/** A row of REST: decimals as strings, terms beside the symbol, `alert_rule`. */
export function alertRow(alert: StoryFlowAlert): Readonly<Record<string, unknown>> {
  const [first, last] = [alert.trades[0], alert.trades.at(-1)];
  if (!first || !last) return {};
  const { premium, ask, bid, size } = sums(alert);
  const isFund = alert.company.kind !== 'stock';
  return {
    id: alert.id,
    rule_id: uuidOf(0, alert.rule),
    alert_rule: alert.rule,
    ticker: last.option.tradingClass,
    option_chain: last.option.optionSymbol,
    type: last.option.right === 'C' ? 'call' : 'put',
    strike: String(last.option.strike),
    expiry: dashed(last.option.expiry),
    price: String(last.price),
    bid: String(last.bid),
    ask: String(last.ask),
    underlying_price: String(last.underlyingPrice),
    total_premium: decimal(premium, 0),
    total_ask_side_prem: decimal(ask, 0),
    total_bid_side_prem: decimal(bid, 0),
    total_size: size,
    trade_count: alert.trades.length,
    expiry_count: 1,
    volume: last.dayVolume,
    open_interest: last.option.openInterest,
    volume_oi_ratio: long(last.dayVolume / Math.max(1, last.option.openInterest)),
    iv_start: long(first.impliedVol),
    iv_end: long(last.impliedVol),
    has_sweep: alert.trades.some(({ sweep }) => sweep !== null),
    has_floor: alert.trades.some(({ isFloor }) => isFloor),
    has_multileg: alert.trades.some(({ isMultiLeg }) => isMultiLeg),
    has_singleleg: alert.trades.some(({ isMultiLeg }) => !isMultiLeg),
    all_opening_trades: size > last.option.openInterest,
    start_time: first.timeMs,
    end_time: last.timeMs,
    created_at: isoMicro(alert.createdMs),
    sector: isFund ? null : alert.company.sector,
    issue_type: alert.company.kind === 'index' ? null : isFund ? 'ETF' : 'Common Stock',
    marketcap:
      alert.company.kind === 'index' ? null : decimal(alert.company.sharesOutstanding * last.underlyingPrice, 0),
    next_earnings_date: null,
    er_time: isFund ? null : 'unknown',
  };
}

/** A frame of the socket: floats, no terms beside the symbol, `rule_name`, ids instead of a count. */
export function alertFrame(seed: number, alert: StoryFlowAlert): Readonly<Record<string, unknown>> {
  const last = alert.trades.at(-1);
  if (!last) return {};
  const row = alertRow(alert);
  const { premium, ask, bid } = sums(alert);
  const kept = ['id', 'rule_id', 'ticker', 'option_chain', 'bid', 'ask', 'total_size', 'volume', 'open_interest'];
  const flags = [
    'has_sweep',
    'has_floor',
    'has_multileg',
    'has_singleleg',
    'all_opening_trades',
    'start_time',
    'end_time',
  ];
  return {
    ...Object.fromEntries([...kept, ...flags].map((name) => [name, row[name]])),
    rule_name: alert.rule,
    price: last.price,
    underlying_price: last.underlyingPrice,
    total_premium: premium,
    total_ask_side_prem: ask,
    total_bid_side_prem: bid,
    volume_oi_ratio: 0,
    executed_at: alert.createdMs,
    trade_ids: alert.trades.map(({ id }) => uuidOf(seed, id)),
    exchanges: [...new Set(alert.trades.map(({ exchange }) => exchange))],
    upstream_condition_details: [...new Set(alert.trades.map(conditionOf))],
    url: '',
  };
}

export function conditionOf({ sweep, isFloor, isMultiLeg }: StoryOptionTrade): string {
  if (isFloor) return isMultiLeg ? 'mlft' : 'slft';
  if (isMultiLeg) return 'mlet';
  return sweep === null ? 'auto' : 'isoi';
}
