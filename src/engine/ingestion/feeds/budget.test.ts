import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BudgetSpec, FeedPriority } from '../../ports/vendor.ts';
import type { SpentUnits } from '../../ports/budget-store.ts';
import { priorities, VendorBudget, type BudgetMemory, type BudgetTicket } from './budget.ts';

const morning = Date.UTC(2026, 9, 5, 14, 0);
const spec: BudgetSpec = {
  ...{ perSecond: null, perMinute: 10, perDay: null, dayResetsAt: '20:00', concurrent: 4, dollarsPerUnit: 0.5 },
  reserve: { critical: 0.3, high: 0.2, normal: 0.1, low: 0 },
  read: () => null,
};

function budgetOf(change: Partial<BudgetSpec> = {}, capped = { minute: false, day: false }) {
  const clock = { time: morning, speed: 1, now: () => clock.time };
  return { clock, budget: new VendorBudget({ spec: { ...spec, ...change }, capped, clock }) };
}

function takeAll(budget: VendorBudget, priority: FeedPriority): number {
  let taken = 0;
  while (budget.waitMs(priority, 1) === 0 && taken < 1_000) {
    budget.take(priority, 1).settle(null);
    taken += 1;
  }
  return taken;
}

describe('from one start to the next', () => {
  const daily = { perMinute: null, perDay: 6, reserve: { critical: 0, high: 0, normal: 0, low: 0 } };
  /** Two starts of the program beside one store. */
  function starts() {
    const kept = new Map<number, SpentUnits>();
    const memory: BudgetMemory = {
      recall: (dayEndsMs) => kept.get(dayEndsMs) ?? null,
      keep: (dayEndsMs, units) => void kept.set(dayEndsMs, { ...units }),
    };
    const clock = { time: morning, speed: 1, now: () => clock.time };
    const start = () => new VendorBudget({ spec: { ...spec, ...daily }, clock, memory });
    return { clock, kept, start };
  }

  test('what was asked before the restart counts until the vendor’s day ends', () => {
    const { clock, start } = starts();
    expect(takeAll(start(), 'low')).toBe(6);
    const second = start();
    expect(second.usage()).toMatchObject({ dayUsed: 6, dollarsToday: 3 });
    expect(takeAll(second, 'critical')).toBe(0);
    clock.time += 86_400_000;
    expect(takeAll(second, 'low')).toBe(6);
  });

  test('another account counts by what is known of it', () => {
    const { kept, start } = starts();
    const budget = start();
    takeAll(budget, 'low');
    kept.clear();
    expect(budget.usage().dayUsed).toBe(6);
    budget.lookAgain();
    expect(budget.usage().dayUsed).toBe(0);
  });
});

describe('reserve', () => {
  test('a low class leaves what is kept for those above it, and they can still take it', () => {
    const { budget } = budgetOf();
    expect(takeAll(budget, 'low')).toBe(4);
    expect(takeAll(budget, 'normal')).toBe(1);
    expect(takeAll(budget, 'high')).toBe(2);
    expect(takeAll(budget, 'critical')).toBe(3);
    expect(budget.waitMs('critical', 1)).toBeGreaterThan(0);
  });

  test('what a higher class has used of its own is not kept twice', () => {
    const { budget } = budgetOf();
    for (let count = 0; count < 3; count += 1) budget.take('critical', 1).settle(null);
    expect(takeAll(budget, 'low')).toBe(4);
  });

  test('a budget of one a minute is open to everybody', () => {
    const { budget } = budgetOf({ perMinute: 1 });
    expect(takeAll(budget, 'low')).toBe(1);
  });
});

test('a place is free a window after the answer, not after the question', () => {
  const { budget, clock } = budgetOf({ perMinute: 1 });
  const ticket = budget.take('critical', 1);
  clock.time += 120_000;
  expect(budget.waitMs('critical', 1)).toBeGreaterThan(0);
  ticket.settle(null);
  clock.time += 60_000;
  expect(budget.waitMs('critical', 1)).toBeGreaterThan(0);
  clock.time += 1_000;
  expect(budget.waitMs('critical', 1)).toBe(0);
});

describe('headers', () => {
  const told = { minuteLimit: null, minuteUsed: null, minuteResetMs: null, dayLimit: null, dayUsed: null };

  test('use by others counts until the minute they name is over', () => {
    const { budget, clock } = budgetOf();
    budget.take('low', 1).settle({ ...told, minuteUsed: 10, minuteResetMs: 20_000 });
    expect(budget.waitMs('critical', 1)).toBe(20_000);
    clock.time += 20_001;
    expect(budget.waitMs('critical', 1)).toBe(0);
  });

  test("the vendor's limit replaces ours, but never raises one the file sets", () => {
    const free = budgetOf();
    free.budget.take('low', 1).settle({ ...told, minuteLimit: 120, dayLimit: 500, dayUsed: 499 });
    expect(free.budget.usage()).toMatchObject({ minuteLimit: 120, dayLimit: 500, dayUsed: 499 });
    const capped = budgetOf({ perDay: 100 }, { minute: true, day: true });
    capped.budget.take('low', 1).settle({ ...told, minuteLimit: 120, dayLimit: 500 });
    expect(capped.budget.usage()).toMatchObject({ minuteLimit: 10, dayLimit: 100 });
  });

  test('a used-up day ends at its New York hour', () => {
    const { budget, clock } = budgetOf();
    budget.take('low', 1).settle({ ...told, dayLimit: 100, dayUsed: 100 });
    expect(budget.waitMs('critical', 1)).toBe(10 * 3_600_000);
    clock.time += 10 * 3_600_000;
    expect(budget.waitMs('critical', 1)).toBe(0);
    expect(budget.usage()).toMatchObject({ dayUsed: 0, dollarsToday: 0 });
  });
});

describe('a day that has just begun', () => {
  const daily = { perMinute: 120, perDay: 20_000 };
  const reading = { minuteLimit: null, minuteUsed: null, minuteResetMs: null, dayLimit: 20_000 };
  const evening = Date.UTC(2026, 9, 6, 0, 0);

  test('is not charged with the day before by an answer that was asked for then', () => {
    const { clock, budget } = budgetOf(daily);
    clock.time = evening - 1_000;
    const ticket = budget.take('normal', 1);
    clock.time = evening + 600_000;
    ticket.settle({ ...reading, dayUsed: 14_000 });
    expect(budget.usage()).toMatchObject({ dayUsed: 0, dayLimit: 20_000 });
    expect(budget.waitMs('low', 1)).toBe(0);
  });

  test('nor by a vendor whose clock is a little behind, and soon after by whatever it says', () => {
    const { clock, budget } = budgetOf(daily);
    clock.time = evening - 1_000;
    budget.take('normal', 1).settle(null);
    clock.time = evening + 5_000;
    budget.take('normal', 1).settle({ ...reading, dayUsed: 14_000 });
    expect(budget.usage().dayUsed).toBe(1);
    // Another program with the same key may well have asked a hundred times by now.
    budget.take('normal', 1).settle({ ...reading, dayUsed: 100 });
    expect(budget.usage().dayUsed).toBe(100);
    clock.time = evening + 130_000;
    budget.take('normal', 1).settle({ ...reading, dayUsed: 14_000 });
    expect(budget.usage().dayUsed).toBe(14_000);
  });
});

test('blocked is blocked for everybody and for no longer than the vendor said', () => {
  const { budget, clock } = budgetOf();
  budget.block(30_000);
  budget.block(5_000);
  expect(budget.waitMs('critical', 1)).toBe(30_000);
  clock.time += 30_000;
  expect(budget.waitMs('critical', 1)).toBe(0);
});

test('a clock set back does not lock the budget', () => {
  const { budget, clock } = budgetOf({ perMinute: 1 });
  budget.take('low', 1).settle(null);
  budget.block(50_000);
  clock.time -= 86_400_000;
  expect(budget.waitMs('low', 1)).toBeLessThanOrEqual(61_000);
  clock.time += 61_000;
  expect(budget.waitMs('low', 1)).toBe(0);
});

test('whenever requests reach the vendor, no minute and no second of its clock holds too many', () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 4_000 }),
    priority: fc.constantFrom(...priorities),
    /** When it arrives, between its leaving and its answer. */
    takesMs: fc.integer({ min: 0, max: 3_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 300 }), (steps) => {
      const { budget, clock } = budgetOf({ perMinute: 12, perSecond: 3 });
      const arrivals: number[] = [];
      let open: { readonly ticket: BudgetTicket; readonly endMs: number }[] = [];
      for (const { waitMs, priority, takesMs, share } of steps) {
        clock.time += waitMs;
        for (const { ticket, endMs } of open) if (endMs <= clock.time) ticket.settle(null);
        open = open.filter(({ endMs }) => endMs > clock.time);
        if (budget.waitMs(priority, 1) > 0) continue;
        open.push({ ticket: budget.take(priority, 1), endMs: clock.time + takesMs });
        arrivals.push(clock.time + takesMs * share);
      }
      const sorted = arrivals.toSorted((a, b) => a - b);
      for (const [at, ms] of sorted.entries()) {
        expect(sorted.slice(at).filter((other) => other < ms + 60_000).length).toBeLessThanOrEqual(12);
        expect(sorted.slice(at).filter((other) => other < ms + 1_000).length).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 200 },
  );
});
