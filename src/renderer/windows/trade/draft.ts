import type { OrderSide, OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import type { Quote } from '../../../engine/domain/quote.ts';
import { orderFields, type PriceField } from './order-fields.ts';
import type { SizingMethod } from './sizing.ts';

/** Top of book when the ticket was filled in: suggestions stand still until the trader asks for new ones. */
export type Touch = Pick<Quote, 'bid' | 'ask' | 'last'>;
export type TypedField = PriceField | 'target' | 'protectiveStop';

export type Draft = {
  readonly ticker: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly sizing: SizingMethod;
  readonly amounts: Readonly<Record<SizingMethod, number | null>>;
  /** What the trader typed; everything else is suggested. Null = typed and then emptied. */
  readonly typed: Readonly<Partial<Record<TypedField, number | null>>>;
  readonly timeInForce: TimeInForce;
  readonly outsideRth: boolean;
  readonly bracket: boolean;
  readonly touch: Touch | null;
};

export type DraftStart = {
  readonly ticker: string;
  readonly side: OrderSide;
  /** Signed position held now. */
  readonly position: number;
  readonly riskPercent: number;
  readonly touch: Touch | null;
  readonly limitPrice?: number | null;
  readonly stopPrice?: number | null;
};

/** An entry is sized by risk with a bracket; an exit closes what is held, without one. */
export function startDraft(start: DraftStart): Draft {
  const { ticker, side, position, touch } = start;
  const exits = side === 'BUY' ? position < 0 : position > 0;
  const limitPrice = start.limitPrice ?? null;
  const stopPrice = start.stopPrice ?? null;
  return {
    ticker,
    side,
    type: 'LMT',
    sizing: exits ? 'quantity' : 'risk-percent',
    amounts: {
      'risk-percent': start.riskPercent,
      'risk-money': 250,
      notional: 10_000,
      quantity: exits ? Math.abs(position) : 100,
    },
    typed: {
      ...(limitPrice === null ? {} : { limitPrice }),
      ...(stopPrice === null ? {} : { protectiveStop: stopPrice }),
    },
    timeInForce: 'DAY',
    outsideRth: false,
    bracket: !exits,
    touch,
  };
}

export function withType(draft: Draft, type: OrderType): Draft {
  const fields = orderFields[type];
  const { target, protectiveStop } = draft.typed;
  return {
    ...draft,
    type,
    // Prices of one type mean something else in another; exits keep their meaning.
    typed: { ...(target === undefined ? {} : { target }), ...(protectiveStop === undefined ? {} : { protectiveStop }) },
    timeInForce: fields.timeInForce.includes(draft.timeInForce) ? draft.timeInForce : 'DAY',
    outsideRth: fields.outsideRth && draft.outsideRth,
  };
}

export function withTyped(draft: Draft, field: TypedField, value: number | null): Draft {
  return { ...draft, typed: { ...draft.typed, [field]: value } };
}

export function withAmount(draft: Draft, amount: number | null): Draft {
  return { ...draft, amounts: { ...draft.amounts, [draft.sizing]: amount } };
}

/** New suggestions from the market as it is; what was typed stays. */
export function repriced(draft: Draft, touch: Touch): Draft {
  return { ...draft, touch: { bid: touch.bid, ask: touch.ask, last: touch.last } };
}
