import { describe, expect, it } from 'vitest';
import { isHalfDay } from '../../domain/calendar.ts';
import { createFactorWorld } from './factor-world.ts';
import { createSessionTape } from './session-tape.ts';
import { createSymbolDay } from './symbol-day.ts';
import { tradingDayAt, tradingDayIndex } from './trading-days.ts';
import { createFutures, createUnderlyings } from './underlyings.ts';

describe('from one day to the next', () => {
  it.each(['20261005', '20261127'])(
    "%s: every official price is printed and the close is the next day's previous close",
    (date) => {
      const world = createFactorWorld(4);
      const index = tradingDayIndex(date);
      // Every kind of price source, and some of the stocks.
      const spots = createUnderlyings(world).filter(({ spec }, rank) => spec.secType !== 'STK' || rank % 6 === 0);
      for (const { spec, line, instrument } of [...spots, ...createFutures(world, date)]) {
        const day = createSymbolDay(world, spec, line, index);
        const { session } = createSessionTape(day).stateAt(day.grid.endMs);
        expect([instrument.id, session.open, session.high, session.low, session.close]).toEqual([
          instrument.id,
          day.openTick,
          day.highTick,
          day.lowTick,
          day.closeTick,
        ]);
        expect(Math.abs(line.previousClose(index + 1) / spec.tick - day.closeTick)).toBeLessThanOrEqual(0.5 + 1e-6);
      }
      expect(isHalfDay('20261127')).toBe(true);
    },
  );

  it('pins every symbol to its table price on the anchor date, whatever the seed', () => {
    const index = tradingDayIndex('20261005');
    expect(tradingDayAt(index - 1)).toBe('20261002');
    for (const seed of [1, 99]) {
      for (const { spec, line } of createUnderlyings(createFactorWorld(seed))) {
        if (spec.source === 'factors') expect(line.previousClose(index)).toBeCloseTo(spec.price, 8);
      }
    }
  });
});
