import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Metric } from '../../ports/metrics.ts';
import { metricsPage, openMetrics } from './metrics-server.ts';

const metrics: readonly Metric[] = [
  {
    name: 'quorum_vendor_up',
    help: 'whether it answers',
    type: 'gauge',
    samples: [{ labels: { vendor: 'a "b"\nc' }, value: 1 }],
  },
  { name: 'quorum_feed_gaps_total', help: 'holes', type: 'counter', samples: [{ labels: {}, value: 3 }] },
  { name: 'quorum_nothing_known', help: 'empty', type: 'gauge', samples: [] },
];

async function opened() {
  const server = await openMetrics({ port: 0, read: () => metrics });
  if (!server.ok) throw new Error(server.failure.message);
  onTestFinished(() => server.value.close());
  return server.value;
}

function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('writes the exposition format, labels escaped, unknown numbers left out', async () => {
  const { text } = await metricsPage(metrics);
  expect(text).toContain('# TYPE quorum_vendor_up gauge');
  expect(text).toContain('quorum_vendor_up{vendor="a \\"b\\"\\nc"} 1');
  expect(text).toContain('quorum_feed_gaps_total 3');
  expect(text).not.toMatch(/^quorum_nothing_known/m);
});

test('is read at one address only', async () => {
  const { port } = await opened();
  expect((await ask(port, '/metrics')).text).toContain('quorum_feed_gaps_total 3');
  expect((await ask(port, '/')).status).toBe(404);
  expect((await ask(port, '/metrics', {}, 'POST')).status).toBe(405);
});

test('refuses pages: a rebound name, another site', async () => {
  const { port } = await opened();
  expect((await ask(port, '/metrics', { host: `evil.example:${port}` })).status).toBe(421);
  expect((await ask(port, '/metrics', { origin: 'http://evil.example' })).status).toBe(421);
});

test('says that the port is taken', async () => {
  const { port } = await opened();
  const second = await openMetrics({ port, read: () => [] });
  expect(second).toMatchObject({
    ok: false,
    failure: { code: 'port-taken', message: expect.stringContaining(String(port)) },
  });
});
