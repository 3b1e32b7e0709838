import type { ShownBook } from '../../../engine/domain/book.ts';
import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { number, table } from '../table.ts';

const levels = 10;
const usualSeconds = 5;
const idLike = /^[A-Z0-9:.]{1,80}$/;

const words: Readonly<Record<ShownBook['state'], string>> = {
  live: 'live',
  waiting: 'waits for one of the three depth slots',
  carried: 'as it was: its depth slot went to another instrument',
  interrupted: 'as it was: interrupted',
  refused: 'refused',
};

function ladder(book: ShownBook): string {
  const rows = Array.from({ length: Math.max(book.bids.length, book.asks.length) }, (_none, index) => index);
  return table(
    [
      { title: 'maker', text: (row) => book.bids[row]?.maker ?? '' },
      { title: 'size', align: 'right', text: (row) => number(book.bids[row]?.size, 0) },
      { title: 'bid', align: 'right', text: (row) => number(book.bids[row]?.price) },
      { title: 'ask', align: 'right', text: (row) => number(book.asks[row]?.price) },
      { title: 'size', align: 'right', text: (row) => number(book.asks[row]?.size, 0) },
      { title: 'maker', text: (row) => book.asks[row]?.maker ?? '' },
    ],
    rows,
  );
}

function headOf(book: ShownBook): string {
  const at = book.receivedTime === 0 ? 'no book yet' : `at ${new Date(book.receivedTime).toISOString()}`;
  const scope = book.scope === 'aggregated' ? 'all exchanges' : 'one exchange';
  const top = book.venues && book.venues.top.length > 0 ? `; best price only from ${book.venues.top.join(', ')}` : '';
  const problem = book.problem ? ` (${book.problem.message})` : '';
  return `${book.instrument}  ${scope}${top}  ${at}  ${words[book.state]}${problem}`;
}

/** The order book of one instrument, newest state after some seconds; `--json` prints one line a change. */
export const book: Command = {
  usage: 'book INSTRUMENT [--seconds N] [--json]',
  summary: 'market depth of one instrument, such as SPY or ES.FUT.20261218; says when it is not live',
  flags: ['seconds'],
  mostWords: 1,
  run: async ({ engine, words: [word = ''], flags, json, output, signal }) => {
    const wanted = word.toUpperCase();
    const seconds = flags.seconds === undefined ? usualSeconds : Number(flags.seconds);
    if (!idLike.test(wanted) || !(seconds > 0)) {
      output.err(`A book needs an instrument and a time above 0, not "${word}" and "${String(flags.seconds ?? '')}"`);
      return exitCodes.usage;
    }
    const instrument = /\.(?:STK|IND|OPT|FUT|CASH|CRYPTO)/.test(wanted) ? wanted : `${wanted}.STK`;
    const ingestion = engine.link('ingestion');
    await untilOpen(ingestion);
    let newest: ShownBook | null = null;
    ingestion.watch.depth(
      { instrument, levels },
      {
        onChange: ({ items }) => {
          newest = items.at(-1) ?? newest;
          if (json) for (const item of items) output.out(JSON.stringify(item));
        },
      },
    );
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      setTimeout(resolve, seconds * 1_000);
    });
    const shown = newest as ShownBook | null;
    if (shown === null) {
      output.err(`Nothing was told of the book of ${instrument} within ${seconds} s.`);
      return exitCodes.failed;
    }
    if (!json) output.out(`${headOf(shown)}\n${ladder(shown)}`);
    return exitCodes.done;
  },
};
