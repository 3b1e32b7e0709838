import { expect, test } from 'vitest';
import { Pacer } from './pacer.ts';

/** Time that moves only when told to. */
function stage() {
  let now = 0;
  let timers: { readonly atMs: number; readonly task: () => void }[] = [];
  const clock = {
    monotonicMs: () => now,
    after: (delayMs: number, task: () => void) => {
      const timer = { atMs: now + delayMs, task };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
  };
  const advance = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const [next] = timers.filter((timer) => timer.atMs <= until).toSorted((a, b) => a.atMs - b.atMs);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.atMs);
      next.task();
    }
    now = until;
  };
  const pacer = new Pacer({ clock, maxPerSecond: 45, reserved: 8 });
  const sent: { readonly name: string; readonly atMs: number }[] = [];
  const send = (name: string, options: { priority?: number; urgent?: boolean; reqId?: number } = {}): void =>
    pacer.send({
      priority: options.priority ?? 5,
      urgent: options.urgent ?? false,
      reqId: options.reqId ?? null,
      write: () => void sent.push({ name, atMs: now }),
    });
  return { pacer, sent, send, advance };
}

test('never more than the limit in any second, however much is queued', () => {
  const { sent, send, advance } = stage();
  for (let index = 0; index < 300; index += 1) send(`n${index}`);
  advance(12_000);
  expect(sent).toHaveLength(300);
  for (const { atMs } of sent) {
    expect(sent.filter((other) => other.atMs > atMs - 1_000 && other.atMs <= atMs).length).toBeLessThanOrEqual(45);
  }
});

test('what arrives stays within fifty a second when anything on the way delays it by up to a quarter of a second', () => {
  const { sent, send, advance } = stage();
  for (let index = 0; index < 300; index += 1) send(`n${index}`);
  advance(12_000);
  for (const heldUntilMs of Array.from({ length: 80 }, (_each, index) => index * 100)) {
    // Whatever was sent in the quarter of a second before arrives at one moment.
    const held = ({ atMs }: { readonly atMs: number }) => atMs <= heldUntilMs && atMs > heldUntilMs - 250;
    const arrivals = sent.map((message) => (held(message) ? heldUntilMs : message.atMs));
    const busiest = Math.max(
      ...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1_000).length),
    );
    expect(busiest).toBeLessThanOrEqual(50);
  }
});

test('the limit is used: thirty-seven messages of data each second', () => {
  const { sent, send, advance } = stage();
  for (let index = 0; index < 400; index += 1) send(`n${index}`);
  advance(10_000);
  expect(sent.length).toBeGreaterThanOrEqual(360);
});

test('an order goes out at once behind a full queue, and eight of them in the same second', () => {
  const { sent, send } = stage();
  for (let index = 0; index < 300; index += 1) send('data');
  for (let index = 0; index < 8; index += 1) send('order', { urgent: true });
  expect(sent.filter((message) => message.name === 'order' && message.atMs === 0)).toHaveLength(8);
});

test('lower priority numbers first, first come first served within one', () => {
  const { sent, send, advance } = stage();
  for (let index = 0; index < 37; index += 1) send('fill', { priority: 0 });
  send('late', { priority: 7 });
  send('soon', { priority: 1 });
  send('soon too', { priority: 1 });
  advance(1_500);
  expect(sent.slice(37).map((message) => message.name)).toEqual(['soon', 'soon too', 'late']);
});

test('what is taken back or cleared is never sent', () => {
  const { pacer, sent, send, advance } = stage();
  for (let index = 0; index < 37; index += 1) send('fill');
  send('a', { reqId: 1 });
  send('b', { reqId: 2 });
  expect([pacer.take(1), pacer.take(1), pacer.take(9)]).toEqual([true, false, false]);
  pacer.clear();
  advance(5_000);
  expect(sent.map((message) => message.name)).not.toContain('b');
  expect(pacer.queued).toBe(0);
});

test('the last minute is counted', () => {
  const { pacer, send, advance } = stage();
  send('a');
  advance(30_000);
  send('b');
  expect(pacer.sentLastMinute).toBe(2);
  advance(40_000);
  expect(pacer.sentLastMinute).toBe(1);
});
