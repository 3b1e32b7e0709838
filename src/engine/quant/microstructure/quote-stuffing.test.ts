import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageRate, type StuffedSecond } from './message-rate.ts';
import { flaggedSeconds, QuoteStuffing } from './quote-stuffing.ts';

const seconds = (count: number, messages: number) => new Float64Array(count).fill(messages);

/** Thirty quiet seconds, then one. */
function judged(messages: number, trades: number, before = 30, usual = 100): boolean {
  const detector = new QuoteStuffing();
  for (let second = 0; second < before; second += 1) detector.second(usual, 5);
  return detector.second(messages, trades);
}

describe('quote stuffing', () => {
  test('needs a past, a number, an excess and hardly a trade', () => {
    expect([judged(500, 10), judged(499, 0), judged(500, 11)]).toEqual([true, false, false]);
    expect([judged(5000, 0, 29), judged(600, 0, 30, 600), judged(600, 0, 30, 601)]).toEqual([false, true, false]);
  });

  test('only the last minute counts, and a burst that lasts becomes usual', () => {
    const messages = Float64Array.of(...seconds(60, 5000), ...seconds(60, 100), ...seconds(5, 600));
    const trades = Float64Array.of(...seconds(60, 500), ...seconds(65, 0));
    // 5000 lie a minute back. The fourth 600 meets a mean of 125 and a deviation of 110.
    expect(flaggedSeconds(messages, trades)).toEqual([120, 121, 122]);
    expect(flaggedSeconds(new Float64Array(0), new Float64Array(0))).toEqual([]);
  });

  test('events counted into seconds give the same, quiet seconds included', () => {
    const counts = fc.array(fc.constantFrom(0, 0, 1, 3, 40), { minLength: 35, maxLength: 80 });
    const settings = { minMessages: 20, deviations: 2, window: 60, minSeconds: 30, messagesPerTrade: 5 };
    fc.assert(
      fc.property(counts, (messages) => {
        const told: StuffedSecond[] = [];
        const rate = new MessageRate((second) => told.push(second), settings);
        rate.advance(0);
        for (const [second, count] of messages.entries()) {
          for (let message = 0; message < count; message += 1) rate.message(second * 1000 + 10 * message);
          if (second % 7 === 0) rate.trade(second * 1000 + 999);
        }
        rate.advance(messages.length * 1000);
        const trades = Float64Array.from(messages, (_, second) => (second % 7 === 0 ? 1 : 0));
        const flagged = flaggedSeconds(Float64Array.from(messages), trades, settings);
        expect(told.map(({ timeMs }) => timeMs / 1000)).toEqual(flagged);
      }),
    );
  });

  test('a long silence is a break in the recording, and does not take long', () => {
    const told: StuffedSecond[] = [];
    const rate = new MessageRate((second) => told.push(second));
    rate.message(0);
    for (let message = 0; message < 900; message += 1) rate.message(1e15);
    rate.advance(1e15 + 1000);
    expect(told).toEqual([]);
  });
});
