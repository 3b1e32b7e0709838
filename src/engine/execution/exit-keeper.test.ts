import { describe, expect, onTestFinished, test } from 'vitest';
import { ExecutionHarness } from '../../../tests/support/execution-harness.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';

async function bracket() {
  const h = await new ExecutionHarness({ folder: temporaryFolder(), limits: { maxSymbolNotional: 50_200 } }).ready();
  onTestFinished(() => h.stop());
  const order = h.order({ bracket: { targetPrice: 510, stopPrice: 495 } });
  await h.execution.submit(order);
  for (const one of h.broker.orders) h.broker.acknowledge(one);
  await h.quiet();
  const quantities = () =>
    [order.intent, `${order.intent}:t`, `${order.intent}:s`].map((id) => h.broker.of(id).terms.quantity);
  const change = (suffix: string, quantity: number) =>
    h.execution.modify({ intent: order.intent + suffix, quantity, limitPrice: null, stopPrice: null });
  const after = async () => {
    await h.quiet();
    await h.clock.advance(10);
    await h.quiet();
  };
  return { h, order, quantities, change, after };
}

describe('exits of a bracket', () => {
  test('follow an entry that is made smaller, so that they cannot turn the position round', async () => {
    const { h, order, quantities, change, after } = await bracket();
    expect(change('', 40)).toMatchObject({ accepted: true });
    await after();
    expect(quantities()).toEqual([40, 40, 40]);
    h.broker.fill(h.broker.of(order.intent), 40, 500);
    await after();
    expect(h.broker.received.filter(({ kind }) => kind === 'modify')).toHaveLength(3);
  });

  test('never grow beyond their entry, and the entry not beyond them', async () => {
    const { h, order, change, after } = await bracket();
    expect(change('', 150)).toMatchObject({ accepted: false, message: expect.stringContaining('exits cover 100') });
    h.broker.fill(h.broker.of(order.intent), 100, 500);
    await after();
    expect(change(':t', 150)).toMatchObject({ accepted: false, message: expect.stringContaining('turn the position') });
    expect(change(':t', 50)).toMatchObject({ accepted: true });
    await after();
    expect(change(':t', 100)).toMatchObject({ accepted: true });
  });

  test('shrink to what an entry has filled that ended early, and count in full until they have', async () => {
    const { h, order, quantities, after } = await bracket();
    h.broker.fill(h.broker.of(order.intent), 40, 500);
    await h.quiet();
    h.broker.end(h.broker.of(order.intent), 'Cancelled');
    await after();
    expect(quantities().slice(1)).toEqual([40, 40]);
  });

  test('still count once when their entry is older than what is kept', async () => {
    const { h, order, after } = await bracket();
    h.broker.fill(h.broker.of(order.intent), 100, 500);
    await after();
    await h.clock.jump(7 * 86_400_000);
    await h.restart();
    await h.quiet();
    h.price('SPY.STK', 500);
    const exits = h.execution.orders.list().filter((one) => one.parentIntent === order.intent);
    expect(exits.map((one) => one.state)).toEqual(['working', 'working']);
    const preview = await h.execution.preview({ order: h.order({ side: 'SELL', quantity: 1 }), withMargin: false });
    const checks = preview.ok ? preview.value.checks : [];
    expect(checks.find((check) => check.rule === 'symbol-notional')).toMatchObject({ verdict: 'pass' });
    expect(h.execution.orders.list().some((one) => one.intent === order.intent)).toBe(true);
  });
});
