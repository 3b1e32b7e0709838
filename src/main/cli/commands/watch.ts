import type { ScoreRow } from '../../../engine/contract/analytics-contract.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { number, table } from '../table.ts';

function byConviction(left: ScoreRow, right: ScoreRow): number {
  return right.score.arithmetic.raw - left.score.arithmetic.raw || left.ticker.localeCompare(right.ticker);
}

export function scoreTable(rows: readonly ScoreRow[]): string {
  return table(
    [
      { title: 'ticker', text: (row) => row.ticker },
      { title: 'direction', text: (row) => row.score.direction },
      { title: 'conviction', align: 'right', text: (row) => number(row.score.conviction * 100, 0) },
      { title: 'agree', align: 'right', text: (row) => `${row.score.agreeing}/${row.score.withData}` },
      { title: 'zero gamma', align: 'right', text: (row) => number(row.gex?.zeroGamma) },
      { title: 'IV rank', align: 'right', text: (row) => number(row.impliedVolRank, 0) },
      {
        title: 'strongest layer',
        text: (row) =>
          [...row.score.layers].sort((left, right) => Math.abs(right.contribution) - Math.abs(left.contribution))[0]
            ?.layer ?? '',
      },
    ],
    [...rows].sort(byConviction),
  );
}

/** The grid in a terminal, once a second, until Ctrl+C; `--json` prints one line a change. */
export const watch: Command = {
  usage: 'watch [TICKER...] [--json] [--seconds N]   or   watch --replay FILE [--speed X] [--json]',
  summary: 'live conviction table, or the same pipeline over a recorded tape',
  run: ({ engine, words, flags, json, output, signal }) => {
    const wanted = new Set(words.map((word) => word.toUpperCase()));
    const rows = new Map<string, ScoreRow>();
    const client = engine.link('analytics');
    client.watch.scores(
      {},
      {
        onChange: ({ items, gone }) => {
          for (const ticker of gone) rows.delete(ticker);
          for (const row of items) {
            if (wanted.size > 0 && !wanted.has(row.ticker)) continue;
            rows.set(row.ticker, row);
            if (json)
              output.out(
                JSON.stringify({
                  ticker: row.ticker,
                  direction: row.score.direction,
                  conviction: row.score.conviction,
                  agreeing: row.score.agreeing,
                  withData: row.score.withData,
                  time: row.score.eventTime,
                }),
              );
          }
        },
      },
    );
    const seconds = Number(flags['seconds'] ?? 0);
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (json) return;
        output.out(
          `${process.stdout.isTTY ? '\u001B[2J\u001B[H' : ''}${rows.size === 0 ? 'No score yet.' : scoreTable([...rows.values()])}`,
        );
      }, 1_000);
      const stop = (): void => {
        clearInterval(timer);
        resolve(exitCodes.done);
      };
      signal.addEventListener('abort', stop, { once: true });
      if (seconds > 0) setTimeout(stop, seconds * 1_000);
    });
  },
};
