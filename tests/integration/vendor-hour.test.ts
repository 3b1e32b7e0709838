import { expect, test } from 'vitest';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { eventually } from '../support/eventually.ts';
import { vendorWorld } from '../support/vendor-world.ts';

const symbols = ['AAPL', 'COST', 'DIS', 'HIMS'];
const hourMs = 3_600_000;

test('explore', { timeout: 200_000 }, async () => {
  const hour = await vendorWorld({ symbols });
  const { clock, world, feeds } = hour;
  const startMs = clock.now();
  world.setSpeed(60);
  feeds.start();
  const began = performance.now();
  await eventually(() => expect(clock.now()).toBeGreaterThan(startMs + hourMs), { timeoutMs: 150_000, pollMs: 200 });
  console.log('real s', (performance.now() - began) / 1000, 'cpu', process.cpuUsage());
  world.setSpeed(0);
  for (const row of hour.rows()) {
    const targets = hour.answers.get(row.key);
    const gaps = [...(targets?.values() ?? [])].flatMap((times) =>
      times.slice(1).map((at, i) => (at - (times[i] ?? 0)) / 1000),
    );
    const sorted = gaps.toSorted((a, b) => a - b);
    console.log(
      row.key.padEnd(44),
      row.priority,
      row.state,
      row.everyMs === null ? '-' : row.everyMs / 1000,
      'req',
      row.requests,
      'facts',
      row.facts,
      'gaps',
      row.gaps,
      'median',
      sorted[sorted.length >> 1]?.toFixed(0) ?? '-',
      'max',
      sorted.at(-1)?.toFixed(0) ?? '-',
      'p99',
      row.latencyP99Ms?.toFixed(0) ?? '-',
      row.state === 'live' ? '' : row.reason,
      row.lastError,
      JSON.stringify(row.errors),
    );
  }
  await new Promise((r) => setTimeout(r, 1500));
  for (const vendor of hour.vendors) {
    const s = hour.emulator(vendor).statistics();
    const { minuteUsed, dayUsed, rateLimited, waiting } = feeds.vendors.get(vendor)!;
    const spec = vendorList.find(({ id }) => id === vendor)?.budget;
    console.log(
      vendor,
      s.requests,
      'peak',
      s.peakPerMinute,
      'limit',
      spec?.perMinute,
      'refused',
      s.refusedOverBudget,
      'sockets',
      s.sockets,
      'frames',
      s.framesSent,
      minuteUsed,
      dayUsed,
      rateLimited,
      waiting,
    );
  }
  console.log(
    hour.log.lines
      .filter((l) => l.level !== 'debug')
      .slice(0, 40)
      .map((l) => JSON.stringify(l))
      .join('\n'),
  );
});
