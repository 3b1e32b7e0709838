import { PrevailingQuote } from './prevailing-quote.ts';
import { leeReadySign, quoteRuleSign, TickRule, type TradeSign } from './trade-sign.ts';

/** What signing one trade gives; the mid is NaN without a prevailing quote. */
export type SignedTrade = {
  /** Counts the trades fed so far, from 0. */
  readonly index: number;
  readonly timeMs: number;
  readonly price: number;
  readonly size: number;
  readonly tick: TradeSign;
  readonly quote: TradeSign;
  readonly leeReady: TradeSign;
  readonly mid: number;
};

/** What one trade cost, in price units; NaN = not known. Effective = realised + impact. */
export type TradeCost = {
  /** 2 D (P - M): what the taker paid for immediacy. */
  readonly effective: number;
  readonly effectiveBps: number;
  /** 2 D (P - M'): what the maker kept. */
  readonly realised: number;
  /** 2 D (M' - M): what the market moved his way. */
  readonly impact: number;
};

export function tradeCost(trade: SignedTrade, laterMid: number): TradeCost {
  const { leeReady, price, mid } = trade;
  const sign = leeReady === 0 ? Number.NaN : 2 * leeReady;
  const effective = sign * (price - mid);
  // Without a prevailing quote a later mid alone tells nothing: all or none.
  const later = Number.isNaN(effective) ? Number.NaN : laterMid;
  return {
    effective,
    effectiveBps: (effective / mid) * 1e4,
    realised: sign * (price - later),
    impact: sign * (later - mid),
  };
}

/** Told about a trade once its horizon has passed, or at the end of the tape. */
export type CostSink = (trade: SignedTrade, cost: TradeCost) => void;

/**
 * Signs trades and measures what they cost, from quotes and trades fed in time order. A trade's cost is told when a
 * later quote shows that its horizon has passed; `end` tells the rest. Huang & Stoll, J. Financial Economics 41 (1996) 313.
 */
export class TradeCosts {
  readonly #quotes = new PrevailingQuote();
  readonly #ticks = new TickRule();
  readonly #horizonMs: number;
  readonly #tell: CostSink;
  #waiting: SignedTrade[] = [];
  #told = 0;
  #count = 0;

  constructor(horizonMs: number, tell: CostSink) {
    this.#horizonMs = horizonMs;
    this.#tell = tell;
  }

  quote(timeMs: number, bid: number, ask: number): void {
    this.#settle(timeMs);
    this.#quotes.quote(timeMs, bid, ask);
  }

  trade(timeMs: number, price: number, size: number): SignedTrade {
    const mid = this.#quotes.midBefore(timeMs);
    const tick = this.#ticks.next(price);
    const quote = quoteRuleSign(price, mid);
    const leeReady = leeReadySign(quote, tick);
    const trade: SignedTrade = { index: this.#count, timeMs, price, size, tick, quote, leeReady, mid };
    this.#count += 1;
    this.#waiting.push(trade);
    return trade;
  }

  /** The tape has ended: a horizon beyond the last quote has no later mid. */
  end(): void {
    for (; this.#told < this.#waiting.length; this.#told += 1) {
      const trade = this.#waiting[this.#told] as SignedTrade;
      const reached = this.#quotes.timeMs >= trade.timeMs + this.#horizonMs;
      this.#tell(trade, tradeCost(trade, reached ? this.#quotes.mid : Number.NaN));
    }
    this.#waiting = [];
    this.#told = 0;
  }

  /** Before a quote of `timeMs` is taken in: the current mid is the last one at or before any earlier horizon. */
  #settle(timeMs: number): void {
    while (this.#told < this.#waiting.length) {
      const trade = this.#waiting[this.#told] as SignedTrade;
      if (trade.timeMs + this.#horizonMs >= timeMs) break;
      this.#tell(trade, tradeCost(trade, this.#quotes.mid));
      this.#told += 1;
    }
    if (this.#told > 1024) {
      this.#waiting = this.#waiting.slice(this.#told);
      this.#told = 0;
    }
  }
}
