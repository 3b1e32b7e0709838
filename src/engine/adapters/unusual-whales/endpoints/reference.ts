import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { minuteBar, stockState } from '../translate/prices.ts';
import { companyProfile, correlation } from '../translate/reference.ts';

export const referenceEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'company-profile',
    title: 'Company',
    path: '/api/stock/{symbol}/info',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['company-profile'],
    translate: eachRow(companyProfile),
  }),
  endpoint({
    id: 'correlations',
    title: 'Correlations of the watched tickers',
    path: '/api/market/correlations',
    query: { tickers: '{symbols}', interval: '3M' },
    tier: 'daily',
    provides: ['correlation'],
    translate: eachRow(correlation),
  }),
  endpoint({
    id: 'stock-state',
    title: "A stock's last price and day",
    path: '/api/stock/{symbol}/stock-state',
    fanOut: 'symbol',
    tier: 'hourly',
    provides: ['quote'],
    enabled: false,
    translate: eachRow(stockState),
  }),
  endpoint({
    id: 'minute-bars',
    title: 'Minute bars of the day',
    path: '/api/stock/{symbol}/ohlc/1m',
    query: { date: '{today}' },
    fanOut: 'symbol',
    tier: 'hourly',
    provides: ['bar'],
    enabled: false,
    translate: eachRow(minuteBar),
  }),
];
