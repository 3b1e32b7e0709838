import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench } from './bench.ts';
import { startBrowser, waitForGrid, type Pages } from './open-page.ts';
import { median } from './percentiles.ts';
import { repositoryRoot } from './repository-root.ts';

const repeats = 5;

export const startBench: Bench = {
  name: 'start',
  title: 'cold start: `npm start` to the ready line, to the first row and to the first score',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
    const browser = await startBrowser();
    const runs: Start[] = [];
    try {
      // The first start prepares the folder and is not what the goal is about.
      await startOnce(home, browser);
      for (let run = 0; run < repeats; run += 1) runs.push(await startOnce(home, browser));
    } finally {
      await browser.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
    const of = (pick: (start: Start) => number): number => median(runs.map(pick));
    return {
      figures: [
        { name: 'to the ready line', value: of((run) => run.readyMs), unit: 'ms' },
        {
          name: 'to the first row in an open browser',
          value: of((run) => run.rowMs),
          unit: 'ms',
          goal: { most: 3_000 },
        },
        { name: 'to the first price', value: of((run) => run.priceMs), unit: 'ms' },
        { name: 'slowest first row', value: Math.max(...runs.map((run) => run.rowMs)), unit: 'ms' },
      ],
      notes: [`medians of ${repeats} starts with the same data folder, practice world`],
    };
  },
};

type Start = { readonly readyMs: number; readonly rowMs: number; readonly priceMs: number };

async function startOnce(home: string, browser: Pages): Promise<Start> {
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--headless'], {
    cwd: repositoryRoot,
    env: { ...process.env, QUORUM_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  try {
    const { url } = await firstLine(child);
    const readyMs = performance.now() - began;
    const page = await browser.open(url);
    await waitForGrid(page);
    const rowMs = performance.now() - began;
    await page.waitForFunction(
      () => [...document.querySelectorAll('.ag-row [col-id="last"]')].some((cell) => /\d/.test(cell.textContent)),
      undefined,
      { timeout: 30_000, polling: 'raf' },
    );
    const priceMs = performance.now() - began;
    await page.context().close();
    return { readyMs, rowMs, priceMs };
  } finally {
    await ended(child);
  }
}

function firstLine(child: ChildProcess): Promise<{ readonly url: string }> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('no standard output'));
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line) as { url: string });
    });
  });
}

/** The whole group, as a terminal's Ctrl+C does. */
function ended(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    process.kill(-pid, 'SIGINT');
  });
}
