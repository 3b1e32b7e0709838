import { describe, expect, test } from 'vitest';
import { contextAt, factsOf, readAnswer } from '../../../../tests/support/translated.ts';
import { cboe } from './cboe.vendor.ts';
import { csvFields } from './csv-table.ts';
import { translateIndexHistory } from './index-history.ts';
import { translateDailyRatios, translateRatioHistory } from './put-call.ts';
import { readTableTime } from './quote-table.ts';

const text = (body: string) => ({ kind: 'text', text: body }) as const;
const now = Date.UTC(2026, 9, 8, 16);

describe('index histories', () => {
  const history = (body: string, index: string) => translateIndexHistory(text(body), { parameters: { index } });

  test('have two layouts and American dates, and an open of 0 is none', () => {
    const wide = history('DATE,OPEN,HIGH,LOW,CLOSE\n10/06/2026,0,17.9,16.8,17.2\n', 'VIX');
    expect(factsOf(wide.facts, 'bar')[0]?.body).toMatchObject({ start: Date.UTC(2026, 9, 6), open: null, close: 17.2 });
    const narrow = history('DATE,SKEW\n10/06/2026,141.25\n', 'SKEW');
    expect(factsOf(narrow.facts, 'bar')[0]).toMatchObject({ subject: 'SKEW', body: { open: null, close: 141.25 } });
  });

  test.each([
    ['Date,Close\n2024-01-31,14.35\n', /the column close instead of VIX/],
    ['<html>maintenance</html>', /has no DATE header/],
    ['DATE,OPEN,HIGH,LOW,CLOSE\n10/06/2026,17,18,16,0\n', /closes at 0/],
    ['DATE,OPEN,HIGH,LOW,CLOSE\n13/06/2026,17,18,16,17\n', /without a date/],
    ['DATE,OPEN,HIGH,LOW,CLOSE\n10/06/2026,17,up,16,17\n', /high is no number/],
  ])('refuse %j', (body, reason) => {
    const { facts, refusals } = history(body, 'VIX');
    expect(facts).toEqual([]);
    expect(refusals[0]?.reason).toMatch(reason);
  });
});

describe('put/call ratios', () => {
  test.each([
    ['DATE,CALLS,PUTS,TOTAL,P/C Ratio', 'PCR-TOTAL'],
    ['Trade_date,Call,Put,Total,P/C Ratio', 'PCR-TOTAL'],
    ['DATE,Equity Call Volume,Equity Put Volume,Total,Equity P/C Ratio', 'PCR-EQUITY'],
  ])('are found below a disclaimer under %s', (header, series) => {
    const body = `Data is compiled for the convenience of visitors,,,,\n${header}\n11/1/2006,1000000,640000,1640000,0.64\n`;
    const { facts, refusals } = translateRatioHistory(text(body), { parameters: { series } });
    expect(refusals).toEqual([]);
    expect(facts[0]).toMatchObject({
      subject: series,
      body: { date: '20061101', callVolume: 1_000_000, putVolume: 640_000, ratio: 0.64 },
    });
  });

  test('that their volumes contradict are refused', () => {
    const value = {
      ratios: [{ name: 'TOTAL PUT/CALL RATIO', value: '0.83' }],
      'SUM OF ALL PRODUCTS': [{ name: 'VOLUME', call: 1000, put: 1200, total: 2200 }],
    };
    const { facts, refusals } = translateDailyRatios({ kind: 'json', value }, contextAt(now));
    expect(facts).toEqual([]);
    expect(refusals[0]?.reason).toBe('PCR-TOTAL 20261007: the ratio is 0.83, 1200 puts to 1000 calls make 1.200');
  });

  test('without volumes are kept as told', () => {
    const value = {
      ratios: [
        { name: 'SPX + SPXW PUT/CALL RATIO', value: '1.15' },
        { name: 'OTHER', value: 'x' },
      ],
    };
    const { facts, refusals } = translateDailyRatios({ kind: 'json', value }, contextAt(now));
    expect(refusals).toEqual([]);
    expect(facts[0]).toMatchObject({ subject: 'PCR-SPX', body: { ratio: 1.15, callVolume: null } });
  });
});

describe('a file that is not there', () => {
  const stored = '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>';
  const judged = (endpoint: string, status: number, body: string) =>
    cboe.judge({ status, headers: {}, body: new TextEncoder().encode(body) }, endpoint);

  test.each([
    ['put-call', 'not-published'],
    ['vx-settlement', 'not-published'],
    ['vx-contract', 'not-published'],
    ['delayed-chain', 'not-found'],
    ['index-history', 'not-found'],
    ['vx-archive', 'not-found'],
  ])('of %s is %s, and never an answer', (endpoint, code) => {
    expect(cboe.endpoints.map(({ id }) => id)).toContain(endpoint);
    for (const [status, body] of [
      [403, stored],
      [403, ''],
      [404, 'Not Found'],
    ] as const) {
      expect(judged(endpoint, status, body)).toMatchObject({ kind: 'failure', code });
    }
    expect(judged(endpoint, 403, '<!DOCTYPE html><html></html>')).toMatchObject({ code: 'not-entitled' });
  });
});

describe('delayed quotes', () => {
  const row = { symbol: '^VIX', security_type: 'index', current_price: 17.4, price_change: 0.4, prev_day_close: 17 };
  const read = (change: object) => {
    const body = JSON.stringify({ timestamp: '2026-10-08 16:00:00', data: { ...row, ...change } });
    return readAnswer(cboe, 'index-quotes', { body, context: contextAt(now) });
  };

  test('keep a previous close that the change confirms, and no other', () => {
    expect(factsOf(read({}).facts, 'quote')[0]?.body.previousClose).toBe(17);
    expect(factsOf(read({ prev_day_close: 17.4 }).facts, 'quote')[0]?.body.previousClose).toBeNull();
  });

  test('are dated in UTC and say how late they are', () => {
    expect(read({}).facts[0]).toMatchObject({ eventTime: now, body: { delayMs: 900_000, last: 17.4 } });
  });

  test('without any price, or of a chain that was not asked for, are refused', () => {
    expect(read({ current_price: 0 }).refusals[0]?.reason).toBe('VIX has no price');
    const body = JSON.stringify({ timestamp: '2026-10-08 16:00:00', data: { ...row, options: [] } });
    const wrong = readAnswer(cboe, 'delayed-chain', { body, context: contextAt(now, { symbol: 'SPX' }) });
    expect(wrong.refusals[0]?.reason).toBe('a delayed chain of "VIX", asked was SPX');
  });
});

test('indices stand behind an underscore, stocks do not', () => {
  expect(['SPX', 'VIX', 'SPY'].map(cboe.spell)).toEqual(['_SPX', '_VIX', 'SPY']);
});

test('a quoted field holds its commas', () => {
  expect(csvFields('"Date: December 12, 2022",Bid: 0,"a ""b"""')).toEqual([
    'Date: December 12, 2022',
    'Bid: 0',
    'a "b"',
  ]);
});

test('the time of a table is read with the zone it names', () => {
  expect(readTableTime('Date: December 12, 2022 at 8:30 PM EST')).toBe(Date.UTC(2022, 11, 13, 1, 30));
  expect(readTableTime('Date: July 1, 2026 at 12:05 AM EDT')).toBe(Date.UTC(2026, 6, 1, 4, 5));
  expect(readTableTime('Date: July 1, 2026 at 12:05 AM')).toBeNull();
});
