import type { FieldReader } from './field-reader.ts';

/** Fields that follow each kind of condition, by its number on the wire. */
const conditionFields: Readonly<Record<number, readonly string[]>> = {
  1: ['isMore', 'price', 'conId', 'exchange', 'triggerMethod'],
  3: ['isMore', 'time'],
  4: ['isMore', 'percent'],
  5: ['secType', 'exchange', 'symbol'],
  6: ['isMore', 'volume', 'conId', 'exchange'],
  7: ['isMore', 'percent', 'conId', 'exchange'],
};

/** Number of conditions; the simulator refuses orders that have any. */
export function readConditions(reader: FieldReader): number {
  const count = reader.int('conditions');
  for (let condition = 0; condition < count; condition += 1) {
    const kind = reader.int('conditionType');
    reader.text('conjunction');
    reader.skip(conditionFields[kind] ?? []);
  }
  if (count > 0) reader.skip(['ignoreRth', 'cancelOrder']);
  return count;
}

/** Legs, leg prices and routing parameters of a combination order. */
export function skipComboRest(reader: FieldReader): void {
  repeat(reader.int('legs'), () =>
    reader.skip([
      'conId',
      'ratio',
      'action',
      'exchange',
      'openClose',
      'shortSaleSlot',
      'designatedLocation',
      'exemptCode',
    ]),
  );
  repeat(reader.int('legPrices'), () => reader.text('legPrice'));
  repeat(reader.int('routing'), () => reader.skip(['tag', 'value']));
}

/** True for an order that hedges its delta with another one. */
export function readDeltaNeutralOrder(reader: FieldReader): boolean {
  const type = reader.text('deltaNeutralType');
  reader.text('deltaNeutralAux');
  if (type !== '') {
    reader.skip([
      'conId',
      'settlingFirm',
      'clearingAccount',
      'clearingIntent',
      'openClose',
      'shortSale',
      'slot',
      'location',
    ]);
  }
  return type !== '';
}

/** True for an order that is to be worked in scaled parts. */
export function readScale(reader: FieldReader): boolean {
  reader.skip(['scaleInit', 'scaleSubs']);
  const increment = reader.number('scaleIncrement') ?? 0;
  if (increment > 0)
    reader.skip(['adjustValue', 'adjustInterval', 'profitOffset', 'autoReset', 'initPosition', 'initFill', 'random']);
  const table = reader.text('scaleTable');
  reader.skip(['activeStart', 'activeStop']);
  return increment > 0 || table !== '';
}

/** Pegged orders and the IBKR ATS carry a few more fields. */
export function readPegged(
  reader: FieldReader,
  order: { readonly orderType: string; readonly exchange: string },
): void {
  if (order.exchange === 'IBKRATS') reader.text('minTradeQty');
  if (order.orderType === 'PEG BEST') {
    reader.text('minCompeteSize');
    if (reader.number('competeOffset') === Infinity) reader.skip(['midOffsetAtWhole', 'midOffsetAtHalf']);
  } else if (order.orderType === 'PEG MID') {
    reader.skip(['midOffsetAtWhole', 'midOffsetAtHalf']);
  }
}

function repeat(count: number, read: () => void): void {
  for (let index = 0; index < count; index += 1) read();
}
