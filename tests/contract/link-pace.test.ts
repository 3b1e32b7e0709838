import { afterEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openStage, type Stage } from './link-stage.ts';
import { manualTimers } from './manual-timers.ts';

let stage: Stage;
afterEach(() => stage.close());

test('who reads decides how often: a window sooner than a program', async () => {
  const timers = manualTimers();
  stage = await openStage('message-port', {
    timers,
    flushMs: (peer) => (peer.role === 'window' ? 16 : 50),
  });
  const seen: Record<string, number> = {};
  for (const token of ['window-token', 'desk-token']) {
    stage.client({ token }).watch.quotes(
      { tickers: [] },
      {
        onChange: ({ items }) => {
          for (const item of items) seen[token] = item.last;
        },
      },
    );
  }
  await eventually(() => expect(stage.server.subscriptionCount('quotes')).toBe(2));
  const bothSee = (window: number, desk: number): Promise<void> =>
    eventually(() => expect(seen).toEqual({ 'window-token': window, 'desk-token': desk }));
  timers.advance(50);
  stage.sample.setQuote('SPY', 1);
  await bothSee(1, 1);
  // Let the acknowledgements arrive before time moves on.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  stage.sample.setQuote('SPY', 2);
  timers.advance(16);
  await bothSee(2, 1);
  timers.advance(34);
  await bothSee(2, 2);
});
