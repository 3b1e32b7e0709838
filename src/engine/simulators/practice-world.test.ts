import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf } from '../domain/time.ts';
import type { Log } from '../ports/log.ts';
import type { PracticeWorld } from './practice-world.ts';
import { startPracticeWorld } from './practice-world.ts';
import type { VendorEmulator } from './vendors/kit/emulator.ts';

let dataDir = '';
let warnings: string[] = [];
const worlds: PracticeWorld[] = [];

const log: Log = {
  debug: () => {},
  info: () => {},
  warn: (message) => void warnings.push(message),
  error: (message) => void warnings.push(message),
  child: () => log,
};

async function start(seed = 3, dir: string | null = dataDir): Promise<PracticeWorld> {
  const world = await startPracticeWorld({ seed, dataDir: dir, speed: 0, log });
  worlds.push(world);
  return world;
}

beforeEach(() => {
  warnings = [];
  dataDir = mkdtempSync(join(tmpdir(), 'practice-world-'));
});

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const at = (date: string, hour: number, minute: number): number => instantOf(date, hour * 3600 + minute * 60);

describe('practice world', () => {
  it('starts at ten on the first practice date with a broker listening', async () => {
    const world = await start(3, null);
    expect(world.state()).toMatchObject({
      tradingDate: '20261005',
      venueMs: at('20261005', 10, 0),
      seed: 3,
      speed: 0,
      closed: false,
    });
    const socket = connect(world.state().twsPort, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    expect(world.market.quote('SPY.STK')?.bid).toBeGreaterThan(100);
  });

  it('goes on where it stopped, with the account as it was', async () => {
    const first = await start();
    first.step(20 * 60_000);
    first.tws.placeManualOrder({
      action: 'BUY',
      quantity: 10,
      orderType: 'MKT',
      conId: first.market.byId('AAPL.STK')?.conId ?? 0,
    });
    first.step(60_000);
    const held = first.tws.positions();
    expect(held).toHaveLength(1);
    await first.close();
    const second = await start();
    expect(second.state().venueMs).toBe(at('20261005', 10, 21));
    expect(second.tws.positions()).toEqual(held);
    expect(second.market.quote('MSFT.STK')).toEqual(first.market.quote('MSFT.STK'));
    expect(warnings).toEqual([]);
  });

  it('has nothing to undo after a crash: what clients heard is on disk', async () => {
    const crashed = await start();
    const conId = crashed.market.byId('AAPL.STK')?.conId ?? 0;
    const rested = { action: 'BUY', quantity: 5, orderType: 'LMT', limitPrice: 1, conId } as const;
    const heard: string[] = [];
    crashed.tws.onChange(() => heard.push(readFileSync(join(dataDir, 'practice-world-3.json'), 'utf8')));
    crashed.tws.placeManualOrder({ action: 'BUY', quantity: 10, orderType: 'MKT', conId });
    crashed.tws.placeManualOrder(rested);
    crashed.step(1_000);
    await Promise.resolve();
    const resumed = await start();
    expect(resumed.tws.positions()).toEqual(crashed.tws.positions());
    expect(resumed.tws.executions()).toEqual(crashed.tws.executions());
    expect(resumed.tws.executions()).toHaveLength(1);
    expect(resumed.tws.orders().map((order) => [order.permId, order.status])).toEqual(
      crashed.tws.orders().map((order) => [order.permId, order.status]),
    );
    const next = resumed.tws.placeManualOrder(rested);
    expect(crashed.tws.orders().map((order) => order.permId)).not.toContain(next.permId);
    // Listeners come after the save, clients after the listeners.
    const fill = crashed.tws.executions()[0]?.execId ?? 'none';
    expect(heard.some((text) => text.includes(fill))).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('stands still after the close and leaps to the next trading day', async () => {
    const world = await start();
    const seen: string[] = [];
    world.onClock((state) => seen.push(`${state.tradingDate} ${state.closed}`));
    world.setSpeed(50);
    world.step(24 * 3_600_000);
    expect(world.state()).toMatchObject({ venueMs: at('20261005', 16, 5), closed: true, speed: 0 });
    world.nextDay();
    expect(world.state()).toMatchObject({ tradingDate: '20261006', closed: false, speed: 50 });
    expect(world.state().venueMs).toBeGreaterThanOrEqual(at('20261006', 9, 45));
    expect(seen).toContain('20261005 true');
    expect(seen.at(-1)).toBe('20261006 false');
    expect(world.market.quote('NVDA.STK')?.open).not.toBeNull();
  });

  it('keeps subscriptions over the night without playing the hours between', async () => {
    const world = await start();
    const times: number[] = [];
    world.market.onQuote('SPY.STK', (quote) => times.push(quote.timeMs));
    world.step(10_000);
    const before = times.length;
    world.nextDay();
    expect(times.length).toBe(before);
    world.step(10_000);
    expect(times.length).toBeGreaterThan(before);
    expect(times.slice(before).every((timeMs) => timeMs >= at('20261006', 9, 45))).toBe(true);
  });

  it("runs the story's tasks by venue time and does not play the hours of a leap", async () => {
    const world = await start();
    const times: number[] = [];
    const stop = world.story.every(1_000, () => times.push(world.story.now()));
    world.step(3_000);
    expect(times).toEqual([1, 2, 3].map((second) => at('20261005', 10, 0) + second * 1_000));
    world.nextDay();
    expect(times).toHaveLength(3);
    expect(world.story.tradingDate()).toBe('20261006');
    world.step(1_000);
    expect(times.slice(3)).toEqual([at('20261006', 9, 45) + 1_000]);
    stop();
    world.step(5_000);
    expect(times).toHaveLength(4);
  });

  it('runs vendors beside the broker, goes on without one that fails, and closes them', async () => {
    let closed = 0;
    const good: VendorEmulator = {
      vendor: 'good',
      start: async ({ story }) => ({
        bases: { rest: `http://127.0.0.1/${story.tradingDate()}` },
        credentials: {},
        addFault: () => undefined,
        clearFaults: () => undefined,
        statistics: () => ({
          requests: 0,
          byPath: {},
          peakPerMinute: 0,
          refusedOverBudget: 0,
          sockets: 0,
          joins: 0,
          framesSent: 0,
        }),
        close: async () => void (closed += 1),
      }),
    };
    const bad: VendorEmulator = { vendor: 'bad', start: () => Promise.reject(new Error('no')) };
    const world = await startPracticeWorld({ seed: 3, dataDir: null, speed: 0, log, vendorEmulators: [bad, good] });
    worlds.push(world);
    expect(world.vendors.running.get('good')?.bases).toEqual({ rest: 'http://127.0.0.1/20261005' });
    expect([...world.vendors.failed.keys()]).toEqual(['bad']);
    expect(world.state().twsPort).toBeGreaterThan(0);
    await world.close();
    expect(closed).toBe(1);
  });

  it('begins the next trading day when it stopped after the close', async () => {
    const first = await start();
    first.step(24 * 3_600_000);
    await first.close();
    const second = await start();
    expect(second.state()).toMatchObject({ tradingDate: '20261006', venueMs: at('20261006', 9, 45) });
  });

  it.each([
    '',
    '{"version":1,"seed":3',
    '[]',
    '{"version":1,"seed":3,"tradingDate":"20261004","venueMs":1,"tws":{"version":1,"broker":{}}}',
    '{"version":1,"seed":3,"tradingDate":"20261005","venueMs":1790000000000,"tws":{"version":1,"broker":{}}}',
  ])('sets a broken file aside and begins anew: %s', async (text) => {
    writeFileSync(join(dataDir, 'practice-world-3.json'), text);
    const world = await start();
    expect(world.state().venueMs).toBe(at('20261005', 10, 0));
    expect(warnings).toHaveLength(1);
    expect(readFileSync(join(dataDir, 'practice-world-3.json.broken-1'), 'utf8')).toBe(text);
  });

  it('keeps each seed in its own file and leaves no draft behind', async () => {
    await (await start(3)).close();
    await (await start(4)).close();
    expect(readdirSync(dataDir).toSorted()).toEqual(['practice-world-3.json', 'practice-world-4.json']);
  });

  it('keeps speed between standing still and a hundredfold', async () => {
    const world = await start(3, null);
    world.setSpeed(1e9);
    expect(world.state().speed).toBe(100);
    world.setSpeed(-1);
    expect(world.state().speed).toBe(0);
    world.setSpeed(Number.NaN);
    expect(world.state().speed).toBe(0);
  });
});
