import { expect, test } from 'vitest';
import { edgarTicker, issuerSubject, ourTicker, typedTicker } from './issuer-symbol.ts';

test.each([
  ['AAPL', 'AAPL'],
  ['aapl', 'AAPL'],
  ['"AAPL"', 'AAPL'],
  ['[AAPL]', 'AAPL'],
  ['NASDAQ: AAPL', 'AAPL'],
  ['NASDAQ:AAPL', 'AAPL'],
  ['AAPL (NASDAQ)', 'AAPL'],
  ['NYSE American: ABC', null],
  ['BRK-B', 'BRK.B'],
  ['BRK.B', 'BRK.B'],
  ['BRK/B', 'BRK.B'],
  ['NONE', null],
  ['none', null],
  ['N/A', null],
  ['', null],
  ['NYSE', null],
  ['GOOG, GOOGL', null],
  ['BRK.A; BRK.B', null],
  ['<script>', null],
])('"%s" is the ticker %s', (typed, expected) => {
  expect(typedTicker(typed)).toBe(expected);
});

test('spellings go both ways', () => {
  expect([edgarTicker('BRK.B'), ourTicker('BRK-B'), ourTicker(' spy ')]).toEqual(['BRK-B', 'BRK.B', 'SPY']);
});

const issuer = { cik: '0000000001', typed: 'NONE', askedSymbol: '', askedCik: null };

test('an issuer is named by the map, then by the form, then by its number', () => {
  const directory = {
    watched: new Set(['BBB']),
    tickersByCik: new Map([['0000000001', ['AAA', 'BBB']]]),
    tickerByCusip: new Map<string, string>(),
  };
  expect(issuerSubject(issuer, directory)).toBe('BBB');
  expect(issuerSubject({ ...issuer, typed: 'aaa' }, directory)).toBe('AAA');
  expect(issuerSubject({ ...issuer, typed: 'ZZZ' }, undefined)).toBe('ZZZ');
  expect(issuerSubject(issuer, undefined)).toBe('CIK0000000001');
});

test('what a company files as owner of another is not about the company', () => {
  const owned = { ...issuer, askedSymbol: 'BRK.B', askedCik: '0001067983', typed: 'OXY' };
  expect(issuerSubject(owned, undefined)).toBe('OXY');
  expect(issuerSubject({ ...owned, askedCik: '0000000001', typed: 'NONE' }, undefined)).toBe('BRK.B');
});
