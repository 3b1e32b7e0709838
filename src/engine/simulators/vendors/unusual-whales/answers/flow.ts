import { regularSession } from '../../../../domain/calendar.ts';
import { cursorOf, paged, type Answer, type Asked } from '../asked.ts';
import { alertRow, conditionOf } from '../flow-alerts.ts';
import { netPremium, premiumOf, type MinuteSums, type Sums } from '../option-tape.ts';
import { dashed, decimal, isoMicro, isoSecond, long, uuidOf } from '../wire-format.ts';

/** Without being told how far, a page looks back this long: every print of the market is priced for it. */
const usualMs = 3 * 60_000;

export const flowAlertsAnswer: Answer = async ({ story, alerts, query, now, date }) => {
  const [newer, older] = [cursorOf(query, 'newer_than'), cursorOf(query, 'older_than')];
  const until = Math.min(now, older ?? now);
  const from = Math.max(newer ?? until - usualMs, regularSession(date).openMs);
  const wanted = query.get('ticker_symbol')?.split(',');
  const limit = Math.min(200, Number(query.get('limit') ?? 100) || 100);
  await alerts.prepare(from - 60_000, until + 60_000);
  const found = alerts
    .between(from - 60_000, until + 60_000)
    .filter(({ createdMs }) => createdMs > (newer ?? 0) && createdMs < (older ?? Infinity))
    .filter(({ company }) => wanted === undefined || wanted.includes(company.symbol))
    .slice(0, limit);
  const [first, last] = [found[0], found.at(-1)];
  return {
    data: found.map(alertRow),
    newer_than: first ? isoMicro(first.createdMs) : isoMicro(story.now()),
    older_than: last ? isoMicro(last.createdMs) : isoMicro(story.now()),
  };
};

function minutes({ tape, symbol, date, story }: Asked): readonly MinuteSums[] {
  if (date !== story.tradingDate()) return [];
  return [...tape(symbol).minutes.values()].toSorted((a, b) => a.startMs - b.startMs);
}

export const netPremiumTicks: Answer = (asked) => ({
  data: minutes(asked).map((minute) => ({
    date: dashed(asked.date),
    tape_time: isoSecond(minute.startMs),
    call_volume: minute.call.volume,
    call_volume_ask_side: minute.call.askVolume,
    call_volume_bid_side: minute.call.bidVolume,
    put_volume: minute.put.volume,
    put_volume_ask_side: minute.put.askVolume,
    put_volume_bid_side: minute.put.bidVolume,
    net_call_premium: decimal(netPremium(minute.call)),
    net_call_volume: minute.call.askVolume - minute.call.bidVolume,
    net_put_premium: decimal(netPremium(minute.put)),
    net_put_volume: minute.put.askVolume - minute.put.bidVolume,
    net_delta: decimal(minute.netDelta, 20),
  })),
});

export const greekFlowAnswer: Answer = (asked) => ({
  data: minutes(asked).map((minute) => ({
    ticker: asked.symbol,
    timestamp: isoSecond(minute.startMs),
    dir_delta_flow: decimal(minute.directionalDelta),
    dir_vega_flow: decimal(minute.directionalVega),
    otm_dir_delta_flow: decimal(minute.directionalDelta * 0.6),
    otm_dir_vega_flow: decimal(minute.directionalVega * 0.6),
    otm_total_delta_flow: decimal(minute.totalDelta * 0.6),
    otm_total_vega_flow: decimal(minute.totalVega * 0.6),
    total_delta_flow: decimal(minute.totalDelta),
    total_vega_flow: decimal(minute.totalVega),
    transactions: minute.call.trades + minute.put.trades,
    volume: minute.call.volume + minute.put.volume,
  })),
});

const flowFields = ({ call, put }: Sums, digits: number) => ({
  call_premium: decimal(call.premium, digits),
  call_premium_ask_side: decimal(call.askPremium, digits),
  call_premium_bid_side: decimal(call.bidPremium, digits),
  call_trades: call.trades,
  call_volume: call.volume,
  call_volume_ask_side: call.askVolume,
  call_volume_bid_side: call.bidVolume,
  put_premium: decimal(put.premium, digits),
  put_premium_ask_side: decimal(put.askPremium, digits),
  put_premium_bid_side: decimal(put.bidPremium, digits),
  put_trades: put.trades,
  put_volume: put.volume,
  put_volume_ask_side: put.askVolume,
  put_volume_bid_side: put.bidVolume,
});

/** A bare list, as the vendor answers here. */
export const flowPerStrike: Answer = ({ tape, symbol, date, now }) =>
  [...tape(symbol).byStrike].map(([strike, sums]) => ({
    ...flowFields(sums, 1),
    date: dashed(date),
    strike: decimal(strike, 1),
    ticker: symbol,
    timestamp: isoSecond(now),
  }));

export const flowPerExpiry: Answer = ({ tape, symbol, date }) => ({
  data: [...tape(symbol).byExpiry].map(([expiry, sums]) => ({
    ...flowFields(sums, 0),
    date: dashed(date),
    expiry: dashed(expiry),
    ticker: symbol,
  })),
  date: dashed(date),
});

export function dayTotals({ tape, chain, symbol, date }: Asked) {
  const { call, put } = tape(symbol).all;
  const options = chain(symbol);
  const open = (right: 'C' | 'P'): number =>
    options.reduce((sum, option) => sum + (option.right === right ? option.openInterest : 0), 0);
  const [callOpen, putOpen] = [open('C'), open('P')];
  return {
    date: dashed(date),
    call_volume: call.volume,
    put_volume: put.volume,
    call_premium: decimal(call.premium, 0),
    put_premium: decimal(put.premium, 0),
    call_volume_ask_side: call.askVolume,
    call_volume_bid_side: call.bidVolume,
    put_volume_ask_side: put.askVolume,
    put_volume_bid_side: put.bidVolume,
    net_call_premium: decimal(netPremium(call), 0),
    net_put_premium: decimal(netPremium(put), 0),
    bullish_premium: decimal(call.askPremium + put.bidPremium, 0),
    bearish_premium: decimal(call.bidPremium + put.askPremium, 0),
    call_open_interest: callOpen,
    put_open_interest: putOpen,
    // What a day usually trades of what is open.
    avg_30_day_call_volume: decimal(callOpen * 0.24, 12),
    avg_30_day_put_volume: decimal(putOpen * 0.24, 12),
  };
}

export const optionsVolume: Answer = (asked) => ({ data: [dayTotals(asked)] });

/** The newest prints of one contract, REST names: `option_chain_id`, `upstream_condition_detail`. */
export const contractFlow: Answer = ({ story, parts, query, now, date }) => {
  const contract = parts['contract'] ?? '';
  const root = /^[A-Z.]+/.exec(contract)?.[0] ?? '';
  const trades = story
    .optionTrades(root, Math.max(regularSession(date).openMs, now - 10 * 60_000), now)
    .filter(({ option }) => option.optionSymbol === contract)
    .toReversed();
  return {
    data: paged(trades, query, 50).map((trade) => ({
      id: uuidOf(story.seed, trade.id),
      option_chain_id: contract,
      underlying_symbol: trade.option.underlying,
      executed_at: isoMicro(trade.timeMs),
      expiry: dashed(trade.option.expiry),
      option_type: trade.option.right === 'C' ? 'call' : 'put',
      strike: decimal(trade.option.strike, 10),
      price: decimal(trade.price),
      size: trade.size,
      premium: decimal(premiumOf(trade)),
      nbbo_bid: decimal(trade.bid),
      nbbo_ask: decimal(trade.ask),
      underlying_price: String(trade.underlyingPrice),
      implied_volatility: long(trade.impliedVol),
      delta: long(trade.delta),
      gamma: long(trade.gamma),
      vega: long(trade.vega),
      theta: long(trade.theta),
      open_interest: trade.option.openInterest,
      volume: trade.dayVolume,
      exchange: trade.exchange,
      canceled: false,
      report_flags: [],
      tags: [trade.aggressor === 'buyer' ? 'ask_side' : trade.aggressor === 'seller' ? 'bid_side' : 'mid_side'],
      upstream_condition_detail: conditionOf(trade),
    })),
  };
};
