import { writeFile } from 'node:fs/promises';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/** Writes the journal to a file or to standard output. */
export const journal: Command = {
  usage: 'journal export [--format csv|json] [--json] [--ticker T] [--out FILE]',
  summary: 'every trade with its fills, commission, conviction and layer readings at entry',
  flags: ['format', 'ticker', 'out'],
  mostWords: 1,
  run: async ({ engine, words, flags, json, output }) => {
    const format = flags.format ?? (json ? 'json' : 'csv');
    if (words[0] !== 'export' || (format !== 'csv' && format !== 'json')) {
      output.err(`usage: quorum ${journal.usage}`);
      return exitCodes.usage;
    }
    const ticker = typeof flags.ticker === 'string' ? flags.ticker.toUpperCase() : '';
    const answer = await engine
      .link('execution')
      .call.exportJournal({ filter: { from: null, to: null, ticker, limit: 5_000 }, format });
    if (!answer.ok) {
      output.err(`No export: ${answer.failure.message}`);
      return exitCodes.failed;
    }
    const target = flags.out;
    if (typeof target !== 'string') output.out(answer.value.content.trimEnd());
    else {
      try {
        await writeFile(target, answer.value.content);
      } catch (error) {
        output.err(`${target} was not written: ${(error as Error).message}`);
        return exitCodes.failed;
      }
      output.err(`${answer.value.rows} trades written to ${target}`);
    }
    return exitCodes.done;
  },
};
