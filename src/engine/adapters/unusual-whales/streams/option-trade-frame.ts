import type { DraftFact } from '../../../domain/facts/fact.ts';
import type { QuoteSide } from '../../../domain/facts/option-flow.ts';
import { readOptionSymbol, underlyingOf } from '../option-symbol.ts';
import { conditionOf } from '../translate/trade-condition.ts';
import { decimalIn } from './decimal-in.ts';
import { createFrameScanner, flat } from './scan-frame.ts';

const fields = {
  id: 0,
  executed_at: 1,
  option_symbol: 2,
  expiry: 3,
  strike: 4,
  option_type: 5,
  price: 6,
  size: 7,
  premium: 8,
  tags: 9,
  nbbo_bid: 10,
  nbbo_ask: 11,
  underlying_price: 12,
  implied_volatility: 13,
  delta: 14,
  gamma: 15,
  vega: 16,
  theta: 17,
  open_interest: 18,
  volume: 19,
  exchange: 20,
  trade_code: 21,
  canceled: 22,
} as const;

type Terms = {
  readonly subject: string;
  readonly optionSymbol: string;
  readonly expiry: string;
  readonly dashedExpiry: string;
  readonly strike: number;
  readonly right: 'C' | 'P';
};

const mostTerms = 50_000;
const firstInstant = Date.UTC(1990, 0, 1);
const lastInstant = Date.UTC(2100, 0, 1);

const nonNegative = (value: number): number | null => (value >= 0 ? value : null);
const aboveZero = (value: number): number | null => (value > 0 ? value : null);
// NaN alone differs from itself.
const told = (value: number): number | null => (value === value ? value : null);

/**
 * Option prints straight from the frame's text: the whole tape is six to ten million messages a day. Answers null for
 * every frame that the ordinary way should judge, the refused ones among them, so that both ways never disagree.
 */
export function createOptionTradeReader() {
  const scanner = createFrameScanner(Object.keys(fields));
  const { starts, ends } = scanner;
  const known = new Map<string, Terms>();

  const startOf = (slot: number): number => starts[slot] ?? -1;
  const endOf = (slot: number): number => ends[slot] ?? -1;
  const textAt = (frame: string, slot: number): string =>
    startOf(slot) < 0 ? '' : frame.slice(startOf(slot), endOf(slot));
  const numberAt = (frame: string, slot: number): number => decimalIn(frame, startOf(slot), endOf(slot));

  function termsAt(frame: string): Terms | null {
    const symbol = textAt(frame, fields.option_symbol);
    const seen = known.get(symbol);
    if (seen) return seen;
    // What is remembered must not hold on to a frame a contract.
    const own = flat(symbol);
    const named = readOptionSymbol(own);
    if (!named) return null;
    if (known.size >= mostTerms) known.clear();
    const { root, optionSymbol, expiry, strike, right } = named;
    const dashedExpiry = `${expiry.slice(0, 4)}-${expiry.slice(4, 6)}-${expiry.slice(6)}`;
    const terms = { subject: underlyingOf(root), optionSymbol, expiry, dashedExpiry, strike, right };
    known.set(own, terms);
    return terms;
  }

  /** Only what is there in the usual spelling and agrees; whatever else is for the ordinary way to say. */
  function agrees(frame: string, terms: Terms): boolean {
    const type = frame.charCodeAt(startOf(fields.option_type));
    return (
      frame.startsWith(terms.dashedExpiry, startOf(fields.expiry)) &&
      type === (terms.right === 'C' ? 0x63 : 0x70) &&
      Math.abs(numberAt(frame, fields.strike) - terms.strike) <= 0.0005
    );
  }

  /** Tags end in `_side"`; one that is none of the four goes the ordinary way. */
  function sideAt(frame: string): QuoteSide | null {
    const at = frame.indexOf('_side"', startOf(fields.tags));
    if (startOf(fields.tags) < 0 || at === -1 || at >= endOf(fields.tags)) return 'none';
    if (frame.startsWith('"ask', at - 4)) return 'ask';
    if (frame.startsWith('"bid', at - 4)) return 'bid';
    if (frame.startsWith('"mid', at - 4)) return 'mid';
    return frame.startsWith('"no', at - 3) ? 'none' : null;
  }

  return function read(frame: string): DraftFact<'option-trade'> | null {
    if (!scanner.scan(frame) || startOf(fields.canceled) >= 0) return null;
    const terms = termsAt(frame);
    const side = sideAt(frame);
    if (!terms || side === null || !agrees(frame, terms)) return null;
    const key = textAt(frame, fields.id);
    const eventTime = numberAt(frame, fields.executed_at);
    const price = numberAt(frame, fields.price);
    const size = numberAt(frame, fields.size);
    const premium = numberAt(frame, fields.premium);
    if (key === '' || !(eventTime >= firstInstant && eventTime < lastInstant)) return null;
    if (!(price >= 0 && size > 0 && premium >= 0)) return null;
    const condition = conditionOf(textAt(frame, fields.trade_code));
    return {
      kind: 'option-trade',
      subject: terms.subject,
      key,
      eventTime,
      body: {
        optionSymbol: terms.optionSymbol,
        expiry: terms.expiry,
        strike: terms.strike,
        right: terms.right,
        price,
        size,
        premium,
        side,
        bid: nonNegative(numberAt(frame, fields.nbbo_bid)),
        ask: nonNegative(numberAt(frame, fields.nbbo_ask)),
        underlyingPrice: aboveZero(numberAt(frame, fields.underlying_price)),
        impliedVol: aboveZero(numberAt(frame, fields.implied_volatility)),
        delta: told(numberAt(frame, fields.delta)),
        gamma: told(numberAt(frame, fields.gamma)),
        vega: told(numberAt(frame, fields.vega)),
        theta: told(numberAt(frame, fields.theta)),
        openInterest: nonNegative(numberAt(frame, fields.open_interest)),
        dayVolume: nonNegative(numberAt(frame, fields.volume)),
        exchange: textAt(frame, fields.exchange),
        ...condition,
      },
    };
  };
}
