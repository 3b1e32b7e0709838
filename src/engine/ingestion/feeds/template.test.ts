import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { fillEntries, fillTemplate, placeholdersOf, type TemplateValues } from './template.ts';

const values: TemplateValues = {
  nowMs: instantOf('20261005', 10 * 3600),
  symbol: 'BRK-B',
  symbols: ['SPY', 'BRK-B'],
  expiry: '20261016',
  parameters: { cursor: 'a b&c', series: 'DGS10', from: '20260101' },
};

describe('a template', () => {
  test.each([
    ['/stock/{symbol}/greeks', '/stock/BRK-B/greeks'],
    ['{symbols}', 'SPY,BRK-B'],
    ['{expiry}', '2026-10-16'],
    ['{expiry:YYMMDD}', '261016'],
    ['{today}', '2026-10-05'],
    ['{today:YYYYMMDD}', '20261005'],
    ['{today:MM/DD/YYYY}', '10/05/2026'],
    // A Monday: the trading day before is Friday.
    ['{day-1}', '2026-10-02'],
    ['{day+1}', '2026-10-06'],
    ['{days-30}', '2026-09-05'],
    ['{days+7:YYYYMMDD}', '20261012'],
    ['{now-s}', String(values.nowMs / 1000)],
    ['{series}', 'DGS10'],
    ['{from}', '20260101'],
    ['{from:YYYY-MM-DD}', '2026-01-01'],
    ['{"a":"{series}","b":{"c":1}}', '{"a":"DGS10","b":{"c":1}}'],
  ])('%s', (template, filled) => {
    expect(fillTemplate(template, values)).toBe(filled);
  });

  test('of a day before 04:00, on a weekend or on a holiday means the session before', () => {
    const at = (date: string, hour: number) =>
      fillTemplate('{today:YYYYMMDD}', { ...values, nowMs: instantOf(date, hour * 3600) });
    expect([at('20261006', 3), at('20261006', 4), at('20261006', 23)]).toEqual(['20261005', '20261006', '20261006']);
    expect([at('20261010', 12), at('20261126', 12)]).toEqual(['20261009', '20261125']);
  });

  test('without a value is not filled; in a query it is left out', () => {
    expect(fillTemplate('/x/{nothing}', values)).toBeNull();
    expect(fillEntries({ a: '{nothing}', b: '{newer-than-ms}', c: '1' }, values)).toEqual({ c: '1' });
  });

  test('cannot be talked out of its place by a value', () => {
    expect(fillTemplate('/x/{cursor}/y', values, encodeURIComponent)).toBe('/x/a%20b%26c/y');
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        fc.pre(cursor.isWellFormed());
        const filled = fillTemplate('/a/{cursor}/b', { ...values, parameters: { cursor } }, encodeURIComponent);
        expect(filled?.split('/')).toHaveLength(4);
        expect(decodeURIComponent(filled?.split('/')[2] ?? '')).toBe(cursor);
      }),
    );
  });

  test('names its placeholders', () => {
    expect(placeholdersOf('/a/{symbol}/{day-1:YYYYMMDD}?x={days+7}')).toEqual(['symbol', 'day-1', 'days+7']);
  });
});
