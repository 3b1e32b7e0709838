import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { at, openStory } from '../story/testing/open-story.ts';
import type { VendorEmulator } from './kit/emulator.ts';
import { startHttpEmulator } from './kit/http-emulator.ts';
import { jsonReply } from './kit/reply.ts';
import type { RunningVendors, VendorEmulatorOptions } from './vendor-emulators.ts';
import { startVendorEmulators, vendorEmulators } from './vendor-emulators.ts';

/** A vendor that says what SPY costs, over a real socket. */
function priceVendor(vendor: string): VendorEmulator {
  return {
    vendor,
    async start({ story, log, port }) {
      const http = await startHttpEmulator({
        routes: [{ method: 'GET', path: '/price', answer: () => jsonReply({ last: story.quote('SPY')?.last }) }],
        log,
        now: () => story.now(),
        after: () => {},
        ...(port === undefined ? {} : { port }),
      });
      return {
        bases: { rest: http.origin },
        credentials: { key: `${vendor}-practice-key` },
        addFault: http.addFault,
        clearFaults: http.clearFaults,
        statistics: () => ({ ...http.statistics(), refusedOverBudget: 0, joins: 0 }),
        close: http.close,
      };
    },
  };
}

const broken: VendorEmulator = { vendor: 'broken', start: () => Promise.reject(new Error('no such table')) };

const open: RunningVendors[] = [];

async function start(options: Partial<VendorEmulatorOptions> = {}) {
  const log = keptLog();
  const { story } = openStory(at(11));
  const emulators = [priceVendor('one'), broken, priceVendor('two')];
  const vendors = await startVendorEmulators({ story, log, emulators, ...options });
  open.push(vendors);
  return { vendors, story, log };
}

const baseOf = (vendors: RunningVendors, vendor: string): string => vendors.running.get(vendor)?.bases['rest'] ?? '';

afterEach(async () => {
  for (const vendors of open.splice(0)) await vendors.close();
});

describe('vendor emulators', () => {
  it('run beside each other and answer from one story; one that cannot start is reported and left out', async () => {
    const { vendors, story, log } = await start();
    expect([...vendors.running.keys()]).toEqual(['one', 'two']);
    for (const vendor of ['one', 'two']) {
      const answer = await fetch(`${baseOf(vendors, vendor)}/price`);
      expect(await answer.json()).toEqual({ last: story.quote('SPY')?.last });
    }
    expect([...vendors.failed]).toEqual([['broken', 'no such table']]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { vendor: 'broken' } }]);
    expect(JSON.stringify(log.lines)).not.toContain('practice-key');
  });

  it('run as asked for', async () => {
    expect([...(await start({ wanted: 'none' })).vendors.running.keys()]).toEqual([]);
    expect([...(await start({ wanted: ['two'] })).vendors.running.keys()]).toEqual(['two']);
  });

  it('take the port they had, and another when it is taken', async () => {
    const first = await start({ wanted: ['one'] });
    const port = Number(new URL(baseOf(first.vendors, 'one')).port);
    await first.vendors.close();
    const again = await start({ wanted: ['one'], ports: { one: port } });
    expect(baseOf(again.vendors, 'one')).toBe(baseOf(first.vendors, 'one'));

    const occupied = createServer();
    await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
    const taken = (occupied.address() as AddressInfo).port;
    const moved = await start({ wanted: ['one'], ports: { one: taken } });
    expect(moved.vendors.failed.size).toBe(0);
    expect(new URL(baseOf(moved.vendors, 'one')).port).not.toBe(String(taken));
    await new Promise((resolve) => occupied.close(resolve));
  });

  it('strike the faults they were given', async () => {
    const fault = { kind: 'status', status: 503 } as const;
    const { vendors } = await start({ wanted: ['one'], faults: { one: [{ fault, path: '/price', times: 1 }] } });
    const url = `${baseOf(vendors, 'one')}/price`;
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([503, 200]);
  });

  it('are each on the list once', () => {
    const names = vendorEmulators.map((emulator) => emulator.vendor);
    expect(new Set(names).size).toBe(names.length);
  });
});
