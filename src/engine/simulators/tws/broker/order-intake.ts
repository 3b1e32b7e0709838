import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import type { AccountLedger } from './account-ledger.ts';
import { buyingPowerProblem } from './buying-power.ts';
import { marketProblem, modifyProblem, termsProblem, type OrderProblem } from './order-policy.ts';
import type { OrderRegister } from './order-register.ts';
import { isDone, type OrderTerms, type SimOrder } from './sim-order.ts';

/** Live orders in one contract, side and account beyond which TWS refuses more. */
const maxOrdersPerSide = 20;

export type Placement = {
  readonly clientId: number;
  readonly orderId: number;
  readonly instrument: SimInstrument;
  readonly exchange: string;
  readonly terms: OrderTerms;
};

type Desk = { readonly market: SimulatedMarket; readonly register: OrderRegister };

/** What is wrong with a new order before it exists; such an order leaves no trace. */
export function intakeProblem(desk: Desk, ledger: AccountLedger | null, placement: Placement): OrderProblem | null {
  const { clientId, orderId, instrument, terms } = placement;
  if (orderId <= desk.register.lastId(clientId)) return { code: 103, message: 'Duplicate order id' };
  if (!ledger) return { code: 435, message: 'You must specify an account.' };
  const problem = termsProblem(terms, instrument) ?? marketProblem(desk.market, terms, instrument);
  if (problem) return problem;
  const parent = terms.parentId === 0 ? null : desk.register.find(clientId, terms.parentId);
  if (terms.parentId !== 0 && (!parent || parent.status === 'Cancelled' || parent.status === 'Inactive')) {
    return { code: 135, message: `Can't find order with id =${terms.parentId}` };
  }
  return tooMany(desk.register, placement);
}

function tooMany(register: OrderRegister, { instrument, terms }: Placement): OrderProblem | null {
  const same = register
    .working()
    .filter(
      (order) =>
        order.instrument === instrument.id &&
        order.terms.action === terms.action &&
        order.terms.account === terms.account,
    );
  if (same.length < maxOrdersPerSide) return null;
  const limit = `[max ${maxOrdersPerSide}]`;
  return {
    code: 201,
    message: `Order rejected - reason:Please reduce the number of working orders on the same side of this contract ${limit}`,
  };
}

/** What makes the broker reject an order that it has taken in. Children only close what their parent opens. */
export function fundsProblem(
  market: SimulatedMarket,
  ledger: AccountLedger,
  placement: Placement,
): OrderProblem | null {
  if (placement.terms.parentId !== 0) return null;
  return buyingPowerProblem(market, ledger, placement.instrument, placement.terms);
}

/** Why an order that exists cannot be changed into another. */
export function changeProblem({ market, register }: Desk, order: SimOrder, placement: Placement): OrderProblem | null {
  if (order.status === 'Filled') return { code: 104, message: 'Cannot modify a filled order.' };
  if (isDone(order)) return { code: 103, message: 'Duplicate order id' };
  if (order.status === 'PendingCancel') {
    return {
      code: 161,
      message: `Cancel attempted when order is not in a cancellable state. Order permId =${order.permId}`,
    };
  }
  const { terms, instrument } = placement;
  const parent = register.parent(order);
  const parentEnded = order.terms.parentId !== 0 && (parent === null || isDone(parent));
  return (
    modifyProblem(order, { terms, instrument, parentEnded }) ??
    termsProblem(terms, instrument) ??
    marketProblem(market, terms, instrument)
  );
}
