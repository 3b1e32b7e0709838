import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { seededUniform } from '../../src/engine/quant/statistics/seeded-uniform.ts';
import type { EmulatorFault } from '../../src/engine/simulators/vendors/kit/emulator.ts';
import { createFlowAlerts } from '../../src/engine/simulators/vendors/unusual-whales/flow-alerts.ts';
import { eventually } from '../support/eventually.ts';
import { vendorWorld, type VendorWorld } from '../support/vendor-world.ts';

const symbols = ['AAPL', 'COST', 'DIS', 'HIMS'];
const minuteMs = 60_000;
const streaming = ['unusual-whales', 'tradier', 'alpaca'];
const jumpedMs = 3_000;
/** Longer than the silence after which a socket counts as dead. */
const asleepMs = 40_000;
const patience = { timeoutMs: 90_000, pollMs: 250 };

/** The vendors' half of the fault menu. */
const faults: readonly (readonly [name: string, fault: EmulatorFault])[] = [
  ['401', { kind: 'status', status: 401, body: '{"message":"who are you"}' }],
  ['403', { kind: 'status', status: 403, body: '{"message":"not in your plan"}' }],
  ['429', { kind: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '1' } }],
  ['500', { kind: 'status', status: 500, body: 'Something went wrong' }],
  ['503', { kind: 'status', status: 503, body: 'busy' }],
  ['HTML', { kind: 'html' }],
  ['truncated', { kind: 'truncate', share: 0.5 }],
  ['wrong types', { kind: 'wrong-types' }],
  ['huge', { kind: 'huge', bytes: 48_000_000 }],
  ['slow loris', { kind: 'slow', bytesPerSecond: 20 }],
  ['stall', { kind: 'stall', ms: 12_000 }],
  ['reset', { kind: 'reset' }],
];
const drops: readonly (readonly [name: string, fault: EmulatorFault])[] = [
  ['cut cable', { kind: 'socket-drop', code: null }],
  ['close 1001', { kind: 'socket-drop', code: 1001 }],
  ['close 1011', { kind: 'socket-drop', code: 1011 }],
  ['close 1013', { kind: 'socket-drop', code: 1013 }],
  ['half open', { kind: 'socket-freeze' }],
];

/** Vendors tell some prints to the second. */
const wholeSecond = (timeMs: number): number => Math.floor(timeMs / 1_000) * 1_000;

function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = seededUniform(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const endpointsOf = (hour: VendorWorld, vendor: string) =>
  hour.rows().filter((row) => row.vendor === vendor && row.kind === 'endpoint');
const unwell = (hour: VendorWorld, vendor: string) =>
  endpointsOf(hour, vendor).filter(({ state }) => state === 'failing' || state === 'blocked');

type Measured = { readonly what: string; readonly vendor: string; readonly ms: number };

/** Strikes the next two answers, asks, and measures from the end of the fault until no endpoint is unwell. */
async function strike(hour: VendorWorld, vendor: string, [what, fault]: (typeof faults)[number]): Promise<Measured> {
  const { feeds } = hour;
  const emulator = hour.emulator(vendor);
  emulator.addFault({ fault, path: '', times: 2 });
  await feeds.testVendor(vendor);
  emulator.clearFaults();
  const began = performance.now();
  // What only a person can mend is mended the way a person does: with the button, and by saving the file.
  await eventually(async () => {
    const again = await feeds.testVendor(vendor);
    expect(again.ok && again.value.accepted, `${vendor} after ${what}: ${JSON.stringify(again)}`).toBe(true);
  }, patience);
  if (what === '403' || what === '401') feeds.applyConfig(emptyFeedsConfig);
  await eventually(
    () => expect(unwell(hour, vendor).map(({ key, reason }) => `${key}: ${reason}`)).toEqual([]),
    patience,
  );
  return { what, vendor, ms: performance.now() - began };
}

const streamsOf = (hour: VendorWorld, vendor: string) =>
  hour.rows().filter((row) => row.vendor === vendor && row.kind === 'stream' && row.state !== 'off');

async function allLive(hour: VendorWorld, vendor: string): Promise<void> {
  const down = () => streamsOf(hour, vendor).filter(({ state }) => state !== 'live');
  await eventually(() => expect(down().map(({ key, reason }) => `${key}: ${reason}`)).toEqual([]), patience);
}

const mostReconnects = (hour: VendorWorld, vendor: string): number =>
  Math.max(...streamsOf(hour, vendor).map(({ reconnects }) => reconnects));

/** Strikes the open socket and measures until every stream of the vendor is live again. */
async function drop(hour: VendorWorld, vendor: string, [what, fault]: (typeof drops)[number]): Promise<Measured> {
  const notice = { timeoutMs: fault.kind === 'socket-freeze' ? 45_000 : 3_000, pollMs: 20 };
  let began = 0;
  // A socket that another fault keeps shut, or shuts at this moment, cannot be struck: then it is struck once more.
  await eventually(
    async () => {
      await allLive(hour, vendor);
      const before = mostReconnects(hour, vendor);
      began = performance.now();
      hour.emulator(vendor).addFault({ fault, path: '', times: 10 });
      await eventually(() => expect(mostReconnects(hour, vendor), `${vendor} ${what}`).toBeGreaterThan(before), notice);
    },
    { ...patience, timeoutMs: 2 * patience.timeoutMs },
  );
  await allLive(hour, vendor);
  const ms = performance.now() - began;
  const [first] = streamsOf(hour, vendor);
  await eventually(
    () =>
      expect(
        streamsOf(hour, vendor).every(({ gaps }) => gaps > 0),
        `${first?.key} shows its gap`,
      ).toBe(true),
    patience,
  );
  return { what, vendor, ms };
}

/** From now until every endpoint is well, every stream live, and what has to come every half minute has come again. */
async function recovered(hour: VendorWorld, what: string): Promise<Measured> {
  const began = performance.now();
  // Requests, not times: what was asked while the clock was wrong bears a time of its own.
  const before = new Map(hour.rows().map(({ key, requests }) => [key, requests]));
  await eventually(() => {
    const rows = hour.rows();
    const late = rows.filter(
      ({ key, kind, tier, state, requests }) =>
        kind === 'endpoint' && tier === 'critical' && state !== 'off' && requests <= (before.get(key) ?? 0),
    );
    const down = rows.filter(({ kind, state }) => kind === 'stream' && state !== 'off' && state !== 'live');
    const bad = hour.vendors.flatMap((vendor) => unwell(hour, vendor));
    expect([...late, ...down, ...bad].map(({ key, state, reason }) => `${key}: ${state} ${reason}`)).toEqual([]);
  }, patience);
  return { what, vendor: 'all', ms: performance.now() - began };
}

/** Somebody sets the machine's clock three hours forward, and a moment later back: vendors keep their own time. */
async function clockJump(hour: VendorWorld): Promise<Measured> {
  const shifted = (byMs: number): void => {
    const { venueMs, wallMs, speed } = hour.world.state();
    hour.clock.sync({ venueMs: venueMs + byMs, wallMs, speed });
  };
  shifted(180 * minuteMs);
  await new Promise((resolve) => setTimeout(resolve, jumpedMs));
  shifted(0);
  return recovered(hour, 'clock jump');
}

/** The program does not run for a while, as when the lid is closed; the vendors do. */
function sleep(hour: VendorWorld): Promise<Measured> {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, asleepMs);
  return recovered(hour, 'sleep');
}

/** What is held once garbage is gone: feeds, store and market of this thread; the emulators' thread has a heap of its own. */
function heldMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function table(measured: readonly Measured[]): string {
  const vendors = [...new Set(measured.map(({ vendor }) => vendor))];
  const line = (what: string): string =>
    [
      what.padEnd(12),
      ...vendors.map((vendor) => {
        const found = measured.find((one) => one.what === what && one.vendor === vendor);
        return (found ? (found.ms / 1_000).toFixed(1) : '').padStart(Math.max(5, vendor.length));
      }),
    ].join('  ');
  const head = [''.padEnd(12), ...vendors.map((vendor) => vendor.padStart(5))].join('  ');
  return [head, ...new Set(measured.map(({ what }) => what))]
    .map((what, at) => (at === 0 ? what : line(what)))
    .join('\n');
}

test(
  'the hour under the vendors’ faults: everything recovers, nothing is doubled, holes are seen',
  { timeout: 540_000 },
  async () => {
    const hour = await vendorWorld({ symbols, timings: { requestTimeoutMs: 8_000, probeMs: 1_000 } });
    onTestFinished(hour.close);
    const { clock, world, feeds, story, facts } = hour;
    hour.run(30);
    feeds.start();
    await eventually(() => {
      const live = streaming.flatMap((vendor) => streamsOf(hour, vendor)).filter(({ state }) => state === 'live');
      expect(live.length).toBeGreaterThan(8);
      for (const vendor of hour.vendors) {
        const answered = endpointsOf(hour, vendor).some(({ lastSuccessTime }) => lastSuccessTime !== null);
        expect(answered, `${vendor} has answered`).toBe(true);
      }
    }, patience);
    const startMs = wholeSecond(clock.now()) + minuteMs;
    const heldBefore = heldMb();
    const measured: Measured[] = [];
    // Twenty-five requests a day leave Alpha Vantage none to be broken.
    const struck = hour.vendors.filter((vendor) => vendor !== 'alpha-vantage');
    await Promise.all([
      ...struck.map(async (vendor, index) => {
        for (const fault of shuffled(faults, index + 1)) measured.push(await strike(hour, vendor, fault));
      }),
      ...streaming.map(async (vendor, index) => {
        for (const fault of shuffled(drops, index + 1)) measured.push(await drop(hour, vendor, fault));
      }),
    ]);
    measured.push(await clockJump(hour));
    measured.push(await sleep(hour));
    const endMs = wholeSecond(clock.now());
    // Two more minutes, so that what was missed is asked for and what was on its way has come.
    await eventually(() => expect(clock.now()).toBeGreaterThan(endMs + 3 * minuteMs), { timeoutMs: 60_000 });
    hour.run(0);
    world.setSpeed(0);
    const grown = heldMb() - heldBefore;
    console.log(
      `${table(measured)}\nseconds from the end of a fault until nothing is unwell, ${((endMs - startMs) / minuteMs).toFixed(0)} market minutes, ${grown.toFixed(0)} MB more held than before`,
    );

    // Two words of one print would be two facts: every stored print is one of the story's, and each at most once.
    const told = story.stockPrints('AAPL', startMs, endMs).filter(({ offExchange }) => offExchange);
    const word = (timeMs: number, price: number, size: number): string =>
      `${Math.floor(timeMs / 1_000)} ${price} ${size}`;
    const kept = facts
      .query({
        kinds: ['stock-print'],
        subjects: ['AAPL'],
        sources: ['unusual-whales'],
        fromMs: startMs,
        toMs: endMs - 1,
        limit: 500_000,
      })
      .flatMap((fact) => (fact.kind === 'stock-print' ? [word(fact.eventTime, fact.body.price, fact.body.size)] : []));
    // What a vendor can say again has come: prints of the watched tickers and the alerts of the whole market.
    expect(kept.toSorted()).toEqual(told.map(({ timeMs, price, size }) => word(timeMs, price, size)).toSorted());
    const alerts = createFlowAlerts(story)
      .between(startMs, endMs)
      .filter(({ createdMs }) => createdMs >= startMs && createdMs < endMs);
    const keptAlerts = new Set(
      facts
        .query({
          kinds: ['flow-alert'],
          subjects: [],
          fromMs: startMs - minuteMs,
          toMs: endMs + minuteMs,
          limit: 500_000,
        })
        .map(({ key }) => key),
    );
    expect(
      alerts
        .filter(({ id }) => ![...keptAlerts].some((key) => key.includes(id)))
        .map(({ id, createdMs }) => `${id} ${createdMs}`),
    ).toEqual([]);

    // Option prints cannot be had again: what is missing lies in a hole that was said.
    const holes = hour.log.lines.filter(
      ({ message, fields }) => message === 'gap in a stream' && fields['stream'] === 'option-trades',
    );
    expect(holes.length).toBeGreaterThanOrEqual(drops.length);
    const trades = facts.query({
      kinds: ['option-trade'],
      subjects: ['AAPL'],
      sources: ['unusual-whales'],
      fromMs: startMs,
      toMs: endMs,
      limit: 500_000,
    });
    const keys = new Set(
      trades.map((fact) =>
        fact.kind === 'option-trade' ? `${fact.eventTime} ${fact.body.optionSymbol} ${fact.body.dayVolume}` : '',
      ),
    );
    expect(keys.size).toBe(trades.length);
    const missing = story
      .optionTrades('AAPL', startMs, endMs)
      .filter(({ timeMs, option, dayVolume }) => !keys.has(`${timeMs} ${option.optionSymbol} ${dayVolume}`))
      .filter(
        ({ timeMs }) =>
          !holes.some(
            ({ fields }) =>
              timeMs >= Number(fields['fromMs']) - minuteMs && timeMs <= Number(fields['toMs']) + minuteMs,
          ),
      );
    expect(missing).toEqual([]);
    expect(hour.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(grown, 'MB more held than before the faults').toBeLessThan(200);
  },
);
