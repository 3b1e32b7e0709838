import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { engineView } from '../support/engine-view.ts';
import { eventually } from '../support/eventually.ts';
import { latestRows } from '../support/latest-rows.ts';
import { runCommand } from '../support/run-cli.ts';
import { startQuorum } from '../support/start-quorum.ts';

type Score = {
  readonly kind: string;
  readonly ticker: string;
  readonly time: number;
  readonly bid: number | null;
  readonly last: number | null;
  readonly withData: number;
  readonly layers: Readonly<Record<string, number | null>>;
};

const scoresOf = (out: string): readonly Score[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Score)
    .filter(({ kind }) => kind === 'score');

test('a day that the running program recorded is scored again from the recording alone, layer by layer, always the same', async () => {
  const settings = { practice: { speed: 20 }, recording: { enabled: true }, watchlist: ['SPY', 'AAPL', 'TSLA'] };
  const quorum = await startQuorum({ settings, keepHome: true });
  onTestFinished(() => rmSync(quorum.home, { recursive: true, force: true, maxRetries: 5 }));
  const links = await quorum.links();
  const engine = engineView(links);
  const live = latestRows(links.link('analytics').watch.scores, { params: {}, keyOf: (row) => row.ticker });
  const patience = { timeoutMs: 90_000, pollMs: 250 };
  // What needs a walk over the chain and a filing or two has come.
  await eventually(() => {
    // No insider of a fund files.
    for (const [ticker, layers] of [
      ['SPY', 6],
      ['TSLA', 7],
    ] as const)
      expect(live.row(ticker)?.score.withData).toBeGreaterThanOrEqual(layers);
  }, patience);
  const livePrice = engine.quotes.row('SPY.STK')?.last ?? Number.NaN;
  const layersOf = (ticker: string) => live.row(ticker)?.score.layers.filter(({ status }) => status === 'live') ?? [];
  const spoke = { SPY: layersOf('SPY'), TSLA: layersOf('TSLA') };
  live.close();
  engine.close();
  await quorum.stop();

  const folder = join(quorum.home, 'practice', 'recordings');
  const recording = join(folder, readdirSync(folder).find((name) => name.endsWith('.qrec')) ?? 'none');
  const words = ['watch', '--replay', recording, '--json'] as const;
  const first = await runCommand(quorum.home, ...words);
  expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
  for (const [ticker, layers] of Object.entries(spoke)) {
    const last = scoresOf(first.out).findLast((score) => score.ticker === ticker);
    expect(layers.length).toBeGreaterThanOrEqual(6);
    for (const { layer, contribution } of layers) {
      // The chain fills in another order, and a moment lies between: the same voice, not the same digits.
      const again = last?.layers[layer];
      expect(again, `${layer} of ${ticker} speaks again`).not.toBeNull();
      expect(Math.abs((again ?? Infinity) - contribution), `${layer} of ${ticker}: ${again}`).toBeLessThan(0.15);
    }
    // The moment of the comparison was a little before the end of the recording.
    if (ticker === 'SPY') expect(Math.abs((last?.last ?? 0) / livePrice - 1)).toBeLessThan(0.02);
  }
  expect(first.out).toContain('RECORDED');
  const second = await runCommand(quorum.home, ...words, 'SPY');
  const spy = scoresOf(first.out).filter(({ ticker }) => ticker === 'SPY');
  expect(scoresOf(second.out)).toEqual(spy);
}, 180_000);
