import { expect, test } from 'vitest';
import { idOfTicker, queryOfId } from './instrument-query.ts';

test.each([
  ['SPY.STK', { symbol: 'SPY', secType: 'STK', exchange: 'SMART' }],
  ['BRK.B.STK', { symbol: 'BRK.B', secType: 'STK' }],
  ['SPX.IND', { symbol: 'SPX', secType: 'IND', exchange: 'CBOE' }],
  [
    'SPY.OPT.20261016.C.450.5',
    { symbol: 'SPY', secType: 'OPT', expiry: '20261016', right: 'C', strike: 450.5, tradingClass: 'SPY' },
  ],
  ['SPX:SPXW.OPT.20261016.P.6000', { symbol: 'SPX', tradingClass: 'SPXW', right: 'P', strike: 6_000 }],
  ['VIX.FUT.20261118', { symbol: 'VIX', secType: 'FUT', expiry: '20261118' }],
  ['EUR.CASH.USD', { symbol: 'EUR', secType: 'CASH', exchange: 'IDEALPRO', currency: 'USD' }],
])('%s is asked for as what it is', (id, query) => {
  expect(queryOfId(id)).toMatchObject(query);
});

test.each(['', 'SPY', '.STK', 'SPY.OPT.2026.C.450', 'SPY.OPT.20261016.X.450', 'SPY.OPT.20261016.C.-1', 'VIX.FUT.'])(
  '%j is no id',
  (id) => {
    expect(queryOfId(id)).toBeNull();
  },
);

test('watchlist symbols become ids', () => {
  expect([idOfTicker('SPY'), idOfTicker('VIX3M')]).toEqual(['SPY.STK', 'VIX3M.IND']);
});
