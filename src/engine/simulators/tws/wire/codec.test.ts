import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commissionReport, executionDetails } from '../encode/executions.ts';
import { orderStatus } from '../encode/orders.ts';
import { errorMessage } from '../encode/session.ts';
import { positionRow } from '../encode/account.ts';
import type { SimExecution, SimOrder } from '../broker/sim-order.ts';
import { manualTerms } from '../broker/manual-order.ts';
import { localSymbol } from '../contracts/local-symbol.ts';
import { aapl, spyOptions, vxFuture } from '../testing/test-instruments.ts';
import { placeOrder } from '../testing/wire-client.ts';
import { FieldReader, LayoutFault } from './field-reader.ts';
import { frameOf, messageText, numberText, type Message } from './field-writer.ts';
import { FrameReader } from './frame-reader.ts';
import { readOrder } from './order-request.ts';
import { parseRequestTime, zonedText } from './wire-time.ts';

function piped(message: Message): string {
  return messageText(message).replaceAll('\0', '|');
}

const order: SimOrder = {
  clientId: 100,
  orderId: 13,
  permId: 1_376_327_563,
  instrument: aapl.id,
  exchange: 'SMART',
  terms: manualTerms({ conId: aapl.conId, action: 'BUY', quantity: 100, orderType: 'MKT' }, 'DU1'),
  status: 'PreSubmitted',
  filled: 0,
  averagePrice: 0,
  lastPrice: 0,
  whyHeld: '',
  reason: '',
  commission: 0,
  placedMs: 0,
  activeMs: null,
  completedMs: null,
  queueAhead: null,
  triggered: false,
  stopPrice: null,
};
const execution: SimExecution = {
  execId: '0000e0d5.67fe667b.01.01',
  clientId: 100,
  orderId: 5,
  permId: 600_745_656,
  instrument: aapl.id,
  account: 'DU1',
  action: 'BUY',
  shares: 100,
  price: 201.94,
  cumulative: 100,
  averagePrice: 201.94,
  venue: 'IEX',
  liquidity: 2,
  orderRef: '',
  timeMs: Date.UTC(2025, 3, 15, 23, 38, 31),
  commission: 1,
  realizedPnl: null,
};

// Frames that a real TWS sent, from the public test suite of rust-ibapi 1.2.2 (MIT licence).
test('order status, cancel notice and commission are written as captured from a real TWS', () => {
  expect(piped(orderStatus(order))).toBe('3|13|PreSubmitted|0|100|0|1376327563|0|0|100||0|');
  expect(piped(errorMessage({ id: 41, code: 202, text: 'Order Canceled - reason:', version: 193 }))).toBe(
    '4|2|41|202|Order Canceled - reason:||',
  );
  expect(piped(commissionReport({ ...execution, execId: '00025b46.63f8f39c.01.01' }))).toBe(
    '59|1|00025b46.63f8f39c.01.01|1|USD|1.7976931348623157E308|1.7976931348623157E308||',
  );
});

test('execution details are written as captured at version 173', () => {
  const text = piped(executionDetails({ execution, instrument: aapl, requestId: -1, version: 173 }));
  expect(text).toBe(
    '11|-1|5|265598|AAPL|STK||0.0|||IEX|USD|AAPL|NMS|0000e0d5.67fe667b.01.01|20250415  19:38:31|DU1|IEX|BOT|100|201.94|600745656|100|0|100|201.94|||||2|',
  );
});

test('a futures position has no exchange and its multiplier in the cost', () => {
  const position = {
    instrument: vxFuture.id,
    quantity: 1,
    averageCost: 17_502.25,
    realizedToday: 0,
    details: vxFuture,
    marketPrice: 17.5,
    marketValue: 17_500,
    unrealized: 0,
  };
  expect(piped(positionRow('ACC', position))).toBe(
    '61|3|ACC|700001|VIX|FUT|20260121|0.0||1000||USD|VXF6|VX|1|17502.25|',
  );
});

test('local symbols follow the exchanges', () => {
  expect(spyOptions.slice(0, 2).map(localSymbol)).toEqual(['SPY   260109C00590000', 'SPY   260109P00590000']);
});

test('numbers travel without exponents and without noise', () => {
  expect([1e-7, 0.1 + 0.2, -0, 1e21, 600.02, 1 / 3, NaN, Infinity].map(numberText)).toEqual([
    '0.0000001',
    '0.3',
    '0',
    '1e+21',
    '600.02',
    '0.3333333333',
    '1.7976931348623157E308',
    '1.7976931348623157E308',
  ]);
});

test('unset values come in many spellings', () => {
  const spellings = ['', '1.7976931348623157E308', '1.7976931348623157e+308', '2147483647'];
  expect(spellings.map((text) => new FieldReader([text]).number('x'))).toEqual([null, null, null, null]);
  expect(['Infinity', 'Infinite'].map((text) => new FieldReader([text]).number('x'))).toEqual([Infinity, Infinity]);
  expect(() => new FieldReader(['abc']).int('x')).toThrow(LayoutFault);
  expect(() => new FieldReader([]).text('x')).toThrow(LayoutFault);
  expect(() => new FieldReader(['x']).end()).toThrow(LayoutFault);
});

test('a plain order has 118 fields at 193 and reads back whole; an algorithm adds 2n + 1', () => {
  const message = placeOrder({
    orderId: 7,
    conId: 1,
    action: 'SELL',
    quantity: 5,
    type: 'STP LMT',
    aux: 9.5,
    limit: 9.4,
    tif: 'GTC',
    orderRef: 'ref',
    parentId: 6,
    ocaGroup: 'g',
    ocaType: 2,
  });
  expect(message).toHaveLength(118);
  const algo = placeOrder({ orderId: 7, conId: 1, action: 'BUY', quantity: 5, type: 'MKT', algo: 'Patient' });
  expect(algo).toHaveLength(121);
  const read = (fields: Message) => {
    const reader = new FieldReader(messageText(fields).slice(0, -1).split('\0').slice(1));
    const found = readOrder(reader, 193);
    reader.end();
    return found;
  };
  expect(read(message)).toMatchObject({
    orderId: 7,
    contract: { conId: 1, exchange: 'SMART' },
    terms: {
      action: 'SELL',
      quantity: 5,
      orderType: 'STP LMT',
      auxPrice: 9.5,
      limitPrice: 9.4,
      tif: 'GTC',
      orderRef: 'ref',
      parentId: 6,
      ocaGroup: 'g',
      ocaType: 2,
      transmit: true,
    },
  });
  expect(read(algo).terms).toMatchObject({
    algoStrategy: 'Adaptive',
    algoParams: [{ tag: 'adaptivePriority', value: 'Patient' }],
  });
});

test('frames come out the same however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.string({ unit: fc.constantFrom('a', '1', '.', ' ', 'é') }), { minLength: 1, maxLength: 6 }),
        { maxLength: 8 },
      ),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (messages, cuts) => {
        const greeting = Buffer.from('API\0\0\0\0\tv100..193');
        const bytes = Buffer.concat([greeting, ...messages.map((fields) => frameOf(messageText(fields)))]);
        const reader = new FrameReader();
        const seen = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = cuts[turn % cuts.length] ?? 1;
          seen.push(...reader.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(seen).toEqual([
          { kind: 'greeting', text: 'v100..193' },
          ...messages.map((fields) => ({ kind: 'frame', fields })),
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test('streams that are no API stream break at once', () => {
  const broken = (bytes: string | Buffer): unknown => new FrameReader().push(Buffer.from(bytes))[0];
  expect(broken('GET / HTTP/1.1\r\n')).toMatchObject({ kind: 'broken' });
  expect(broken('63\0')).toMatchObject({ kind: 'broken' });
  const reader = new FrameReader();
  reader.push(Buffer.from('API\0\0\0\0\tv100..193'));
  expect(reader.push(Buffer.from([255, 0, 0, 0]))).toEqual([{ kind: 'broken', reason: 'frame of 4278190080 bytes' }]);
  expect(reader.push(frameOf('49\0'))).toEqual([]);
});

test('times are written per version and read with and without a zone', () => {
  const noon = Date.UTC(2026, 0, 5, 17);
  expect([zonedText(noon, 173), zonedText(noon, 174), zonedText(noon, 193, 'America/Chicago')]).toEqual([
    '20260105  12:00:00',
    '20260105 12:00:00 US/Eastern',
    '20260105 11:00:00 US/Central',
  ]);
  expect(
    ['20260105-17:00:00', '20260105 12:00:00 US/Eastern', '20260105 12:00:00', '20260105 11:00:00 America/Chicago'].map(
      (text) => parseRequestTime(text)?.timeMs,
    ),
  ).toEqual([noon, noon, noon, noon]);
  expect(parseRequestTime('20260105 12:00:00')?.zoneGiven).toBe(false);
  expect(['yesterday', '20260105 12:00:00 Mars/Olympus'].map(parseRequestTime)).toEqual([null, null]);
});
