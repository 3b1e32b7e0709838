import { expect, test } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { translateGlobalQuote } from './time-series.ts';

const receivedTime = instantOf('20261005', 11 * 3600);

function quoteOf(day: string) {
  const quote = {
    '01. symbol': 'SPY',
    '05. price': '685.7300',
    '06. volume': '31000000',
    ...(day === '' ? {} : { '07. latest trading day': day }),
    '08. previous close': '683.1000',
  };
  const context = { symbol: 'SPY', parameters: {}, receivedTime, tradingDate: '20261005', headers: {} };
  return translateGlobalQuote({ kind: 'json', value: { 'Global Quote': quote } }, context);
}

test('a price of a day that is over is its close, not the price of now', () => {
  const [fact] = quoteOf('2026-10-02').facts;
  expect(fact).toMatchObject({ eventTime: instantOf('20261002', 16 * 3600), body: { last: 685.73 } });
});

test('a price of today is never taken for one of this moment', () => {
  const [fact] = quoteOf('2026-10-05').facts;
  expect(fact).toMatchObject({ eventTime: receivedTime, body: { delayMs: 900_000 } });
});

test('a price without its day is refused', () => {
  for (const day of ['', 'Monday', '2026-13-40']) {
    expect(quoteOf(day)).toMatchObject({ facts: [], refusals: [{ reason: 'a quote without its day' }] });
  }
});
