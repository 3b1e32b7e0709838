import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleFill, sampleIntent } from '../../../tests/support/journal-samples.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import { buildTrades } from './build-trades.ts';
import { csvField, tradesAsCsv, tradesAsJson } from './export-trades.ts';
import { tradeStatistics } from './trade-statistics.ts';

const nobody = () => null;
let serial = 0;
function fill(
  side: 'BUY' | 'SELL',
  quantity: number,
  price: number,
  change: { commission?: number | null; multiplier?: number } = {},
): FillRecord {
  serial += 1;
  const { commission = 1, multiplier = 1 } = change;
  return sampleFill(`a.${serial}.01`, { side, quantity, price, commission, eventTime: serial * 1_000 }, { multiplier });
}

describe('trades', () => {
  test('scale in, scale out, partial fills', () => {
    const trades = buildTrades(
      [fill('BUY', 100, 10), fill('BUY', 100, 12), fill('SELL', 50, 13), fill('SELL', 150, 14)],
      nobody,
    );
    expect(trades).toMatchObject([
      {
        direction: 'long',
        quantity: 200,
        openQuantity: 0,
        entryPrice: 11,
        exitPrice: 13.75,
        commission: 4,
        realizedPnl: 546,
      },
    ]);
  });

  test('what is still open keeps its average cost', () => {
    const [trade] = buildTrades([fill('BUY', 100, 10), fill('SELL', 50, 12), fill('BUY', 50, 14)], nobody);
    expect(trade).toMatchObject({ openQuantity: 100, realizedPnl: 97, closeTime: null, rMultiple: null });
  });

  test('a reversal closes one trade and opens the next, its commission divided', () => {
    const trades = buildTrades(
      [fill('BUY', 100, 10), fill('SELL', 150, 11, { commission: 3 }), fill('BUY', 50, 10.5)],
      nobody,
    );
    expect(trades).toMatchObject([
      { direction: 'long', quantity: 100, realizedPnl: 97, commission: 3 },
      { direction: 'short', quantity: 50, realizedPnl: 23, commission: 2 },
    ]);
    expect(new Set(trades.map((trade) => trade.id)).size).toBe(2);
  });

  test('short side and option multiplier', () => {
    const trades = buildTrades(
      [fill('SELL', 2, 3.1, { multiplier: 100 }), fill('BUY', 2, 2.35, { multiplier: 100 })],
      nobody,
    );
    expect(trades).toMatchObject([{ direction: 'short', realizedPnl: 148, entryPrice: 3.1, exitPrice: 2.35 }]);
  });

  test('a commission that is still missing is said', () => {
    expect(buildTrades([fill('BUY', 1, 10, { commission: null })], nobody)).toMatchObject([
      { commission: 0, commissionComplete: false },
    ]);
  });

  test('planned risk and slippage come from the intent of the entry', () => {
    const intent = sampleIntent('intent-1', { mid: 9.98, plannedStop: 9.5 });
    const [trade] = buildTrades([fill('BUY', 100, 10), fill('SELL', 100, 11)], () => intent);
    expect(trade).toMatchObject({ plannedStop: 9.5, rMultiple: 1.96, entrySlippage: 0.02 });
  });

  test('sub-cent noise does not pile up', () => {
    const [trade] = buildTrades([fill('BUY', 0.1, 0.1), fill('BUY', 0.2, 0.1), fill('SELL', 0.3, 0.2)], nobody);
    expect(trade).toMatchObject({ openQuantity: 0, realizedPnl: -2.97 });
  });

  test('equal a recomputation lot by lot and cash by cash', () => {
    const one = fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      quantity: fc.integer({ min: 1, max: 300 }),
      cents: fc.integer({ min: 100, max: 90_000 }),
      commission: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), fc.constantFrom(1, 50, 100), (parts, multiplier) => {
        const fills = parts.map((part) =>
          fill(part.side, part.quantity, part.cents / 100, { commission: part.commission / 100, multiplier }),
        );
        const trades = buildTrades(fills, nobody);
        const expected = bruteForce(fills);
        expect(trades).toHaveLength(expected.length);
        for (const [index, trade] of trades.entries()) {
          const wanted = expected[index];
          expect(trade.openQuantity).toBe(wanted?.position);
          expect(trade.realizedPnl).toBeCloseTo(wanted?.pnl ?? Number.NaN, 4);
          expect(trade.quantity).toBe(wanted?.largest);
        }
        const commission = fills.reduce((sum, { fill }) => sum + (fill.commission ?? 0), 0);
        expect(trades.reduce((sum, trade) => sum + trade.commission, 0)).toBeCloseTo(commission, 6);
        expect(new Set(trades.map((trade) => trade.id)).size).toBe(trades.length);
      }),
      { numRuns: 300 },
    );
  });
});

/** One unit at a time: as slow and as plain as can be. */
function bruteForce(fills: readonly FillRecord[]): { position: number; pnl: number; largest: number }[] {
  const trades: { position: number; pnl: number; largest: number; cost: number }[] = [];
  let current: { position: number; pnl: number; largest: number; cost: number } | null = null;
  for (const {
    fill: { side, quantity, price, commission },
    multiplier,
  } of fills) {
    const sign = side === 'BUY' ? 1 : -1;
    for (let unit = 0; unit < quantity; unit += 1) {
      if (current === null) {
        current = { position: 0, pnl: 0, largest: 0, cost: 0 };
        trades.push(current);
      }
      current.pnl -= (commission ?? 0) / quantity;
      if (current.position * sign >= 0) {
        current.position += sign;
        current.cost += price;
      } else {
        const average: number = current.cost / Math.abs(current.position);
        current.pnl += (price - average) * -sign * multiplier;
        current.cost -= average;
        current.position += sign;
      }
      current.largest = Math.max(current.largest, Math.abs(current.position));
      if (current.position === 0) current = null;
    }
  }
  return trades;
}

describe('export', () => {
  test('fields follow RFC 4180 and never start a formula', () => {
    expect(['plain', 'a,b', 'say "hi"', 'two\nlines', ' padded'].map(csvField)).toEqual([
      'plain',
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
      '" padded"',
    ]);
    const formulas = ['=1+1', '+1', '-1', '@cmd', '\t=1', ' =1', '|calc'];
    expect(formulas.map(csvField)).toEqual(formulas.map((text) => `'${text}`));
    expect([-5.5, 0, null, true].map(csvField)).toEqual(['-5.5', '0', '', 'true']);
  });

  test('every line has as many fields as the header', () => {
    const [trade] = buildTrades([fill('BUY', 100, 10), fill('SELL', 100, 11)], nobody);
    if (!trade) throw new Error('no trade');
    const csv = tradesAsCsv([{ ...trade, notes: 'x, "y"\r\n=cmd', tags: ['gap', 'late'] }]);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(parseCsv(csv).map((row) => row.length)).toEqual([29, 29]);
    expect(JSON.parse(tradesAsJson([trade]))).toMatchObject({ version: 1, trades: [{ id: trade.id }] });
  });
});

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)) {
    rows.at(-1)?.push(match[1] ?? '');
    if (match[2] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('statistics over closed trades', () => {
  const closed = (pnl: number) =>
    buildTrades([fill('BUY', 1, 100, { commission: 0 }), fill('SELL', 1, 100 + pnl, { commission: 0 })], nobody);
  const open = buildTrades([fill('BUY', 1, 100)], nobody);
  expect(tradeStatistics([...closed(30), ...closed(-10), ...closed(-15), ...closed(5), ...open])).toMatchObject({
    trades: 4,
    winners: 2,
    losers: 2,
    winRate: 0.5,
    realizedPnl: 10,
    averagePnl: 2.5,
    profitFactor: 1.4,
    largestDrawdown: 25,
  });
  expect(tradeStatistics([])).toMatchObject({ trades: 0, winRate: null, profitFactor: null });
});
