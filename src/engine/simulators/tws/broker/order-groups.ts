import type { OrderRegister } from './order-register.ts';
import { isWorking, type SimOrder } from './sim-order.ts';

/** Orders that a fill touches: the rest of an explicit group, and the other children of the same filled parent. */
export function linkedOrders(register: OrderRegister, order: SimOrder): readonly SimOrder[] {
  const parent = register.parent(order);
  const siblings = parent ? register.children(parent).filter((sibling) => sibling !== order && isWorking(sibling)) : [];
  return [...new Set([...register.groupMates(order), ...siblings])];
}

/** Type 1 cancels the rest at the first fill; 2, 3 and brackets shrink it by what was filled. */
export function isReducing(order: SimOrder): boolean {
  return order.terms.ocaGroup === '' || order.terms.ocaType !== 1;
}
