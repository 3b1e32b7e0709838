import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { contracts } from '../../src/engine/contract/index.ts';
import type { Alert } from '../../src/engine/domain/alert.ts';
import { ok } from '../../src/engine/domain/outcome.ts';
import { dialLocal, listenLocal } from '../../src/engine/link/local-socket.ts';
import { peerOfToken } from '../../src/engine/link/peer-of-token.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { showAlerts } from '../../src/main/electron/notifications.ts';
import type { Host } from '../../src/main/host/host.ts';
import { linkTimers } from '../../src/main/host/link-timers.ts';
import { mintTokens } from '../../src/main/host/run-file.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { machine, record } from './fake-electron.ts';

const alert = (id: string, severity: Alert['severity']): Alert => ({
  id,
  ruleId: 'r',
  kind: 'conviction',
  severity,
  ticker: 'NVDA',
  title: `Alert ${id}`,
  body: 'NVDA bullish 80',
  value: 0.8,
  firedTime: 1,
  shownTime: null,
  acknowledgedTime: null,
});

/** The desk process as far as alerts go. */
async function startDesk() {
  const tokens = mintTokens();
  const marked: { ids: readonly string[]; role: string }[] = [];
  let emit: (alert: Alert) => void = () => undefined;
  const implementation = {
    alertEvents: (_params: unknown, sink: { emit(seq: number, item: Alert): void; caughtUp(): void }) => {
      let seq = 0;
      emit = (item) => sink.emit((seq += 1), item);
      sink.caughtUp();
      return () => undefined;
    },
    markShown: ({ ids }: { ids: readonly string[] }, { peer }: { peer: { role: string } }) => {
      marked.push({ ids, role: peer.role });
      return ok({ marked: ids.length });
    },
  };
  const server = createServer(contracts.desk, implementation as never, {
    timers: linkTimers,
    log: keptLog(),
    authorise: (token) => peerOfToken(tokens, token),
  });
  const path = join(temporaryFolder(), 'desk.sock');
  const listening = await listenLocal({ path, timers: linkTimers, onPipe: (pipe) => void server.accept(pipe) });
  if (!listening.ok) throw new Error(listening.failure.message);
  const host = { tokens, dial: () => dialLocal(path) } as unknown as Host;
  const focused: string[] = [];
  const alerts = showAlerts(host, (route) => focused.push(route));
  onTestFinished(async () => {
    alerts.close();
    await listening.value.close();
  });
  await eventually(() => expect(server.subscriptionCount('alertEvents')).toBe(1));
  return { marked, focused, emit: (item: Alert) => emit(item) };
}

beforeEach(() => {
  record.notifications.length = 0;
  machine.notifications = true;
});

test('an alert is shown natively, marked as shown, and a click leads to it', async () => {
  const desk = await startDesk();
  desk.emit(alert('a1', 'critical'));
  await eventually(() => expect(desk.marked).toEqual([{ ids: ['a1'], role: 'host' }]));
  expect(record.notifications).toMatchObject([
    { shown: true, options: { title: 'Alert a1', body: 'NVDA bullish 80', urgency: 'critical' } },
  ]);
  expect(desk.focused).toEqual([]);
  record.notifications[0]?.fire('click');
  expect(desk.focused).toEqual(['alert/a1']);
});

test('a system without notifications marks nothing as shown', async () => {
  const desk = await startDesk();
  machine.notifications = false;
  record.steps.length = 0;
  desk.emit(alert('a2', 'info'));
  await eventually(() => expect(record.steps).toEqual(['notifications?']));
  machine.notifications = true;
  desk.emit(alert('a3', 'attention'));
  await eventually(() => expect(desk.marked).toEqual([{ ids: ['a3'], role: 'host' }]));
  expect(record.notifications.map(({ options }) => options.title)).toEqual(['Alert a3']);
});
