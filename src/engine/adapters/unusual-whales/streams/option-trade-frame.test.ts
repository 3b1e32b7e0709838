import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../vendor-kit/numbers.ts';
import { decimalIn } from './decimal-in.ts';
import { createOptionTradeReader } from './option-trade-frame.ts';
import { readFrame } from './read-frame.ts';
import { createFrameScanner } from './scan-frame.ts';

const context = { receivedTime: Date.UTC(2026, 9, 5, 15), tradingDate: '20261005' };

function frameOf(changes: Readonly<Record<string, unknown>> = {}): string {
  const trade = {
    id: 'one',
    underlying_symbol: 'SPXW',
    executed_at: 1_791_208_800_123,
    nbbo_bid: '9.00',
    nbbo_ask: '9.10',
    size: 3,
    price: '9.05',
    option_symbol: 'SPXW261016P06500000',
    tags: ['mid_side', 'neutral'],
    expiry: '2026-10-16',
    option_type: 'put',
    strike: '6500',
    premium: '2715.00',
    implied_volatility: '0',
    delta: '',
    volume: 12,
    underlying_price: '',
    trade_code: 'isoi',
    exchange: 'XCBO',
    ...changes,
  };
  return JSON.stringify(['option_trades:SPXW', trade]);
}

describe('an option print from the text of its frame', () => {
  const read = createOptionTradeReader();

  test('is a trade of the index, with what is not told as null', () => {
    expect(read(frameOf())).toMatchObject({
      subject: 'SPX',
      key: 'one',
      eventTime: 1_791_208_800_123,
      body: {
        right: 'P',
        strike: 6_500,
        expiry: '20261016',
        premium: 2_715,
        side: 'mid',
        isSweep: true,
        // Zero is a volatility that was not solved; the others are missing.
        impliedVol: null,
        delta: null,
        underlyingPrice: null,
        openInterest: null,
      },
    });
  });

  test.for([
    ['a strike that is not the symbol’s', { strike: '6400' }],
    ['a right that is not the symbol’s', { option_type: 'call' }],
    ['no price', { price: null }],
    ['a size of nothing', { size: 0 }],
    ['a time of another century', { executed_at: 5 }],
    ['no id', { id: '' }],
    ['a symbol that is none', { option_symbol: 'SPXW' }],
    ['a cancel mark', { canceled: true }],
    ['a text with an escape', { exchange: 'X\n' }],
    ['an object within', { more: { a: 1 } }],
  ] as const)('is left to the ordinary way with %s', ([, changes]) => {
    expect(read(frameOf(changes))).toBeNull();
  });

  test('refusals come with their reason from there', () => {
    expect(readFrame(frameOf({ strike: '6400' }), context)).toMatchObject([
      { kind: 'facts', facts: [], refusals: [{ reason: "strike is not the symbol's" }] },
    ]);
  });

  test.for(['["option_tradesX",{}]', '["option_trades","x",{"id":"one"}]', '["option_trades"]', '[', '', '{}', 'null'])(
    '%s is unknown',
    (text) => {
      expect(readFrame(text, context)).toMatchObject([{ kind: 'unknown' }]);
    },
  );
});

test('fields in any order and spacing are found where JSON has them', () => {
  const scanner = createFrameScanner(['a', 'b', 'c']);
  const literal = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[a-z ,:{}[\]]*$/));
  const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), literal, { minKeys: 1 });
  fc.assert(
    fc.property(object, fc.constantFrom(0, 1, 3), (fields, space) => {
      const frame = JSON.stringify(['x', fields], null, space);
      if (!scanner.scan(frame)) return;
      for (const [slot, name] of ['a', 'b', 'c'].entries()) {
        const [start = -1, end = -1] = [scanner.starts[slot], scanner.ends[slot]];
        const found = start < 0 ? undefined : frame.slice(start, end);
        expect(found).toBe(name in fields ? String(fields[name]) : undefined);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('decimals are read to the last bit', () => {
  const decimal = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(16)),
    fc.stringMatching(/^-?\d{0,20}\.?\d{0,25}$/),
    fc.constantFrom('', '-', '.', '-.', '1.', '.5', '+1', '1e5', 'N/A', '1,000', '0.0478858048818649'),
  );
  fc.assert(
    fc.property(decimal, (text) => {
      expect(decimalIn(`x${text}y`, 1, 1 + text.length)).toBe(readNumber(text) ?? NaN);
    }),
    { numRuns: 5_000 },
  );
});
