import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { engineView, type EngineView } from '../support/engine-view.ts';
import { startQuorum } from '../support/start-quorum.ts';
import type { Bench, Figure } from './bench.ts';
import { startBrowser, waitForGrid } from './open-page.ts';
import { quantile } from './percentiles.ts';

const ticker = 'SPY';
const kinds = ['flow-alert', 'option-trade'] as const;
const settleMs = Number(process.env['QUORUM_BENCH_SETTLE_MS'] ?? 20_000);
const measureMs = Number(process.env['QUORUM_BENCH_MS'] ?? 60_000);

/** An alert of one symbol comes every few minutes of its market, option trades come by themselves. */
const speeds: Readonly<Record<(typeof kinds)[number], number>> = { 'flow-alert': 20, 'option-trade': 1 };

type Kind = (typeof kinds)[number];
type Shown = { readonly fact: string; readonly atMs: number };

export const flowBench: Bench = {
  name: 'flow',
  title: 'flow alerts and option trades of the emulated vendor to the rows of the Flow tab',
  async run() {
    const browser = await startBrowser();
    const quorum = await startQuorum();
    const engine = engineView(await quorum.links());
    try {
      const page = await browser.open(quorum.url, async (each) => void (await each.addInitScript(noteRows)));
      await waitForGrid(page);
      await page.getByRole('tab', { name: 'Flow', exact: true }).click();
      await page.getByRole('radio', { name: 'All', exact: true }).click();
      await wait(settleMs);
      const figures: Figure[] = [];
      for (const kind of kinds) figures.push(...(await measure(kind, page, engine)));
      return {
        figures,
        notes: [
          `practice market at ${speeds['flow-alert']}x for alerts, ${speeds['option-trade']}x for trades`,
          `rows of ${ticker}, against the moment another client of the link was told of the same fact, which is when it was kept`,
          'from the vendor’s socket to there: bench option-stream',
        ],
      };
    } finally {
      engine.close();
      await browser.close();
      await quorum.stop();
    }
  },
};

async function measure(kind: Kind, page: Page, engine: EngineView): Promise<readonly Figure[]> {
  await page.getByRole('radio', { name: kind === 'flow-alert' ? 'Alerts' : 'Trades', exact: true }).click();
  await engine.host.call.practice({ action: 'speed', speed: speeds[kind] });
  await wait(2_000);
  const toldMs = new Map<string, number>();
  const watch = engine.ingestion.watch.facts(
    { kinds: [kind], subjects: [ticker] },
    {
      // Stream and question tell one alert each: the row is there from the first of them on.
      onItem: ({ source, key }) => {
        const fact = `${kind}|${source}|${key}`;
        if (!toldMs.has(fact)) toldMs.set(fact, performance.timeOrigin + performance.now());
      },
    },
  );
  await wait(1_000);
  const fromMs = performance.timeOrigin + performance.now();
  await wait(measureMs);
  watch.close();
  const shown = await page.evaluate(() => (globalThis as unknown as { shownRows: Shown[] }).shownRows);
  const waits = shown.flatMap(({ fact, atMs }) => {
    const at = toldMs.get(fact);
    return at !== undefined && at >= fromMs ? [atMs - at] : [];
  });
  return [
    { name: `${kind}: rows shown`, value: waits.length, unit: 'rows' },
    { name: `${kind}: kept to screen p50`, value: quantile(waits, 0.5), unit: 'ms' },
    { name: `${kind}: kept to screen p99`, value: quantile(waits, 0.99), unit: 'ms' },
  ];
}

/** Runs in the page: notes each row of facts with the moment the frame that first had it was over. */
function noteRows(): void {
  const rows: Shown[] = [];
  (globalThis as unknown as { shownRows: Shown[] }).shownRows = rows;
  const seen = new Set<string>();
  new MutationObserver((mutations) => {
    const added = mutations
      .flatMap((mutation) => [...mutation.addedNodes])
      .flatMap((node) => (node instanceof Element ? [node, ...node.querySelectorAll('[data-fact]')] : []))
      .flatMap((element) => element.getAttribute('data-fact') ?? [])
      .filter((fact) => !seen.has(fact));
    if (added.length === 0) return;
    for (const fact of added) seen.add(fact);
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        const atMs = performance.timeOrigin + performance.now();
        for (const fact of added) rows.push({ fact, atMs });
      });
      channel.port1.start();
      channel.port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true });
}
