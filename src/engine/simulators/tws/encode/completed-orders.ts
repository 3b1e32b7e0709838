import type { SimInstrument } from '../../simulated-market.ts';
import type { SimOrder } from '../broker/sim-order.ts';
import { unsetInt, type Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';
import { zonedText } from '../wire/wire-time.ts';
import { orderContract } from './contract-fields.ts';
import { completedParts } from './orders.ts';

const noParent = '9223372036854775807';

/** A finished order of the day: like an open order, without ids of the client and with how it ended. */
export function completedOrder(order: SimOrder, instrument: SimInstrument, version: number): Message {
  const { terms } = order;
  const { asked, advisorFields, volatilityFields, trailStop, algoFields } = completedParts;
  return [
    answerIds.completedOrder,
    ...orderContract(instrument, order.exchange, '?'),
    ...asked(terms),
    terms.orderRef,
    order.permId,
    terms.outsideRth,
    terms.hidden,
    0,
    terms.goodAfterTime,
    ...advisorFields(version),
    '',
    terms.goodTillDate,
    '',
    '',
    '',
    0,
    '',
    -1,
    '',
    '',
    '',
    '',
    '',
    unsetInt,
    false,
    terms.allOrNone,
    '',
    3,
    terms.triggerMethod,
    ...volatilityFields(false),
    trailStop(order),
    terms.trailingPercent,
    '',
    0,
    0,
    0,
    unsetInt,
    unsetInt,
    '',
    '',
    '',
    'IB',
    false,
    false,
    ...algoFields(terms),
    false,
    order.status,
    false,
    false,
    0,
    trailStop(order),
    terms.limitOffset,
    0,
    false,
    false,
    '',
    order.filled,
    0,
    false,
    '',
    false,
    false,
    noParent,
    zonedText(order.completedMs ?? order.placedMs, version),
    completedText(order),
    ...(version >= since.pegBestMid ? ['', '', '', '', ''] : []),
    ...(version >= since.customerAccount ? [''] : []),
    ...(version >= since.professionalCustomer ? [false] : []),
  ];
}

function completedText(order: SimOrder): string {
  if (order.status === 'Filled') return `Filled Size: ${order.filled}`;
  return order.reason === '' ? 'Cancelled by Trader' : order.reason;
}

export function completedOrdersEnd(): Message {
  return [answerIds.completedOrdersEnd];
}
