import { expect, test } from 'vitest';
import type { Instrument } from '../../domain/instrument.ts';
import { tapeLine } from './tape-line.ts';

test('a refusal is a problem of the stream, what TWS only says is not', () => {
  const problems: (string | undefined)[] = [];
  const { route } = tapeLine({
    instrument: { id: 'SPY.STK', symbol: 'SPY', secType: 'STK' } as Instrument,
    listener: { onTrade: () => undefined, onProblem: (failure) => void problems.push(failure?.code) },
    now: () => 0,
  });
  for (const code of [300, 366, 399, 2104, 2174, 10_167]) route.problem?.(code, 'said');
  expect(problems).toEqual([]);
  for (const code of [10_190, 10_189, 10_197, 10_999]) route.problem?.(code, 'refused');
  expect(problems).toEqual(['line-limit', 'no-entitlement', 'no-data', 'vendor-error']);
});
