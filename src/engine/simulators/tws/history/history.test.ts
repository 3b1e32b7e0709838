import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from '../testing/open-simulator.ts';
import { spy } from '../testing/test-instruments.ts';
import { byConId } from '../testing/wire-client.ts';

test('history: sessions, formats, weeks, volatility and updates', async () => {
  const { client, step, market } = await openSimulator(onTestFinished);
  const wire = await client();
  const ask = (
    requestId: number,
    change: {
      bar: string;
      duration: string;
      what?: string;
      rth?: number;
      format?: number;
      keep?: boolean;
      end?: string;
    },
  ): void =>
    wire.send(
      20,
      requestId,
      ...byConId(spy.conId),
      false,
      change.end ?? '',
      change.bar,
      change.duration,
      change.rth ?? 1,
      change.what ?? 'TRADES',
      change.format ?? 1,
      change.keep ?? false,
      '',
    );
  ask(1, { bar: '5 mins', duration: '1 D' });
  ask(2, { bar: '5 mins', duration: '1 D', rth: 0, format: 2 });
  ask(3, { bar: '1 day', duration: '2 W' });
  ask(4, { bar: '1 week', duration: '3 M' });
  ask(5, { bar: '1 day', duration: '1 M', what: 'OPTION_IMPLIED_VOLATILITY' });
  ask(6, { bar: '1 min', duration: '600 S', keep: true });
  ask(7, { bar: '1 day', duration: '5 D', what: 'SCHEDULE' });
  await wire.settle();
  const answer = (requestId: number): readonly string[] =>
    wire.of('history').find((frame) => frame[1] === String(requestId)) ?? [];
  expect(answer(1).slice(4, 6)).toEqual(['7', '20260105 09:30:00 US/Eastern']);
  expect(answer(2).slice(4, 6)).toEqual(['73', String(Date.UTC(2026, 0, 5, 9) / 1000)]);
  expect([answer(3)[5], Number(answer(3)[4])]).toEqual(['20251222', 9]);
  expect(Number(answer(4)[4])).toBeGreaterThanOrEqual(13);
  expect(Number(answer(5)[6])).toBeCloseTo(0.18, 1);
  expect(answer(5)[10]).toBe('-1');
  expect(wire.of('historicalSchedule')[0]?.slice(0, 8)).toEqual([
    '106',
    '7',
    '20251229-09:30:00',
    '20260105-16:00:00',
    'US/Eastern',
    '5',
    '20251229-09:30:00',
    '20251229-16:00:00',
  ]);
  for (let minute = 0; minute < 4; minute += 1) {
    market.trade(spy.id, { price: 600, size: 1, aggressor: 1 });
    step(30_000);
  }
  await wire.settle();
  const updated = wire.of('historyUpdate').map((frame) => frame[3]);
  expect(new Set(updated)).toEqual(new Set(['20260105 10:00:00 US/Eastern', '20260105 10:01:00 US/Eastern']));
  wire.send(25, 1, 6);
  await wire.settle();
  expect(wire.errors()).toEqual(['6|162']);
});

test('real-time bars come every five seconds of venue time', async () => {
  const { client, step } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(50, 3, 1, ...byConId(spy.conId), 5, 'TRADES', 1, '');
  await wire.settle();
  step(15_000);
  await wire.settle();
  const start = Date.UTC(2026, 0, 5, 15) / 1000;
  expect(wire.of('realTimeBar').map((frame) => Number(frame[3]))).toEqual([start, start + 5, start + 10]);
});
