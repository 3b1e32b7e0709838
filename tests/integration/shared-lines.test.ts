import { expect, onTestFinished, test } from 'vitest';
import { requestIds } from '../../src/engine/simulators/tws/wire/message-ids.ts';
import { findEngine } from '../../src/main/cli/engine-links.ts';
import { engineView } from '../support/engine-view.ts';
import { eventually } from '../support/eventually.ts';
import { startEngine } from '../support/start-engine.ts';

test('a second reader of the same quotes costs no request at TWS', async () => {
  const engine = await startEngine();
  onTestFinished(() => engine.stop());
  const requested = (): number =>
    engine
      .world()
      .tws.journal.frames()
      .filter(({ direction, text }) => direction === 'in' && text.startsWith(`${requestIds.marketData}|`))
      // Headlines have lines of their own, which bring no quotes.
      .filter(({ text }) => /\|(SPY|AAPL|NVDA)\|STK\|/.test(text) && !text.includes('mdoff')).length;
  const before = requested();
  expect(before).toBe(3);
  const links = await findEngine(engine.home);
  if (!links) throw new Error('the engine does not answer');
  const second = engineView(links);
  onTestFinished(() => second.close());
  await eventually(
    () => {
      for (const id of ['SPY.STK', 'AAPL.STK', 'NVDA.STK']) {
        expect(second.quotes.row(id)?.bid ?? null).not.toBeNull();
        expect(second.quotes.row(id)?.bid).toBe(engine.quotes.row(id)?.bid);
      }
    },
    { timeoutMs: 30_000 },
  );
  expect(requested()).toBe(before);
});
