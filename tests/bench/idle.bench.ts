import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { startQuorum } from '../support/start-quorum.ts';
import type { Bench, Figure } from './bench.ts';
import { startBrowser, waitForGrid, type Pages } from './open-page.ts';
import { canReadProcesses, cpuPercents, processTree } from './process-tree.ts';

const settleMs = Number(process.env['QUORUM_BENCH_SETTLE_MS'] ?? 20_000);
const measureMs = 30_000;
const bare = 'bare Node process that wakes twenty times a second';

export const idleBench: Bench = {
  name: 'idle',
  title: 'processor time and memory of the whole program, market running and paused',
  async run() {
    if (!canReadProcesses) return { figures: [], notes: ['skipped: needs /proc'] };
    const browser = await startBrowser();
    try {
      const figures: Figure[] = [{ name: bare, value: await bareCpu(), unit: '% of a core' }];
      for (const speed of [1, 0]) figures.push(...(await measureSpeed(browser, speed)));
      return { figures, notes: ['one window open; memory is the proportional share of each process'] };
    } finally {
      await browser.close();
    }
  },
};

async function measureSpeed(browser: Pages, speed: number): Promise<readonly Figure[]> {
  const quorum = await startQuorum({ settings: { practice: { speed } } });
  const title = speed === 0 ? 'paused' : `${speed}x`;
  try {
    const links = await quorum.links();
    const host = links.link('host');
    const page = await browser.open(quorum.url);
    await waitForGrid(page);
    await wait(settleMs);
    const figures = await cpuFigures(quorum.pid, title);
    if (speed === 0) return figures;
    const memory = (): number => processTree(quorum.pid).reduce((sum, each) => sum + each.memoryMb, 0);
    const oneWindow = memory();
    for (let window = 2; window <= 4; window += 1) {
      const answer = await host.call.openWindow({ route: '' });
      if (!answer.ok) throw new Error(answer.failure.message);
      await waitForGrid(await browser.open(answer.value.url));
    }
    await wait(5_000);
    links.close();
    return [
      ...figures,
      ...(await pageCpu(quorum.pid)),
      { name: 'memory, engine and shell, 1 window', value: oneWindow, unit: 'MB' },
      { name: 'memory, engine and shell, 4 windows', value: memory(), unit: 'MB' },
    ];
  } finally {
    for (const context of browser.browser.contexts()) await context.close();
    await quorum.stop();
  }
}

/** What this machine takes for being woken: nothing of ours, so that figures of two machines can be compared. */
async function bareCpu(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 50)'], { stdio: 'ignore' });
  try {
    await wait(2_000);
    const percents = await cpuOver(child.pid ?? 0, measureMs);
    return [...percents.values()].reduce((sum, value) => sum + value, 0);
  } finally {
    child.kill();
  }
}

async function pageCpu(pid: number): Promise<readonly Figure[]> {
  const percents = await cpuOver(pid, 10_000);
  const total = [...percents.values()].reduce((sum, value) => sum + value, 0);
  return [{ name: 'cpu with 4 windows, 1x', value: total, unit: '% of a core' }];
}

async function cpuFigures(pid: number, title: string): Promise<readonly Figure[]> {
  const percents = await cpuOver(pid, measureMs);
  const total = [...percents.values()].reduce((sum, value) => sum + value, 0);
  const goal = title === 'paused' ? { goal: { most: 3 } } : {};
  return [
    ...[...percents].map(([name, value]) => ({ name: `cpu ${title} ${name}`, value, unit: '% of a core' })),
    { name: `cpu ${title} total`, value: total, unit: '% of a core', baseline: bare, ...goal },
  ];
}

async function cpuOver(pid: number, elapsedMs: number): Promise<ReadonlyMap<string, number>> {
  const before = processTree(pid);
  const startMs = performance.now();
  await wait(elapsedMs);
  return cpuPercents(before, processTree(pid), performance.now() - startMs);
}
