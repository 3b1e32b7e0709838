import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessHealth } from '../../src/engine/contract/health-schemas.ts';
import type { Bench, BenchResult, Figure } from './bench.ts';
import { startLoadedQuorum, type LoadedQuorum } from './load/loaded-quorum.ts';
import { startBrowser, waitForGrid } from './open-page.ts';
import { installProbe, type Painted } from './page-probe.ts';
import { quantile } from './percentiles.ts';
import { canReadProcesses, cpuPercents, processTree } from './process-tree.ts';
import { tickLatencies, type TickLatencies } from './tick-latency.ts';
import type { Page } from '@playwright/test';

const instruments = 50;
const settleMs = 4_000;
const measureMs = Number(process.env['QUORUM_BENCH_MS'] ?? 10_000);
const goalRate = 5_000;
const rates: readonly number[] = (process.env['QUORUM_BENCH_RATES'] ?? '500,5000,10000,20000').split(',').map(Number);
const now = (): number => performance.timeOrigin + performance.now();

export const ticksBench: Bench = {
  name: 'ticks',
  title: 'tick to screen through wire, ingestion, link, shell and page; rate that is kept up with',
  async run() {
    const loaded = await startLoadedQuorum(instruments);
    const browser = await startBrowser();
    try {
      const page = await browser.open(loaded.quorum.url, async (each) => void (await each.addInitScript(installProbe)));
      await waitForGrid(page, 10);
      const figures: Figure[] = [];
      const notes: string[] = [];
      for (const rate of rates) {
        const step = await measureRate(loaded, page, rate);
        figures.push(...step.figures);
        notes.push(...step.notes);
      }
      return { figures, notes } satisfies BenchResult;
    } finally {
      await browser.close();
      await loaded.stop();
    }
  },
};

async function measureRate(loaded: LoadedQuorum, page: Page, rate: number): Promise<BenchResult> {
  const { load, quorum } = loaded;
  load.rate(rate);
  await wait(settleMs);
  await page.evaluate(() => void ((globalThis as unknown as { painted: Painted[] }).painted.length = 0));
  const before = await load.report();
  const cpuBefore = canReadProcesses ? [...processTree(quorum.pid), ...processTree(load.pid)] : [];
  const fromMs = now();
  await wait(measureMs);
  const toMs = now();
  const cpuAfter = canReadProcesses ? [...processTree(quorum.pid), ...processTree(load.pid)] : [];
  const report = await load.report();
  await wait(500);
  const painted = await page.evaluate(() => (globalThis as unknown as { painted: Painted[] }).painted);
  const latencies = tickLatencies({ report, painted, fromMs, toMs: toMs - 500 });
  const inner = await innerLatencies(loaded);
  const cpu = cpuPercents(cpuBefore, cpuAfter, toMs - fromMs);
  return {
    figures: [
      ...screenFigures(latencies, rate),
      ...inner.map(({ name, value }) => ({ name: `${rate}/s ${name}`, value, unit: 'ms' })),
      { name: `${rate}/s ticks made`, value: ((report.ticks - before.ticks) / (toMs - fromMs)) * 1_000, unit: '/s' },
      { name: `${rate}/s cells painted`, value: (painted.length / (toMs - fromMs)) * 1_000, unit: '/s' },
      ...[...cpu].map(([name, value]) => ({ name: `${rate}/s cpu ${name}`, value, unit: '% of a core' })),
    ],
    notes: latencies.rows === 0 ? [`at ${rate}/s nothing was painted`] : [],
  };
}

function screenFigures({ shown, every }: TickLatencies, rate: number): readonly Figure[] {
  const goal = rate === goalRate ? { goal: { most: 50 } } : {};
  return [
    { name: `${rate}/s tick to screen p50`, value: quantile(shown, 0.5), unit: 'ms' },
    { name: `${rate}/s tick to screen p99`, value: quantile(shown, 0.99), unit: 'ms', ...goal },
    { name: `${rate}/s every tick p50`, value: quantile(every, 0.5), unit: 'ms' },
    { name: `${rate}/s every tick p99`, value: quantile(every, 0.99), unit: 'ms' },
  ];
}

/** What the processes say of themselves: their newest thousand samples. */
async function innerLatencies({ quorum }: LoadedQuorum): Promise<readonly { name: string; value: number }[]> {
  const links = await quorum.links();
  const found: { name: string; value: number }[] = [];
  for (const process of ['ingestion', 'analytics'] as const) {
    const health = await new Promise<ProcessHealth>((resolve) => {
      links.link(process).watch.process({}, { onChange: ({ items }) => items[0] && resolve(items[0]) });
    });
    for (const { name, p50Ms, p99Ms } of health.latencies)
      found.push({ name: `${name} p50`, value: p50Ms }, { name: `${name} p99`, value: p99Ms });
  }
  links.close();
  return found;
}
