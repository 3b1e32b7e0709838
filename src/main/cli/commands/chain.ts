import type { ChainCoverage } from '../../../engine/domain/chain.ts';
import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { clockTime, table } from '../table.ts';

const usualSeconds = 10;
const usualDays = 60;

function coverageTable({ underlying, expiries, listed }: ChainCoverage): string {
  const wanted = expiries.reduce((sum, each) => sum + each.wanted, 0);
  const seen = expiries.reduce((sum, each) => sum + each.seen, 0);
  const head = `${underlying}: ${seen} of ${wanted} options seen, ${listed.length} expiries listed to ${listed.at(-1) ?? '–'}`;
  const rows = table(
    [
      { title: 'expiry', text: (row) => row.expiry },
      { title: 'class', text: (row) => row.tradingClass },
      { title: 'seen', align: 'right', text: (row) => String(row.seen) },
      { title: 'wanted', align: 'right', text: (row) => String(row.wanted) },
      { title: 'oldest', text: (row) => clockTime(row.oldestRowTime) },
      { title: 'newest', text: (row) => clockTime(row.newestRowTime) },
    ],
    expiries,
  );
  return `${head}\n${rows}`;
}

/** Asks for the whole chain to 60 days for a while and says how far each expiry has been seen. */
export const chain: Command = {
  usage: 'chain TICKER [YYYYMMDD] [--seconds N] [--json]',
  summary: 'whole option chain to 60 days, or one expiry: how much of it has been seen, and when',
  flags: ['seconds'],
  mostWords: 2,
  run: async ({ engine, words: [word = '', expiry = null], flags, json, output, signal }) => {
    const underlying = word.toUpperCase();
    const seconds = flags.seconds === undefined ? usualSeconds : Number(flags.seconds);
    if (!/^[A-Z][A-Z0-9.]{0,9}$/.test(underlying) || !(seconds > 0) || (expiry !== null && !/^\d{8}$/.test(expiry))) {
      output.err('A chain needs a ticker, at most one expiry as YYYYMMDD, and a time above 0');
      return exitCodes.usage;
    }
    const ingestion = engine.link('ingestion');
    await untilOpen(ingestion);
    let newest: ChainCoverage | null = null;
    ingestion.watch.chainCoverage(
      { underlying, untilDays: usualDays, expiry, strikeShare: null },
      {
        onChange: ({ items }) => {
          newest = items.at(-1) ?? newest;
        },
      },
    );
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      setTimeout(resolve, seconds * 1_000);
    });
    const shown = newest as ChainCoverage | null;
    if (shown === null) {
      output.err(`Nothing was told of the chain of ${underlying} within ${seconds} s.`);
      return exitCodes.failed;
    }
    output.out(json ? JSON.stringify(shown, null, 2) : coverageTable(shown));
    return exitCodes.done;
  },
};
