import { expect, onTestFinished, test } from 'vitest';
import { IbkrSession } from '../../src/engine/adapters/ibkr/session.ts';
import { openSimulator, sessionStart } from '../../src/engine/simulators/tws/testing/open-simulator.ts';
import { eventually } from '../support/eventually.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { keptLog } from '../support/silent-log.ts';

/** A session whose real time the test turns, on a simulated TWS behind a real socket. */
async function connected() {
  const { simulator } = await openSimulator((task) => onTestFinished(task));
  const clock = new ManualClock(sessionStart);
  const session = new IbkrSession({ host: '127.0.0.1', port: simulator.port, clientId: 72, clock, log: keptLog() });
  onTestFinished(() => session.close());
  session.start();
  await eventually(async () => {
    await clock.advance(10);
    expect(session.connection().phase).toBe('ready');
  });
  const answers = () => session.statistics().roundTripP50Ms;
  await eventually(() => expect(answers()).not.toBeNull());
  return { simulator, clock, session };
}

test('a process that stood still for half a minute keeps the connection whose answer it could not read', async () => {
  const { simulator, clock, session } = await connected();
  simulator.faults.inject({ kind: 'stall', forRealMs: 300 });
  await clock.advance(10_000);
  const before = session.statistics().messages;
  await clock.jump(30_000);
  await clock.jump(30_000);
  expect(session.connection().phase).toBe('ready');
  await eventually(() => expect(session.statistics().messages).toBeGreaterThan(before));
  await clock.advance(5_000);
  expect(session.connection().phase).toBe('ready');
  expect(session.statistics().reconnects).toBe(0);
});

test('a half-open connection is found within the ping and its deadline', async () => {
  const { simulator, clock, session } = await connected();
  simulator.faults.inject({ kind: 'half-open' });
  for (let waited = 0; waited < 15_000; waited += 500) await clock.advance(500);
  await eventually(() => expect(session.connection().failure?.message ?? '').toMatch(/half-open/));
});
