import { mayBecome, type Order, type OrderState } from '../domain/order.ts';

/** The order with what its executions add up to. Only executions make an order filled. */
export function orderWithFills(
  order: Order,
  fills: { readonly quantity: number; readonly averagePrice: number | null },
): Order {
  const complete = fills.quantity >= order.quantity - 1e-9;
  const wanted: OrderState = complete ? 'filled' : stateOfPartial(order.state);
  const state = wanted === order.state || mayBecome(order.state, wanted) ? wanted : order.state;
  return {
    ...order,
    state,
    reason: state === order.state ? order.reason : '',
    // An adopted order may have filled on days whose executions nobody reports any more.
    filled: order.adopted && order.state === 'filled' ? Math.max(order.filled, fills.quantity) : fills.quantity,
    averageFillPrice: fills.averagePrice,
    // More than was ordered can only be true of an order whose size we never knew.
    quantity: order.adopted ? Math.max(order.quantity, fills.quantity) : order.quantity,
    modifyPending: state === 'filled' ? false : order.modifyPending,
  };
}

/** A fill proves that the order reached the market. */
function stateOfPartial(state: OrderState): OrderState {
  return state === 'sent' || state === 'unknown' || state === 'rejected' || state === 'inactive' ? 'working' : state;
}
