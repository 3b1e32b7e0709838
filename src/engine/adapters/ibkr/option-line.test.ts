import { expect, test } from 'vitest';
import { instrumentId } from '../../domain/instrument.ts';
import type { OptionTick } from '../../ports/option-data.ts';
import { OptionLine } from './option-line.ts';

const parts = {
  symbol: 'SPY',
  secType: 'OPT',
  tradingClass: 'SPY',
  expiry: '20261016',
  strike: 600,
  right: 'C',
} as const;
const call = {
  ...{ ...parts, id: instrumentId(parts), exchange: 'SMART', primaryExchange: '', currency: 'USD', multiplier: 100 },
  ...{ minTick: 0.01, conId: null, name: '' },
};

function open() {
  const ticks: OptionTick[] = [];
  const problems: (string | null)[] = [];
  const line = new OptionLine({
    ...{ instrument: call, priority: 7, now: () => 1_000, dirty: (changed) => changed.flush() },
    listener: {
      onTick: (tick) => void ticks.push(tick),
      onProblem: (failure) => void problems.push(failure?.code ?? null),
    },
  });
  return { line, ticks, problems };
}

test('delayed options say so, by the type of their data and under their own numbers', () => {
  const { line, ticks, problems } = open();
  line.route.problem?.(10_167, 'Requested market data is not subscribed. Displaying delayed market data.');
  line.route.dataType?.(3);
  line.route.price?.(66, 4.9, 1);
  line.route.price?.(67, 5.1, 1);
  expect(ticks.at(-1)).toMatchObject({ bid: 4.9, ask: 5.1, delayMs: 900_000, receivedTime: 1_000 });
  expect(problems).toEqual(['delayed-only']);
});

test('live options are not behind, nor are they once an entitlement has come, nor before the vendor has spoken again', () => {
  const { line, ticks, problems } = open();
  line.route.dataType?.(1);
  line.route.price?.(1, 4.9, 1);
  expect(ticks.at(-1)?.delayMs).toBe(0);
  line.route.dataType?.(4);
  line.route.price?.(66, 4.8, 1);
  expect(ticks.at(-1)?.delayMs).toBe(900_000);
  line.route.dataType?.(1);
  line.route.price?.(1, 5, 1);
  expect(ticks.at(-1)?.delayMs).toBe(0);
  expect(problems).toEqual(['delayed-only', null]);
  line.route.dataType?.(3);
  line.lost();
  line.route.price?.(1, 5, 1);
  expect(ticks.at(-1)?.delayMs).toBe(0);
});
