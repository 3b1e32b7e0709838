import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { number, table } from '../table.ts';

/** One ticker's conviction taken apart. */
export const score: Command = {
  usage: 'score TICKER [--json]   or   score FILE.json [--json]',
  summary: 'conviction of one ticker with every layer, from the running program or from a file of signals',
  flags: [],
  mostWords: 1,
  run: async ({ engine, words, json, output }) => {
    const ticker = (words[0] ?? '').toUpperCase();
    if (ticker === '') {
      output.err('score needs a ticker, for example: quorum score SPY');
      return exitCodes.usage;
    }
    const answer = await engine.link('analytics').call.score({ ticker });
    if (!answer.ok) {
      output.err(`No score: ${answer.failure.message}`);
      return exitCodes.failed;
    }
    if (answer.value === null) {
      output.err(`${ticker} is not watched.`);
      return exitCodes.failed;
    }
    const result = answer.value;
    if (json) {
      output.out(JSON.stringify(result, null, 2));
      return exitCodes.done;
    }
    output.out(
      `${result.ticker}  ${result.direction}  ${number(result.conviction * 100, 1)}  ${result.agreeing} of ${result.withData} layers agree, regime ${result.regime}`,
    );
    output.out(
      table(
        [
          { title: 'layer', text: (row) => row.layer },
          { title: 'status', text: (row) => row.status },
          { title: 'direction', text: (row) => (row.status === 'no-data' ? '–' : row.direction) },
          { title: 'strength', align: 'right', text: (row) => number(row.status === 'no-data' ? null : row.strength) },
          {
            title: 'confidence',
            align: 'right',
            text: (row) => number(row.status === 'no-data' ? null : row.confidence),
          },
          { title: 'weight', align: 'right', text: (row) => number(row.weight) },
          { title: 'share', align: 'right', text: (row) => number(row.contribution, 3) },
          { title: 'says', text: (row) => row.explanation || row.reason },
        ],
        result.layers,
      ),
    );
    const sum = result.arithmetic;
    output.out(
      `base ${number(sum.numerator, 4)} / ${number(Math.max(sum.denominator, sum.coverageFloor), 4)} = ${number(sum.base, 4)}  x agreement ${number(sum.agreementMultiplier, 3)} (${number(sum.votes)} votes)  x contradiction ${number(sum.contradictionFactor, 3)} = ${number(sum.raw, 4)}`,
    );
    return exitCodes.done;
  },
};
