import { expect, test } from 'vitest';
import { ok } from '../../src/engine/domain/outcome.ts';
import type { Stream } from '../../src/engine/ports/vendor.ts';
import { jsonReply } from '../../src/engine/simulators/vendors/kit/reply.ts';
import { eventually } from '../support/eventually.ts';
import { testVendor } from '../support/test-vendor.ts';
import { vendorStage } from '../support/vendor-stage.ts';

/** A vendor whose session answer names the address to connect to, as Tradier's does. */
async function stage(url: string, rest?: string) {
  const plain = testVendor();
  const streams = plain.streams.map((stream): Stream => ({
    ...stream,
    session: () => ok({ url, parameters: { sessionid: 'id' } }),
    sessionRequest: { method: 'POST', base: 'rest', path: '/session' },
  }));
  const dialled: string[] = [];
  const asked = await vendorStage({
    vendor: { ...plain, endpoints: [], streams },
    emulator: { routes: [{ method: 'POST', path: '/session', answer: () => jsonReply({ stream: {} }) }] },
    parts: {
      dialler: {
        dial: ({ url: address }) => {
          dialled.push(address);
          return Promise.resolve({ ok: false, failure: { code: 'unreachable', message: 'nobody' } });
        },
      },
      ...(rest === undefined
        ? {}
        : {
            bases: { 'test-vendor': { rest } },
            http: {
              request: () => Promise.resolve(ok({ status: 200, headers: {}, body: Buffer.from('{}'), elapsedMs: 1 })),
              close: () => Promise.resolve(),
            },
          }),
    },
  });
  asked.feeds.start();
  return { dialled, row: () => asked.row('tape') };
}

test.for([
  'wss://evil.test/events',
  'wss://vendor.test.evil.test/events',
  'wss://evilvendor.test/events',
  'http://192.0.2.1/events',
  'wss://169.254.169.254/latest',
  'javascript:alert(1)',
  '',
  '\u001b[2J',
])('a session at %j is not dialled: the key was given to somebody else', async (url) => {
  const { dialled, row } = await stage(url, 'https://api.vendor.test');
  await eventually(() => expect(row().lastError).toContain('none of its hosts'));
  expect(dialled).toEqual([]);
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey
  expect(row().reason + row().lastError).not.toMatch(/[\u0000-\u001f]/);
});

test('nor is one outside dialled by a vendor on this machine', async () => {
  const { dialled, row } = await stage('wss://api.vendor.test/events');
  await eventually(() => expect(row().lastError).toContain('none of its hosts'));
  expect(dialled).toEqual([]);
});

test.for(['wss://ws.vendor.test/events', 'https://api.vendor.test/events'])('one at %s is', async (url) => {
  const { dialled } = await stage(url, 'https://api.vendor.test');
  await eventually(() => expect(dialled).toContain(url));
});
