import { expect, onTestFinished, test } from 'vitest';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import type { FactKind } from '../../src/engine/domain/facts/fact.ts';
import type { EndpointRow } from '../../src/engine/ingestion/feeds/feed-rows.ts';
import { eventually } from '../support/eventually.ts';
import { vendorWorld, type VendorWorld } from '../support/vendor-world.ts';

/** Of three of them prints are taken back in this hour of this seed, of one off the exchanges, before half of it is over. */
const symbols = ['AAPL', 'COST', 'HIMS', 'HOOD'];
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** On a machine that is busy elsewhere the hour is cut short, real ms; a quarter of it must have been seen. */
const longestMs = 180_000;
/** A beat is kept as well as three clocks at sixty times their speed can: two real seconds are two minutes. */
const lateMs = 2 * minuteMs;

const namedByOthers = new Set(
  vendorList.flatMap(({ id, endpoints }) =>
    endpoints.filter(({ fanOut }) => fanOut === 'item').map((endpoint) => `${id}/${endpoint.id}`),
  ),
);

/** Gaps between answers of each target, and from the last one to the end. */
function gapsOf(hour: VendorWorld, { key }: EndpointRow, endMs: number): readonly number[] {
  return [...(hour.answers.get(key)?.values() ?? [])].flatMap((times) =>
    [...times, endMs].slice(1).map((at, index) => at - (times[index] ?? at)),
  );
}

function factsBetween(
  hour: VendorWorld,
  kind: FactKind,
  subject: string,
  [fromMs, toMs]: readonly [number, number],
  source = 'unusual-whales',
) {
  return hour.facts.query({ kinds: [kind], subjects: [subject], sources: [source], fromMs, toMs, limit: 500_000 });
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

test('an hour with every vendor at sixty times its speed', { timeout: 300_000 }, async () => {
  const hour = await vendorWorld({ symbols });
  onTestFinished(hour.close);
  const { clock, world, feeds, story } = hour;
  const startMs = clock.now();
  const fullest = new Map<string, number>();
  hour.run(60);
  feeds.start();
  const began = performance.now();
  await eventually(
    () => {
      for (const row of feeds.vendors.all()) {
        fullest.set(row.vendor, Math.max(fullest.get(row.vendor) ?? 0, row.minuteUsed));
      }
      const isOver = clock.now() > startMs + hourMs || performance.now() - began > longestMs;
      expect(isOver).toBe(true);
    },
    { timeoutMs: 240_000, pollMs: 100 },
  );
  const realSeconds = (performance.now() - began) / 1_000;
  const endMs = clock.now();
  const seenMs = endMs - startMs;
  expect(seenMs).toBeGreaterThan(hourMs / 4);
  hour.run(0);
  world.setSpeed(0);
  await eventually(() => {
    for (const row of hour.rows()) expect(row.latencyP50Ms ?? 0, row.key).toBeLessThan(20_000);
    for (const row of feeds.vendors.all()) expect(row.rateLimited, row.vendor).toBe(0);
  });

  // Budgets, as the emulators counted them; statistics of their thread come once a second.
  const asked = sum(hour.rows(), ({ vendor, kind, requests }) =>
    vendor === 'unusual-whales' && kind === 'endpoint' ? requests : 0,
  );
  await eventually(() => expect(hour.emulator('unusual-whales').statistics().requests).toBeGreaterThanOrEqual(asked));
  for (const vendor of hour.vendors) {
    const counted = hour.emulator(vendor).statistics();
    const limit = vendorList.find(({ id }) => id === vendor)?.budget.perMinute ?? Number.POSITIVE_INFINITY;
    expect(counted.refusedOverBudget, `${vendor} refused`).toBe(0);
    expect(counted.peakPerMinute, `${vendor} at most a minute`).toBeLessThanOrEqual(limit);
    expect(fullest.get(vendor) ?? 0, `${vendor} by our own count`).toBeLessThanOrEqual(limit);
  }

  // Cadence: the critical never starve, whatever else waits, and everything that was asked for came or says why not.
  const rows = hour.rows().filter(({ kind, state }) => kind === 'endpoint' && state !== 'off');
  for (const row of rows.filter(({ priority, everyMs }) => priority === 'critical' && everyMs !== null)) {
    const gaps = gapsOf(hour, row, endMs).toSorted((a, b) => a - b);
    expect(gaps.length, row.key).toBeGreaterThan((0.8 * seenMs) / (row.everyMs ?? seenMs));
    expect(gaps[gaps.length >> 1], `${row.key}, usual gap`).toBeLessThan((row.everyMs ?? 0) * 1.2);
    expect(gaps.at(-1), `${row.key}, longest gap`).toBeLessThan((row.everyMs ?? 0) * 2 + lateMs);
  }
  for (const row of rows) {
    expect(row.state, `${row.key}: ${row.reason} ${row.lastError}`).not.toBe('late');
    if (row.state === 'waiting' || row.state === 'blocked') {
      expect(`${row.reason} ${row.lastError}`, row.key).toMatch(
        /asked when another|out of session|needs an answer|no such file/,
      );
    } else expect(row.state, `${row.key}: ${row.reason}`).toBe('live');
  }
  // What another answer names, such as a filing's document, may be asked for once and never again.
  const recurring = rows.filter(({ key }) => !namedByOthers.has(key));
  for (const row of recurring.filter(({ everyMs }) => everyMs !== null && everyMs <= seenMs / 2)) {
    const longest = Math.max(...gapsOf(hour, row, endMs));
    expect(longest, `${row.key}, longest gap`).toBeLessThan((row.everyMs ?? 0) * 2 + lateMs);
  }
  for (const row of hour.rows()) if (row.kind === 'stream' && row.state === 'live') expect(row.gaps, row.key).toBe(0);

  // One story: what was stored is what was traded.
  // In whole seconds, as the vendor dates a print.
  const second = (timeMs: number): number => Math.floor(timeMs / 1_000) * 1_000;
  const span = [second(startMs + 5 * minuteMs), second(endMs - 2 * minuteMs)] as const;
  for (const symbol of ['AAPL', 'HIMS', 'HOOD']) {
    const trades = factsBetween(hour, 'option-trade', symbol, span);
    const told = story.optionTrades(symbol, ...span);
    expect(trades.length, symbol).toBe(told.length);
    expect(new Set(trades.map(({ key }) => key)).size, symbol).toBe(told.length);
    expect(
      sum(trades, (fact) => (fact.kind === 'option-trade' ? fact.body.size : 0)),
      symbol,
    ).toBe(sum(told, ({ size }) => size));
    const dark = story.stockPrints(symbol, ...span).filter(({ offExchange }) => offExchange);
    const prints = factsBetween(hour, 'stock-print', symbol, span).filter(
      (fact) => fact.kind === 'stock-print' && fact.body.offExchange,
    );
    expect(
      sum(prints, (fact) => (fact.kind === 'stock-print' ? fact.body.size : 0)),
      `${symbol} off exchange`,
    ).toBe(sum(dark, ({ size }) => size));
    const blocks = dark.filter(({ size }) => size >= 10_000).map(({ price, size }) => `${size} at ${price}`);
    expect(
      prints.map(({ body }) => ('size' in body && 'price' in body ? `${body.size} at ${body.price}` : '')),
    ).toEqual(expect.arrayContaining(blocks));
  }
  // What was taken back is marked, by whichever vendor told it.
  const takenBack = symbols.flatMap((symbol) =>
    story.stockPrints(symbol, ...span).filter(({ cancelledMs }) => cancelledMs !== null),
  );
  const word = (print: { readonly price: number; readonly size: number }): string => `${print.size} at ${print.price}`;
  const marked = (source: string, kind: 'trade' | 'stock-print'): readonly string[] =>
    symbols
      .flatMap((symbol) => factsBetween(hour, kind, symbol, span, source))
      .flatMap(({ body }) => ('cancelled' in body && 'price' in body && body.cancelled ? [word(body)] : []))
      .toSorted();
  const offExchange = takenBack.filter((print) => print.offExchange);
  if (seenMs > 0.7 * hourMs)
    expect([offExchange.length > 0, takenBack.length > offExchange.length]).toEqual([true, true]);
  expect(marked('unusual-whales', 'stock-print')).toEqual(offExchange.map(word).toSorted());
  expect(marked('alpaca', 'trade')).toEqual(takenBack.map(word).toSorted());
  expect(marked('tradier', 'trade')).toEqual(takenBack.map(word).toSorted());
  for (const symbol of symbols) {
    const days = hour.facts
      .query({ kinds: ['short-volume'], subjects: [symbol], sources: ['finra'], limit: 100 })
      .filter((fact) => fact.kind === 'short-volume');
    expect(days.length, `${symbol} short volume`).toBe(20);
    for (const { body } of days) {
      const [told] = story.shortVolume(body.date, symbol);
      expect(body, `${symbol} ${body.date}`).toMatchObject({
        shortVolume: told?.shortVolume,
        totalVolume: told?.totalVolume,
      });
    }
  }
  const requests = sum(hour.vendors, (vendor) => hour.emulator(vendor).statistics().requests);
  const peak = hour.emulator('unusual-whales').statistics().peakPerMinute;
  console.log(
    `${(seenMs / minuteMs).toFixed(0)} market minutes in ${realSeconds.toFixed(0)} s: ${requests} requests, at most ${peak} of 120 a minute at Unusual Whales, ` +
      `${hour.facts.lastSeq()} facts, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
  );
});
