import { describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { createVirtualClock } from '../create-virtual-clock.ts';
import type { WallTime } from '../real-clock.ts';
import type { SimPrint, SimQuote } from '../simulated-market.ts';
import type { PracticeMarket } from './practice-market.ts';
import { createPracticeMarket } from './practice-market.ts';

const date = '20261005';
const at = (hour: number, minute = 0, second = 0): number => instantOf(date, hour * 3600 + minute * 60 + second);

function open(startMs = at(10), seed = 7): PracticeMarket {
  return createPracticeMarket({ seed, tradingDate: date, clock: createVirtualClock({ startMs, speed: 0 }) });
}

function record(market: PracticeMarket, ids: readonly string[]): string[] {
  const events: string[] = [];
  for (const id of ids) {
    market.onQuote(id, (quote: SimQuote) => events.push(`${id} ${JSON.stringify(quote)}`));
    market.onPrint(id, (print: SimPrint) => events.push(`${id} ${JSON.stringify(print)}`));
  }
  return events;
}

/** Real time that passes in beats of 1 to 40 ms, as timers of a busy machine do. */
function beatingWall(): WallTime & { beat(): void } {
  let nowMs = 0;
  let beats = 0;
  let timers: { readonly atMs: number; readonly task: () => void }[] = [];
  return {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    after(delayMs, task) {
      const timer = { atMs: nowMs + delayMs, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    beat() {
      beats += 1;
      nowMs += 1 + ((beats * 17) % 40);
      const due = timers.filter((timer) => timer.atMs <= nowMs);
      timers = timers.filter((timer) => timer.atMs > nowMs);
      for (const timer of due) timer.task();
    },
  };
}

describe('determinism', () => {
  it('gives the same events for the same seed, in one leap or in small steps', () => {
    const ids = ['SPY.STK', 'SPX.IND', 'NVDA.STK', 'ES.FUT.20261218'];
    const leaping = open();
    const leapt = record(leaping, ids);
    leaping.clock.advanceTo(at(10, 2));
    const stepping = open();
    const stepped = record(stepping, ids);
    for (let ms = at(10); ms <= at(10, 2); ms += 170) stepping.clock.advanceTo(ms);
    stepping.clock.advanceTo(at(10, 2));
    expect(leapt.length).toBeGreaterThan(1000);
    expect(stepped).toEqual(leapt);
  });

  it('gives the same events when the clock runs a hundredfold in uneven beats', () => {
    const stepping = open();
    const stepped = record(stepping, ['QQQ.STK', 'VX.FUT.20261021']);
    stepping.clock.advanceTo(at(10, 1));
    const wall = beatingWall();
    const clock = createVirtualClock({ startMs: at(10), speed: 100, wall });
    const running = createPracticeMarket({ seed: 7, tradingDate: date, clock });
    const ran = record(running, ['QQQ.STK', 'VX.FUT.20261021']);
    while (clock.now() < at(10, 1)) wall.beat();
    expect(stepped.length).toBeGreaterThan(300);
    expect(ran.slice(0, stepped.length)).toEqual(stepped);
    clock.close();
  });

  it('does not depend on what was asked before', () => {
    const fresh = open(at(14));
    const used = open(at(14));
    used.history('SPY.STK', 'TRADES', 60_000, at(9), at(14));
    used.derivatives('SPY', 'OPT');
    used.quote('QQQ.STK');
    expect(used.quote('SPY.STK')).toEqual(fresh.quote('SPY.STK'));
    expect(open(at(14), 8).quote('SPY.STK')).not.toEqual(fresh.quote('SPY.STK'));
  });
});

describe('consistency', () => {
  it('makes bars from exactly the prints it shows', () => {
    const market = open(at(10));
    const prints: SimPrint[] = [];
    market.onPrint('AAPL.STK', (print) => prints.push(print));
    market.clock.advanceTo(at(10, 3) - 1);
    const bars = market.history('AAPL.STK', 'TRADES', 60_000, at(10), at(10, 3));
    expect(bars).toHaveLength(3);
    for (const bar of bars) {
      const inside = prints.filter((print) => print.timeMs >= bar.startMs && print.timeMs < bar.startMs + 60_000);
      expect(bar.count).toBe(inside.length);
      expect(bar.volume).toBe(inside.reduce((sum, print) => sum + print.size, 0));
      expect(bar.high).toBe(Math.max(...inside.map((print) => print.price)));
      expect(bar.open).toBe(inside[0]?.price);
      expect(bar.close).toBe(inside.at(-1)?.price);
    }
  });

  it('prints inside the quote and quotes without crossing', () => {
    const market = open(at(9, 29, 50));
    let quote: SimQuote | null = market.quote('TSLA.STK');
    market.onQuote('TSLA.STK', (next) => {
      quote = next;
      expect(next.bid ?? 0).toBeLessThan(next.ask ?? 0);
    });
    let seen = 0;
    market.onPrint('TSLA.STK', (print) => {
      if (print.timeMs % 250 === 0) return;
      seen += 1;
      expect(print.price).toBeGreaterThanOrEqual(quote?.bid ?? Infinity);
      expect(print.price).toBeLessThanOrEqual(quote?.ask ?? -Infinity);
    });
    market.clock.advanceTo(at(9, 35));
    expect(seen).toBeGreaterThan(500);
  });

  it('keeps the fund near a tenth of its index and the book on the quote', () => {
    const market = open(at(11));
    const index = market.quote('SPX.IND');
    const fund = market.quote('SPY.STK');
    expect(index?.bid).toBeNull();
    expect((fund?.bid ?? 0) / (index?.last ?? 1)).toBeCloseTo(683.2 / 6840, 4);
    const depth = market.depth('SPY.STK', 10);
    expect(depth?.bids).toHaveLength(10);
    expect(depth?.asks[0]).toMatchObject({ price: fund?.ask, size: fund?.askSize });
    expect(depth?.bids[0]).toMatchObject({ price: fund?.bid, size: fund?.bidSize });
  });

  it('turns a finished day into a daily bar with the prices of its own prints', () => {
    const market = open(at(19, 59));
    const [today] = market.history('META.STK', 'TRADES', 86_400_000, Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 6));
    market.clock.advanceTo(instantOf('20261006', 9 * 3600));
    market.startDay('20261006');
    const [past] = market.history('META.STK', 'TRADES', 86_400_000, Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 6));
    expect(past).toMatchObject({ open: today?.open, high: today?.high, low: today?.low, close: today?.close });
    expect((past?.volume ?? 0) / (today?.volume ?? 1)).toBeCloseTo(1, 1);
    expect(market.quote('META.STK')?.previousClose).toBe(past?.close);
  });

  it('adds executions to tape and volume', () => {
    const market = open(at(10));
    const before = market.quote('HD.STK');
    const print: SimPrint = {
      price: before?.ask ?? 0,
      size: 300,
      aggressor: 1,
      venue: 'NYSE',
      conditions: '',
      timeMs: at(10),
    };
    const seen: SimPrint[] = [];
    market.onPrint('HD.STK', (next) => seen.push(next));
    market.reportExecution('HD.STK', print);
    expect(seen).toEqual([print]);
    expect(market.quote('HD.STK')?.volume).toBe((before?.volume ?? 0) + 300);
    expect(market.quote('HD.STK')?.last).toBe(before?.ask);
  });

  it('stops quotes and prints while halted', () => {
    const market = open(at(10));
    market.halt('HOOD', 60_000);
    const prints: SimPrint[] = [];
    market.onPrint('HOOD.STK', (print) => prints.push(print));
    market.clock.advanceTo(at(10, 0, 30));
    expect(market.quote('HOOD.STK')).toMatchObject({ halted: true, bid: null, ask: null });
    expect(prints.filter((print) => print.timeMs >= at(10, 0, 1))).toHaveLength(0);
    market.clock.advanceTo(at(10, 2));
    expect(market.quote('HOOD.STK')?.halted).toBe(false);
    expect(prints.length).toBeGreaterThan(0);
  });
});

describe('contracts', () => {
  it('opens on trading days only', () => {
    const clock = createVirtualClock({ startMs: at(10), speed: 0 });
    expect(() => createPracticeMarket({ seed: 1, tradingDate: '20261004', clock })).toThrow('Invariant');
  });

  it('finds every listed option by id, number and terms', () => {
    const market = open();
    for (const symbol of ['SPX', 'SPY', 'NVDA', 'INTC', 'LLY']) {
      const options = market.derivatives(symbol, 'OPT');
      expect(new Set(options.map((option) => option.conId)).size).toBe(options.length);
      for (const option of options.filter((_, index) => index % 97 === 0)) {
        expect(market.byId(option.id)).toEqual(option);
        expect(market.byConId(option.conId)).toEqual(option);
      }
    }
    expect(
      market
        .optionClasses('SPX')
        .map((listed) => listed.tradingClass)
        .toSorted(),
    ).toEqual(['SPX', 'SPXW']);
    expect(market.derivatives('VIX', 'FUT').map((instrument) => instrument.id)).toEqual([
      'VX.FUT.20261021',
      'VX.FUT.20261118',
    ]);
    expect(market.byId('NOPE.STK')).toBeNull();
    expect(market.byConId(77)).toBeNull();
  });
});
