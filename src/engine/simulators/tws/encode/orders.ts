import type { SimInstrument } from '../../simulated-market.ts';
import { direction, remainingOf, type OrderTerms, type SimOrder } from '../broker/sim-order.ts';
import type { Preview } from '../broker/buying-power.ts';
import { unsetInt, unsetNumber, type Field, type Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';
import { orderContract } from './contract-fields.ts';

export type OpenOrderView = {
  readonly order: SimOrder;
  readonly instrument: SimInstrument;
  readonly version: number;
  readonly withCommission: boolean;
  readonly preview: Preview | null;
};

/** Open order: what was asked, plus everything TWS fills in by itself. Field order as in the layout of version 193. */
export function openOrder(view: OpenOrderView): Message {
  const { order, instrument, version } = view;
  const { terms } = order;
  return [
    answerIds.openOrder,
    order.orderId,
    ...orderContract(instrument, order.exchange, '?'),
    ...asked(terms),
    terms.orderRef,
    order.clientId,
    order.permId,
    terms.outsideRth,
    terms.hidden,
    0,
    terms.goodAfterTime,
    `${order.permId}.0/${terms.account}/${terms.quantity}`,
    ...advisorFields(version),
    '',
    terms.goodTillDate,
    '',
    '',
    '',
    0,
    '',
    -1,
    0,
    '',
    '',
    '',
    '',
    '',
    unsetInt,
    false,
    false,
    terms.allOrNone,
    '',
    3,
    false,
    false,
    '',
    terms.parentId,
    terms.triggerMethod,
    ...volatilityFields(true),
    trailStop(order),
    terms.trailingPercent,
    '',
    '',
    '',
    0,
    0,
    0,
    unsetInt,
    unsetInt,
    '',
    '',
    false,
    '',
    'IB',
    false,
    false,
    ...algoFields(terms),
    false,
    terms.whatIf,
    ...stateFields(view),
    false,
    false,
    0,
    ...adjustedFields(order),
    '',
    '',
    '',
    0,
    false,
    false,
    false,
    false,
    ...newerFields(version),
  ];
}

/** action, quantity, type, limit, aux, tif, group, account, openClose, origin. */
function asked(terms: OrderTerms): Message {
  return [
    terms.action,
    terms.quantity,
    terms.orderType,
    terms.limitPrice ?? 0,
    terms.auxPrice ?? 0,
    terms.tif || 'DAY',
    terms.ocaGroup,
    terms.account,
    terms.openClose,
    terms.origin,
  ];
}

function advisorFields(version: number): Message {
  return version < since.noFinancialAdvisorProfile ? ['', '', '', ''] : ['', '', ''];
}

/** Volatility block: TWS writes `None` as delta-neutral order type, and then the fields that follow a type. */
function volatilityFields(isOpenOrder: boolean): Message {
  const type: Message = ['', 0, 'None', ''];
  const contract: Message = isOpenOrder ? [0, '', '', '', '?', false, 0, ''] : [0, false, 0, ''];
  return [...type, ...contract, false, ''];
}

/** A stop price that nobody asked for, one point beyond the limit: TWS echoes it for plain limit orders. */
function trailStop(order: SimOrder): Field {
  const { orderType, limitPrice, action } = order.terms;
  if (order.stopPrice !== null) return order.stopPrice;
  return orderType === 'LMT' && limitPrice !== null ? limitPrice + direction(action) : '';
}

function algoFields(terms: OrderTerms): Message {
  if (terms.algoStrategy === '') return [''];
  return [terms.algoStrategy, terms.algoParams.length, ...terms.algoParams.flatMap(({ tag, value }) => [tag, value])];
}

/** Status, margins, commission. Margins of orders that are no what-if are unset. */
function stateFields({ order, preview, withCommission }: OpenOrderView): Message {
  const status = order.status === 'Untransmitted' ? 'PreSubmitted' : order.status;
  if (!preview) {
    const fee: Field = withCommission ? order.commission : unsetNumber;
    return [
      status,
      ...Array<Field>(9).fill(unsetNumber),
      fee,
      unsetNumber,
      unsetNumber,
      withCommission ? 'USD' : '',
      '',
    ];
  }
  const { before, after, commission } = preview;
  const three = (pick: (values: typeof before) => number): Message =>
    [pick(before), pick(after) - pick(before), pick(after)].map(cents);
  const [initBefore = 0, initChange = 0, initAfter = 0] = three((values) => values.initialMargin);
  const [maintBefore = 0, maintChange = 0, maintAfter = 0] = three((values) => values.maintenanceMargin);
  const [equityBefore = 0, equityChange = 0, equityAfter = 0] = three((values) => values.equityWithLoan);
  return [
    status,
    initBefore,
    maintBefore,
    equityBefore,
    initChange,
    maintChange,
    equityChange,
    initAfter,
    maintAfter,
    equityAfter,
    commission,
    unsetNumber,
    unsetNumber,
    'USD',
    '',
  ];
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

function adjustedFields(order: SimOrder): Message {
  return [
    'None',
    unsetNumber,
    trailStop(order),
    order.terms.limitOffset ?? unsetNumber,
    unsetNumber,
    unsetNumber,
    unsetNumber,
    0,
  ];
}

function newerFields(version: number): Message {
  const fields: Field[] = [];
  if (version >= since.duration) fields.push(unsetInt);
  if (version >= since.postToAts) fields.push(unsetInt);
  if (version >= since.autoCancelParent) fields.push(false);
  if (version >= since.pegBestMid) fields.push('', '', '', '', '');
  if (version >= since.customerAccount) fields.push('');
  if (version >= since.professionalCustomer) fields.push(false);
  if (version >= since.bondAccruedInterest) fields.push('');
  if (version >= since.includeOvernight) fields.push(false);
  if (version >= since.cmeTaggingInOpenOrder) fields.push('', unsetInt);
  return fields;
}

export function orderStatus(order: SimOrder): Message {
  const remaining = order.status === 'Filled' ? 0 : remainingOf(order);
  return [
    answerIds.orderStatus,
    order.orderId,
    order.status,
    order.filled,
    remaining,
    order.averagePrice,
    order.permId,
    order.terms.parentId,
    order.lastPrice,
    order.clientId,
    order.whyHeld,
    0,
  ];
}

export function openOrderEnd(): Message {
  return [answerIds.openOrderEnd, 1];
}

export const completedParts = { asked, advisorFields, volatilityFields, trailStop, algoFields };
