import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../create-virtual-clock.ts';
import { SteppedMarket } from '../testing/stepped-market.ts';
import { spy, spyOptions, vxFuture } from '../testing/test-instruments.ts';
import { AccountLedger } from './account-ledger.ts';
import { orderCommission } from './commissions.ts';
import { accountValues, type AccountValues } from './valuation.ts';

const call600 =
  spyOptions.find((option) => option.strike === 600 && option.right === 'C' && option.expiry === '20260109') ?? spy;
const call605 =
  spyOptions.find((option) => option.strike === 605 && option.right === 'C' && option.expiry === '20260109') ?? spy;

function ledger(cash = 100_000): AccountLedger {
  return new AccountLedger({
    account: 'DU1',
    cash,
    realizedToday: 0,
    dayStartValue: cash,
    tradingDate: '20260105',
    positions: [],
  });
}

function values(held: AccountLedger): AccountValues {
  return accountValues(new SteppedMarket(createVirtualClock({ startMs: 0, speed: 0 })), held);
}

test('costs carry commissions, closing realises after both of them', () => {
  const held = ledger();
  expect(held.apply({ instrument: spy, quantity: 100, price: 600, commission: 1 })).toBeNull();
  expect(held.apply({ instrument: spy, quantity: 100, price: 602, commission: 1 })).toBeNull();
  expect(held.position(spy.id)).toMatchObject({ quantity: 200, averageCost: 601.01 });
  expect(held.apply({ instrument: spy, quantity: -150, price: 605, commission: 1 })).toBeCloseTo(
    150 * (605 - 601.01) - 1,
    8,
  );
  expect(held.position(spy.id)).toMatchObject({ quantity: 50, averageCost: 601.01 });
});

test('a sale through zero realises the long part and opens the short part', () => {
  const held = ledger();
  held.apply({ instrument: spy, quantity: 100, price: 600, commission: 0 });
  expect(held.apply({ instrument: spy, quantity: -300, price: 610, commission: 3 })).toBeCloseTo(1_000 - 1, 8);
  expect(held.position(spy.id)?.quantity).toBe(-200);
  expect(held.position(spy.id)?.averageCost).toBeCloseTo(610 - 2 / 200, 8);
});

test('futures move cash only by profit', () => {
  const held = ledger();
  held.apply({ instrument: vxFuture, quantity: 2, price: 17, commission: 4.5 });
  expect(held.cash).toBe(100_000);
  expect(values(held).netLiquidation).toBeCloseTo(100_000 + 2 * 1_000 * 0.525 - 4.5, 6);
  held.apply({ instrument: vxFuture, quantity: -2, price: 18, commission: 4.5 });
  expect(held.cash).toBeCloseTo(100_000 + 2_000 - 9, 6);
});

test('whatever is traded, net liquidation is cash in less fees plus what prices moved', () => {
  const trade = fc.record({
    instrument: fc.constantFrom(spy, vxFuture, call600),
    quantity: fc.integer({ min: -300, max: 300 }).filter((quantity) => quantity !== 0),
    price: fc.integer({ min: 100, max: 90_000 }).map((cents) => cents / 100),
    commission: fc.integer({ min: 0, max: 500 }).map((cents) => cents / 100),
  });
  fc.assert(
    fc.property(fc.array(trade, { maxLength: 25 }), (trades) => {
      const held = ledger();
      const marks = new Map([
        [spy.id, 600.01],
        [vxFuture.id, 17.525],
        [call600.id, 5.05],
      ]);
      let expected = 100_000;
      for (const done of trades) {
        held.apply(done);
        expected +=
          done.quantity * done.instrument.multiplier * ((marks.get(done.instrument.id) ?? 0) - done.price) -
          done.commission;
      }
      expect(values(held).netLiquidation).toBeCloseTo(expected, 4);
    }),
  );
});

test('margins: half the buying power of a stock, spreads by their width, naked options by the underlying', () => {
  const stock = ledger();
  stock.apply({ instrument: spy, quantity: 100, price: 600.01, commission: 0 });
  expect(values(stock)).toMatchObject({ initialMargin: 60_001 * 0.25, buyingPower: (100_000 - 60_001 * 0.25) * 4 });
  const spread = ledger();
  spread.apply({ instrument: call600, quantity: -1, price: 5, commission: 0 });
  expect(values(spread).initialMargin).toBeCloseTo((0.2 * 600.01 + 5.05) * 100, 6);
  spread.apply({ instrument: call605, quantity: 1, price: 4, commission: 0 });
  expect(values(spread).initialMargin).toBeCloseTo(500, 6);
  const covered = ledger();
  covered.apply({ instrument: spy, quantity: 100, price: 600.01, commission: 0 });
  covered.apply({ instrument: call600, quantity: -1, price: 5, commission: 0 });
  expect(values(covered).initialMargin).toBeCloseTo(60_001 * 0.25, 6);
});

test('a new trading date starts its own profit', () => {
  const held = ledger();
  held.apply({ instrument: spy, quantity: 100, price: 600, commission: 0 });
  held.apply({ instrument: spy, quantity: -100, price: 601, commission: 0 });
  expect(held.realizedToday).toBe(100);
  held.startDay('20260106', 100_100);
  expect([held.realizedToday, held.dayStartValue, held.positions()]).toEqual([0, 100_100, []]);
});

test('commissions have a minimum an order, not an execution', () => {
  expect([
    orderCommission('STK', 100, 60_000),
    orderCommission('STK', 500, 300_000),
    orderCommission('OPT', 1, 500),
    orderCommission('OPT', 10, 5_000),
    orderCommission('FUT', 2, 1),
  ]).toEqual([1, 2.5, 1, 6.5, 4.5]);
});
