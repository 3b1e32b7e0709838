import { describe, expect, test } from 'vitest';
import { contextAt, factsOf } from '../../../../tests/support/translated.ts';
import { translateVxContract } from './vx-contract.ts';
import { vxContract, vxExpiry } from '../vendor-kit/vx-expiry.ts';
import { translateVxSettlement } from './vx-settlement.ts';

const header = 'Trade Date,Futures,Open,High,Low,Close,Settle,Change,Total Volume,EFP,Open Interest';
const text = (...lines: readonly string[]) => ({ kind: 'text', text: `${lines.join('\n')}\n` }) as const;
const contract = (payload: ReturnType<typeof text>, expiry?: string) =>
  translateVxContract(payload, { parameters: expiry === undefined ? {} : { expiry } });

describe('the days of a contract', () => {
  test('before 26 March 2007 are divided by ten, that day no more', () => {
    const { facts } = contract(
      text(
        header,
        '03/23/2007,K (May 07),141.00,142.00,139.50,140.20,140.30,-1.20,850,0,9100',
        '03/26/2007,K (May 07),14.10,14.30,14.00,14.05,14.07,0.04,900,0,9200',
      ),
    );
    expect(factsOf(facts, 'future-day').map(({ body }) => body.settlement)).toEqual([14.03, 14.07]);
    expect(facts[0]).toMatchObject({ body: { expiry: '20070516', contract: 'VXK07', date: '20070323' } });
  });

  test('begin below a disclaimer, and have no price where 0 stands for none', () => {
    const { facts, refusals } = contract(
      text(
        'CFE data is compiled for the convenience of site visitors',
        header,
        '2013-01-10,F (Jan 2013),14.10,14.40,13.90,14.05,0,0.10,1000,0,2000',
        '2013-01-16,F (Jan 2013),0.00,14.25,14.00,0.00,13.69,-0.36,0,0,500',
      ),
      '20130116',
    );
    expect(refusals).toEqual([]);
    const [first, last] = factsOf(facts, 'future-day');
    expect(first?.body).toMatchObject({ settlement: null, close: 14.05 });
    expect(last?.body).toMatchObject({ open: null, close: null, settlement: 13.69, volume: 0 });
  });

  test('of another contract than was asked for are refused', () => {
    const { facts, refusals } = contract(text(header, '2026-01-12,G (Feb 2026),17,17,17,17,17,0,1,0,1'), '20260121');
    expect(facts).toEqual([]);
    expect(refusals[0]?.reason).toBe('VX: 20260112 is of G (Feb 2026), asked was the contract of 20260121');
  });

  test.each([
    ['a price in words', '2026-01-12,F (Jan 2026),seventeen,17,17,17,17,0,1,0,1', /open is no number/],
    ['a negative volume', '2026-01-12,F (Jan 2026),17,17,17,17,17,0,-1,0,1', /total volume is -1/],
    ['no price at all', '2026-01-12,F (Jan 2026),0,0,0,0,0,0,0,0,1', /has no price/],
    ['no date', 'yesterday,F (Jan 2026),17,17,17,17,17,0,1,0,1', /a row without a date/],
  ])('with %s are refused', (_name, row, reason) => {
    const { facts, refusals } = contract(text(header, row));
    expect(facts).toEqual([]);
    expect(refusals[0]?.reason).toMatch(reason);
  });
});

describe('expiries', () => {
  test.each([
    [2026, 1, '20260121'],
    [2026, 12, '20261216'],
    // Good Friday is the third Friday of April 2014: the day before.
    [2014, 3, '20140318'],
  ])('of %s-%s', (year, month, expiry) => {
    expect(vxExpiry(year, month)).toBe(expiry);
  });

  test('name their contract', () => expect(vxContract('20261021')).toBe('VXV26'));
});

describe('the settlement', () => {
  const context = contextAt(Date.UTC(2026, 9, 8, 15, 30));
  const rows = ['Product,Symbol,Expiration Date,Price', 'VX,VX/V6,2026-10-21,20.2239', 'VX,VX/X6,2026-11-18,20.6516'];

  test('is the monthly curve of the trading day before, and leads to the contracts', () => {
    const weekly = 'VX,VX42/V6,2026-10-14,19.9';
    const { facts, refusals, followUps } = translateVxSettlement(
      text(...rows, weekly, 'VXM,VXM/V6,2026-10-21,20.2'),
      context,
    );
    expect(refusals).toEqual([]);
    expect(factsOf(facts, 'future-day').map(({ key }) => key)).toEqual([
      'settlement:VXV26:20261007',
      'settlement:VXX26:20261007',
    ]);
    expect(followUps.map(({ parameters, once }) => [parameters['expiry'], once])).toEqual([
      ['20261021', 'vx-contract:20261021:20261007'],
      ['20261118', 'vx-contract:20261118:20261007'],
    ]);
  });

  test('that lacks its first contracts is one of the shifted curves', () => {
    const shifted = ['Product,Symbol,Expiration Date,Price', 'VX,VX/Z6,2026-12-16,21.1'];
    const { facts, refusals } = translateVxSettlement(text(...shifted), context);
    expect(facts).toEqual([]);
    expect(refusals[0]?.reason).toMatch(/starts at 20261216: its first contracts are missing/);
  });

  test.each([
    ['VX,VX/V6,2026-11-18,20.2', /symbol and expiry disagree/],
    ['VX,VX/V6,2026-10-21,0', /settles at 0/],
    ['VX,VX/U6,2026-09-16,19.1', /expired before 20261007/],
  ])('refuses %s', (row, reason) => {
    const { refusals } = translateVxSettlement(text(...rows, row), context);
    expect(refusals.map((refusal) => refusal.reason)).toEqual([expect.stringMatching(reason)]);
  });
});
