import type { ScoreRow } from '../../../engine/contract/analytics-contract.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { number, table } from '../table.ts';

function byConviction(left: ScoreRow, right: ScoreRow): number {
  return right.score.arithmetic.raw - left.score.arithmetic.raw || left.ticker.localeCompare(right.ticker);
}

function scoreTable(rows: readonly ScoreRow[]): string {
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
  usage: 'watch [TICKER...] [--json] [--seconds N]',
  summary: 'live conviction table, once a second; with --json one line a change',
  flags: ['seconds'],
  mostWords: 100,
  run: async ({ engine, words, flags, json, output, signal }) => {
    const seconds = flags.seconds === undefined ? 0 : Number(flags.seconds);
    if (!(seconds >= 0)) {
      output.err(`--seconds must be a number, not "${String(flags.seconds)}"`);
      return exitCodes.usage;
    }
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
    const timer = setInterval(() => {
      if (json) return;
      clearScreen();
      output.out(rows.size === 0 ? 'No score yet.' : scoreTable([...rows.values()]));
    }, 1_000);
    await ended(signal, seconds);
    clearInterval(timer);
    return exitCodes.done;
  },
};

/** Not by way of the output, which lets no command of a terminal pass. */
function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[H');
}

/** Resolves when the trader stops it, or after `seconds` when that is more than 0. */
function ended(signal: AbortSignal, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (seconds > 0) setTimeout(resolve, seconds * 1_000);
  });
}
