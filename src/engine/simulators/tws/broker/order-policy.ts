import { wallTime } from '../../../domain/time.ts';
import { regularSession } from '../../../domain/calendar.ts';
import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import { fitsIncrement } from '../contracts/market-rules.ts';
import type { OrderTerms, SimOrder } from './sim-order.ts';
import { markPrice } from './mark-price.ts';

/** A code and text of the error list; `null` means nothing is wrong. */
export type OrderProblem = {
  readonly code: number;
  readonly message: string;
  /** Details of an advanced rejection, JSON. */
  readonly rejectJson?: string;
};

const servedTypes = ['MKT', 'LMT', 'STP', 'STP LMT', 'TRAIL', 'TRAIL LIMIT', 'MIT', 'LIT', 'MOC', 'LOC'];
const servedTifs = ['', 'DAY', 'GTC', 'GTD', 'IOC', 'OPG'];
/** A limit this far on the wrong side of the market is taken for a slip of the finger (share of the price). */
const percentageConstraint = 0.25;
/** MOC and LOC are accepted until ten minutes before the close. */
const closingCutOffMs = 600_000;

export function termsProblem(terms: OrderTerms, instrument: SimInstrument): OrderProblem | null {
  if (!servedTypes.includes(terms.orderType) || instrument.secType === 'IND') {
    return { code: 387, message: `Unsupported order type for this exchange and security type: ${terms.orderType}` };
  }
  if (terms.quantity === 0) return { code: 434, message: 'The order size cannot be zero.' };
  if (terms.quantity < 0) return { code: 321, message: "Error validating request.-'bW' : cause - Invalid order size" };
  if (!Number.isInteger(terms.quantity) && instrument.secType !== 'STK' && instrument.secType !== 'CRYPTO') {
    return { code: 388, message: 'The order size is smaller than the minimum requirement or not a whole number' };
  }
  return timeInForceProblem(terms) ?? priceProblem(terms, instrument);
}

function timeInForceProblem(terms: OrderTerms): OrderProblem | null {
  const closing = terms.orderType === 'MOC' || terms.orderType === 'LOC';
  if (!servedTifs.includes(terms.tif) || (closing && terms.tif !== '' && terms.tif !== 'DAY')) {
    return {
      code: 111,
      message: `The TIF (Tif type) and the order type are incompatible: ${terms.tif} ${terms.orderType}`,
    };
  }
  return null;
}

function priceProblem(terms: OrderTerms, instrument: SimInstrument): OrderProblem | null {
  const { orderType, limitPrice, auxPrice, trailingPercent, trailStopPrice } = terms;
  const needsLimit = ['LMT', 'STP LMT', 'LIT', 'LOC'].includes(orderType);
  const needsAux = ['STP', 'STP LMT', 'MIT', 'LIT'].includes(orderType);
  if (needsLimit && limitPrice === null) return missing('limit price');
  if (needsAux && (auxPrice === null || auxPrice <= 0)) return missing('stop price');
  if (orderType.startsWith('TRAIL')) {
    if ((auxPrice ?? 0) <= 0 && (trailingPercent ?? 0) <= 0) return missing('trailing amount');
    return tickProblem([trailStopPrice], instrument);
  }
  if (needsLimit && limitPrice !== null && limitPrice <= 0 && instrument.secType !== 'FUT') {
    return { code: 110, message: 'The price does not conform to the minimum price variation for this contract.' };
  }
  return tickProblem([needsLimit ? limitPrice : null, needsAux ? auxPrice : null], instrument);
}

function missing(what: string): OrderProblem {
  return { code: 321, message: `Error validating request.-'bW' : cause - The ${what} is missing` };
}

function tickProblem(prices: readonly (number | null)[], instrument: SimInstrument): OrderProblem | null {
  const wrong = prices.some((price) => price !== null && !fitsIncrement(instrument, price));
  if (!wrong) return null;
  return { code: 110, message: 'The price does not conform to the minimum price variation for this contract.' };
}

/** Rules that need the market: limits far through it, closing orders that come too late, expired contracts. */
export function marketProblem(
  market: SimulatedMarket,
  terms: OrderTerms,
  instrument: SimInstrument,
): OrderProblem | null {
  const now = market.clock.now();
  const today = wallTime(now).date;
  if (instrument.expiry !== '' && instrument.expiry < today) {
    return { code: 201, message: 'Order rejected - reason:The contract has expired' };
  }
  const closeMs = regularSession(today).closeMs;
  if ((terms.orderType === 'MOC' || terms.orderType === 'LOC') && now < closeMs && now > closeMs - closingCutOffMs) {
    return { code: 201, message: 'Order rejected - reason:Closing orders are accepted until 15:50 US/Eastern' };
  }
  const mark = markPrice(market.quote(instrument.id));
  if (
    terms.limitPrice === null ||
    mark === null ||
    mark <= 0 ||
    terms.overridePercentage ||
    instrument.secType === 'OPT'
  )
    return null;
  const through = terms.action === 'BUY' ? terms.limitPrice / mark - 1 : 1 - terms.limitPrice / mark;
  if (through <= percentageConstraint) return null;
  return {
    code: 109,
    message: 'The price specified would violate the percentage constraint specified in the default order settings.',
  };
}

/**
 * A modification may change price, size and time in force, not what is traded or how. A parent that has ended can no
 * longer be found: its children are changed as orders without one, and stay each other's siblings.
 */
export function modifyProblem(
  order: SimOrder,
  { terms, instrument, parentEnded }: { terms: OrderTerms; instrument: SimInstrument; parentEnded: boolean },
): OrderProblem | null {
  const { action, orderType, account, ocaGroup, parentId } = order.terms;
  if (parentEnded && terms.parentId !== 0) return { code: 135, message: `Can't find order with id =${terms.parentId}` };
  const same =
    order.instrument === instrument.id &&
    action === terms.action &&
    account === terms.account &&
    ocaGroup === terms.ocaGroup &&
    (parentEnded || parentId === terms.parentId);
  if (!same) return { code: 105, message: 'Order being modified does not match the original order.' };
  if (orderType !== terms.orderType)
    return { code: 329, message: `Order modify failed. Cannot change to the new order type.` };
  if (terms.quantity <= order.filled) return { code: 104, message: 'Cannot modify a filled order.' };
  return null;
}
