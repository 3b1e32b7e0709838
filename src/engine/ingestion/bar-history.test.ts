import { expect, test } from 'vitest';
import { ok } from '../domain/outcome.ts';
import { BarHistory, type BarHistoryOptions } from './bar-history.ts';
import { BarSeries } from './bar-series.ts';

test('a reader who needs more than the request in flight gets it afterwards', async () => {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const options = {
    book: { resolve: () => Promise.resolve(ok({ secType: 'STK' })) },
    store: { bars: () => [] },
    clock: { now: () => 1_790_000_000_000 },
    marketData: {
      history: ({ count }: { readonly count: number }) =>
        new Promise((resolve) => {
          asked.push(count);
          answers.push(() => resolve(ok([])));
        }),
    },
  };
  const history = new BarHistory(options as unknown as BarHistoryOptions);
  const series = new BarSeries('SPY.STK', '1d');
  const few = history.load(series, 20, false);
  const many = history.load(series, 300, false);
  const fewer = history.load(series, 10, false);
  expect(await fewer).toBe('unchanged');
  await expect.poll(() => answers.length).toBe(1);
  answers[0]?.();
  await few;
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.();
  await many;
  expect(asked).toEqual([20, 300]);
  expect(await history.load(series, 300, false)).toBe('unchanged');
});
