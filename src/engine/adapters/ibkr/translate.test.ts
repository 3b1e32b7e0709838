import { describe, expect, test } from 'vitest';
import type { Contract } from '@stoqey/ib';
import { instantOf } from '../../domain/time.ts';
import type { BrokerOrder } from '../../ports/broker.ts';
import { venuesIn } from './depth-line.ts';
import { dataFailure, farmChange, isOrderWarning } from './error-codes.ts';
import { durationOf, translateBars } from './history-request.ts';
import { contractOf, instrumentOfContract } from './instrument-translate.ts';
import { permIdOf, wireOrder } from './order-translate.ts';
import { plainText } from './plain-text.ts';
import { utcText, wireInstant } from './wire-time.ts';

describe('times', () => {
  test.each([
    ['20230306 12:28:30 America/Los_Angeles', '2023-03-06T20:28:30.000Z'],
    ['20260105 10:00:00 US/Eastern', '2026-01-05T15:00:00.000Z'],
    ['20230224  12:04:56', '2023-02-24T17:04:56.000Z'],
    ['20250715 10:00:00 Central Standard Time', '2025-07-15T15:00:00.000Z'],
    ['20230224-12:04:56', '2023-02-24T12:04:56.000Z'],
  ])('%s', (text, iso) => {
    expect(new Date(wireInstant(text) ?? 0).toISOString()).toBe(iso);
  });

  test('nonsense is null, and requests carry UTC', () => {
    expect([wireInstant('yesterday'), wireInstant('20230224 12:04:56 Middle/Earth')]).toEqual([null, null]);
    expect(utcText(instantOf('20260105', 36_000))).toBe('20260105-15:00:00');
  });
});

describe('contracts', () => {
  test('what TWS leaves out of orders and positions is filled from what is known of the kind', () => {
    const contract = {
      conId: 265598,
      symbol: 'AAPL',
      secType: 'STK',
      multiplier: 0,
      strike: 0,
      exchange: '',
      currency: 'USD',
    } as Contract;
    expect(instrumentOfContract(contract)).toMatchObject({
      id: 'AAPL.STK',
      exchange: 'SMART',
      multiplier: 1,
      strike: null,
    });
  });

  test('a date with a time and a zone in one field is a date', () => {
    const contract = {
      symbol: 'ES',
      secType: 'FUT',
      lastTradeDateOrContractMonth: '20250620 08:30 US/Central',
      currency: 'USD',
      exchange: 'CME',
    } as Contract;
    expect(instrumentOfContract(contract)).toMatchObject({ id: 'ES.FUT.20250620', expiry: '20250620' });
  });

  test('an option goes there and back', () => {
    const contract = {
      symbol: 'SPX',
      secType: 'OPT',
      lastTradeDateOrContractMonth: '20261016',
      strike: 5_000,
      right: 'P',
      multiplier: 100,
      exchange: 'SMART',
      currency: 'USD',
      tradingClass: 'SPXW',
    } as Contract;
    const instrument = instrumentOfContract(contract);
    expect(instrument?.id).toBe('SPX:SPXW.OPT.20261016.P.5000');
    expect(instrument && contractOf(instrument)).toEqual(contract);
  });

  test('a bag or a bond is no instrument here', () => {
    expect(instrumentOfContract({ symbol: 'X', secType: 'BOND' } as Contract)).toBeNull();
  });
});

const order: BrokerOrder = {
  orderId: 7,
  intent: 'intent-7',
  instrument: instrumentOfContract({ symbol: 'SPY', secType: 'STK', currency: 'USD' } as Contract) ?? raise(),
  account: 'DU1',
  side: 'BUY',
  quantity: 10,
  type: 'LMT',
  limitPrice: 600.1,
  stopPrice: null,
  trailAmount: null,
  timeInForce: 'DAY',
  outsideRth: false,
  parentOrderId: null,
  ocaGroup: null,
};

function raise(): never {
  throw new Error('no instrument');
}

describe('orders', () => {
  test.each([
    [{ type: 'MKT' }, { orderType: 'MKT' }],
    [
      { type: 'STP', stopPrice: 590 },
      { orderType: 'STP', auxPrice: 590 },
    ],
    [
      { type: 'TRAIL', trailAmount: 1.5, stopPrice: 598 },
      { orderType: 'TRAIL', auxPrice: 1.5, trailStopPrice: 598 },
    ],
    [
      { type: 'ADAPTIVE', limitPrice: null },
      { orderType: 'MKT', algoStrategy: 'Adaptive' },
    ],
    [
      { type: 'ADAPTIVE' },
      { orderType: 'LMT', lmtPrice: 600.1, algoParams: [{ tag: 'adaptivePriority', value: 'Normal' }] },
    ],
    [{ ocaGroup: 'g' }, { ocaGroup: 'g', ocaType: 2 }],
  ] as const)('%j', (terms, wire) => {
    const built = wireOrder({ ...order, ...terms }, false);
    expect(built).toMatchObject({ ok: true, value: { ...wire, transmit: false, orderRef: 'intent-7' } });
  });

  test('floating noise is rounded away and exponents never leave', () => {
    expect(wireOrder({ ...order, limitPrice: 0.1 + 0.2 }, true)).toMatchObject({ ok: true, value: { lmtPrice: 0.3 } });
    expect(wireOrder({ ...order, limitPrice: 1e-9 }, true)).toMatchObject({ ok: false });
    expect(wireOrder({ ...order, limitPrice: 1e21 }, true)).toMatchObject({ ok: false });
  });

  test('what would shift fields is taken out of references', () => {
    const built = wireOrder({ ...order, intent: 'a\0b\nü' }, true);
    expect(built.ok && built.value.orderRef).toBe('ab');
    expect(plainText('x'.repeat(500))).toHaveLength(128);
  });

  test('a permanent id of zero, or one JavaScript cannot hold, is none', () => {
    expect([permIdOf(0), permIdOf(undefined), permIdOf(Number('9223372036854775807')), permIdOf(600_000_700)]).toEqual([
      null,
      null,
      null,
      600_000_700,
    ]);
  });
});

describe('codes', () => {
  test.each([
    [162, 'Historical Market Data Service error message:Historical data request pacing violation', 'pacing'],
    [162, 'Historical Market Data Service error message:HMDS query returned no data', 'no-data'],
    [162, 'API historical data query cancelled: 7', 'cancelled'],
    [200, 'The contract description specified is ambiguous', 'ambiguous-contract'],
    [200, 'No security definition has been found', 'no-contract'],
    [101, 'Max number of tickers has been reached', 'line-limit'],
    [10_168, 'not subscribed, delayed not enabled', 'no-entitlement'],
    [4_711, 'something new', 'vendor-error'],
  ])('%i %s', (code, message, expected) => {
    expect(dataFailure(code, message).code).toBe(expected);
  });

  test('warnings leave an order alive, refusals do not', () => {
    expect([399, 404, 2109, 10_349].every((code) => isOrderWarning(code, ''))).toBe(true);
    expect([103, 201, 202, 203, 321, 10_147].some((code) => isOrderWarning(code, ''))).toBe(false);
    expect(farmChange(2103, 'Market data farm connection is broken:usfarm')).toEqual({ farm: 'usfarm', up: false });
  });
});

describe('history', () => {
  const query = {
    instrument: order.instrument,
    kind: 'TRADES',
    interval: '1m',
    endMs: null,
    count: 3,
    regularHoursOnly: true,
    priority: 0,
  } as const;
  const row = (date: string, close: number) => ({ date, open: 1, high: 2, low: 1, close, volume: -1 });

  test('rows are put in order, doubled rows once, unusable ones left out', () => {
    const bars = translateBars(query, [
      row('120', 1),
      row('60', 2),
      row('', 9),
      row('180', Number.NaN),
      row('240', 3),
      row('240', 4),
    ]);
    expect(bars.map((bar) => [bar.start, bar.close, bar.volume])).toEqual([
      [60_000, 2, 0],
      [120_000, 1, 0],
      [240_000, 4, 0],
    ]);
  });

  test.each([
    ['1s', 1_800, '1800 S'],
    ['1m', 5, '300 S'],
    ['1m', 390, '2 D'],
    ['5m', 160, '4 D'],
    ['1d', 252, '2 Y'],
    ['1d', 20, '32 D'],
    ['1m', 99_999, '7 D'],
  ] as const)('%s x %i takes %s', (interval, count, duration) => {
    expect(durationOf({ interval, count, regularHoursOnly: true })).toBe(duration);
  });
});

test('which exchanges show depth is read from the notice of TWS, whatever stands in it', () => {
  const notice = 'Exchanges - Depth: IEX; ARCA; Top: BYX; BATS; ';
  expect(venuesIn(notice)).toEqual({ deep: ['IEX', 'ARCA'], top: ['BYX', 'BATS'] });
  expect(venuesIn('Exchanges - Depth: ; Top: BYX\u001b[2J; ')).toEqual({ deep: [], top: ['BYX[2J'] });
  expect(venuesIn('no such text')).toBeNull();
  expect(venuesIn(`Depth:${'Depth:'.repeat(100_000)}`)).not.toBeUndefined();
});
