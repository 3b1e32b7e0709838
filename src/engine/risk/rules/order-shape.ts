import type { RiskContext } from '../risk-context.ts';
import { deny, type Finding, pass, type RiskRule } from '../rule.ts';
import { count, priceText } from '../words.ts';

/** Beyond these a number is a slip of the keyboard or a bug, whatever the limits say. */
const mostUnits = 10_000_000;
const highestPrice = 10_000_000;

/** Absurd or contradictory orders; asked first and never skipped. */
export const orderShape: RiskRule = {
  id: 'order-shape',
  title: 'Order makes sense',
  description: 'Quantities, prices and their relations are possible ones',
  unit: '',
  skipsReductions: false,
  check: (context) =>
    quantityProblem(context) ??
    priceProblem(context) ??
    sideProblem(context) ??
    bracketProblem(context) ??
    pass('Quantity and prices are plausible'),
};

function quantityProblem({ order, instrument }: RiskContext): Finding | null {
  const { quantity } = order;
  if (!Number.isFinite(quantity) || quantity <= 0) return deny(`Quantity ${quantity} is not a positive number`);
  if (quantity > mostUnits) return deny(`Quantity ${count(quantity)} is beyond any order`, quantity, mostUnits);
  const fractional = instrument.secType === 'CRYPTO';
  if (!fractional && !Number.isInteger(quantity)) return deny(`Quantity ${quantity} is not a whole number of units`);
  if (instrument.secType === 'IND') return deny(`${instrument.symbol} is an index and cannot be traded`);
  if (!(instrument.multiplier > 0)) return deny(`${instrument.id} has no valid multiplier`);
  return null;
}

function priceProblem({ order }: RiskContext): Finding | null {
  const { type, limitPrice, stopPrice, trailAmount } = order;
  for (const [name, value] of Object.entries({ limitPrice, stopPrice, trailAmount })) {
    if (value === null) continue;
    if (!Number.isFinite(value) || value <= 0 || value > highestPrice)
      return deny(`${name} ${value} is not a possible price`);
  }
  if ((type === 'LMT' || type === 'STP LMT') && limitPrice === null) return deny(`A ${type} order needs a limit price`);
  if ((type === 'STP' || type === 'STP LMT') && stopPrice === null) return deny(`A ${type} order needs a stop price`);
  if (type === 'TRAIL' && trailAmount === null) return deny('A trailing order needs a trailing amount');
  if (order.timeInForce === 'GTC' && (type === 'MKT' || type === 'MOC'))
    return deny(`A ${type} order cannot be good till cancelled`);
  return null;
}

/** A stop on the wrong side of the market would trade at once. */
function sideProblem({ order, quote }: RiskContext): Finding | null {
  if (order.stopPrice === null || (order.type !== 'STP' && order.type !== 'STP LMT')) return null;
  const ask = quote?.ask ?? quote?.last ?? null;
  const bid = quote?.bid ?? quote?.last ?? null;
  if (order.side === 'BUY' && ask !== null && order.stopPrice <= Math.min(ask, bid ?? ask)) {
    return deny(`Buy stop ${priceText(order.stopPrice)} is below the market ${priceText(ask)} and would trade at once`);
  }
  if (order.side === 'SELL' && bid !== null && order.stopPrice >= Math.max(bid, ask ?? bid)) {
    return deny(
      `Sell stop ${priceText(order.stopPrice)} is above the market ${priceText(bid)} and would trade at once`,
    );
  }
  return null;
}

function bracketProblem({ order, quote }: RiskContext): Finding | null {
  if (order.bracket === null) return null;
  const { targetPrice, stopPrice } = order.bracket;
  for (const value of [targetPrice, stopPrice]) {
    if (value !== null && !(Number.isFinite(value) && value > 0 && value <= highestPrice))
      return deny(`Exit price ${value} is not a possible price`);
  }
  const entry =
    order.limitPrice ?? order.stopPrice ?? (order.side === 'BUY' ? quote?.ask : quote?.bid) ?? quote?.last ?? null;
  if (entry === null) return null;
  const up = order.side === 'BUY' ? 1 : -1;
  if (targetPrice !== null && (targetPrice - entry) * up <= 0)
    return deny(`Target ${priceText(targetPrice)} is on the losing side of the entry ${priceText(entry)}`);
  if (stopPrice !== null && (entry - stopPrice) * up <= 0)
    return deny(`Stop ${priceText(stopPrice)} is on the winning side of the entry ${priceText(entry)}`);
  return null;
}
