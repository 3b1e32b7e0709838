import { expect, test } from 'vitest';
import { ManualClock } from '../../../tests/support/manual-clock.ts';
import { keptLog } from '../../../tests/support/silent-log.ts';
import type { RetentionClass } from '../domain/facts/retention.ts';
import { fail, ok } from '../domain/outcome.ts';
import type { StoreCode } from '../ports/store.ts';
import { createFactKeeper } from './fact-keeper.ts';

const day = 86_400_000;
const startMs = 100 * day;

function kept(parts: { readonly archivedUntilMs?: number; readonly failing?: boolean } = {}) {
  const clock = new ManualClock(startMs);
  const log = keptLog();
  const left: Record<RetentionClass, number> = { tick: 12_000, intraday: 3, daily: 0, reference: 0 };
  const asked: string[] = [];
  const counted: number[] = [];
  let vacuums = 0;
  const keeper = createFactKeeper({
    store: {
      prune: (retention, beforeMs) => {
        asked.push(`${retention} ${(startMs - beforeMs) / day}`);
        if (parts.failing) return fail<StoreCode>('disk-full', 'full');
        const went = Math.min(left[retention], 5_000);
        left[retention] -= went;
        return ok({ forgotten: went, hasMore: left[retention] > 0 });
      },
      countKept: (nowMs) => {
        counted.push(nowMs);
        return ok(undefined);
      },
      vacuumStep: () => {
        vacuums += 1;
        return ok(undefined);
      },
    },
    clock: { now: () => startMs, every: clock.every, after: clock.after },
    log,
    days: () => ({ tick: 5, intraday: 30, daily: 400, reference: 400 }),
    archivedUntilMs: () => parts.archivedUntilMs ?? null,
  });
  return { clock, log, left, asked, counted, keeper, vacuums: () => vacuums };
}

test('forgets in steps until nothing is left, class after class', async () => {
  const { clock, left, asked, counted, keeper, vacuums } = kept();
  keeper.round();
  expect(left.tick).toBe(7_000);
  await clock.advance(10_000);
  expect(left).toEqual({ tick: 0, intraday: 0, daily: 0, reference: 0 });
  expect(asked).toEqual(['tick 5', 'tick 5', 'tick 5', 'intraday 30', 'daily 400', 'reference 400']);
  expect(vacuums()).toBe(4);
  expect(counted).toEqual([startMs]);
  await clock.advance(3_600_000);
  expect(asked).toHaveLength(10);
  keeper.close();
  await clock.advance(9_000_000);
  expect(asked).toHaveLength(10);
});

test('waits for the archive, but not for ever', () => {
  const waiting = kept({ archivedUntilMs: startMs - 7 * day });
  waiting.keeper.round();
  expect(waiting.asked).toEqual(['tick 7']);
  const stuck = kept({ archivedUntilMs: 0 });
  stuck.keeper.round();
  expect(stuck.asked).toEqual(['tick 10']);
  const ahead = kept({ archivedUntilMs: startMs });
  ahead.keeper.round();
  expect(ahead.asked).toEqual(['tick 5']);
});

test('a store that cannot be written is said, once a class and round', async () => {
  const { clock, log, keeper } = kept({ failing: true });
  keeper.round();
  await clock.advance(10_000);
  expect(log.lines.map(({ fields }) => fields['retention'])).toEqual(['tick', 'intraday', 'daily', 'reference']);
});
