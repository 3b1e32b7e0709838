import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import type { BrokerEvent } from '../../ports/broker.ts';
import { createWorldClock } from '../system/world-clock.ts';
import { createIbkrBroker } from './broker.ts';
import { IbkrSession } from './session.ts';
import { startScriptedTws } from './testing/scripted-tws.ts';

/** Messages as real TWS wrote them, fields separated by a bar. */
const captured = [
  '3|13|PreSubmitted|0|100|0|1376327563|0|0|100||0|',
  '59|1|00025b46.63f8f39c.01.01|1.0|USD|1.7976931348623157E308|1.7976931348623157E308||',
  '4|2|41|202|Order Canceled - reason:||',
  '61|3|DU1|637533641|ES|FUT|20250919|0.0||50||USD|ESU5|ES|1|315114.75|',
];

test('captured messages become events with unset values as unknown', async () => {
  const tws = await startScriptedTws();
  onTestFinished(() => tws.close());
  const clock = createWorldClock();
  const session = new IbkrSession({
    host: '127.0.0.1',
    port: tws.port,
    clientId: 100,
    clock,
    log: keptLog(),
    timings: { settleMs: 1 },
  });
  onTestFinished(() => session.close());
  const broker = createIbkrBroker(session, { clock, log: keptLog() });
  const events: BrokerEvent[] = [];
  broker.onEvent((event) => void events.push(event));
  session.start();
  await eventually(() => expect(broker.connection().phase).toBe('ready'));
  for (const message of captured) tws.say(...message.slice(0, -1).split('|'));
  await eventually(() => expect(events).toHaveLength(4));
  expect(events).toMatchObject([
    {
      kind: 'status',
      orderId: 13,
      status: 'PreSubmitted',
      filled: 0,
      remaining: 100,
      permId: 1_376_327_563,
      averageFillPrice: null,
    },
    { kind: 'commission', execution: '00025b46.63f8f39c.01.01', commission: 1, realizedPnl: null },
    { kind: 'order-error', orderId: 41, code: 202, warning: false },
    // TWS states futures' cost with the multiplier in it.
    {
      kind: 'position',
      position: { instrument: { id: 'ES.FUT.20250919' }, quantity: 1, averagePrice: 315_114.75 / 50 },
    },
  ]);
});
