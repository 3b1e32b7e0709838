import { untilOpen } from '../../host/until-open.ts';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { clockTime, plain, table } from '../table.ts';

/** What is read of a fact of the kind `news`; other processes' data is never trusted to have its shape. */
type NewsRow = {
  readonly time: number;
  /** Tickers the headline is about; none = the market at large. */
  readonly about: readonly string[];
  readonly headline: string;
  readonly publisher: string;
  readonly sentiment: number | null;
  readonly source: string;
  readonly key: string;
};

const mostRows = 40;
/** Headlines about several tickers are kept without a subject: so many are read to find those about one. */
const mostRead = 500;
const tickerLike = /^[A-Za-z][A-Za-z0-9.]{0,9}$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : []);

function mood(sentiment: number | null): string {
  if (sentiment === null) return '–';
  return `${sentiment > 0 ? '+' : ''}${sentiment.toFixed(2)}`;
}

async function list({ engine, words, json, output }: CommandContext): Promise<number> {
  const subject = words[0]?.toUpperCase();
  const ingestion = engine.link('ingestion');
  await untilOpen(ingestion);
  const answer = await ingestion.call.factsAsOf({
    kinds: ['news'],
    subjects: subject === undefined ? [] : [subject, ''],
    limit: subject === undefined ? mostRows : mostRead,
  });
  if (!answer.ok) {
    output.err(`The headlines cannot be read: ${answer.failure.message}`);
    return exitCodes.failed;
  }
  const headlines = answer.value.map(({ eventTime, subject: about, body, source, key }): NewsRow => ({
    time: eventTime,
    about: about === '' ? textsOf(body['tickers']) : [about],
    headline: textOf(body['headline']),
    publisher: textOf(body['publisher']),
    sentiment: typeof body['sentiment'] === 'number' ? body['sentiment'] : null,
    source,
    key,
  }));
  const rows = headlines.filter(({ about }) => subject === undefined || about.includes(subject)).slice(0, mostRows);
  if (json) output.out(JSON.stringify(rows, null, 2));
  else if (rows.length === 0) output.out(subject === undefined ? 'No headline yet.' : `No headline of ${subject} yet.`);
  else
    output.out(
      table(
        [
          {
            title: 'time',
            text: (row) =>
              `${new Date(row.time).toLocaleDateString('en-CA', { timeZone: 'America/New_York' })} ${clockTime(row.time)}`,
          },
          { title: 'about', text: (row) => row.about.join(' ') },
          { title: 'mood', align: 'right', text: (row) => mood(row.sentiment) },
          { title: 'headline', text: (row) => row.headline },
          { title: 'publisher', text: (row) => row.publisher },
          { title: 'source', text: (row) => row.source },
          { title: 'key', text: (row) => (row.source === 'ibkr' ? row.key : '') },
        ],
        rows,
      ),
    );
  return exitCodes.done;
}

async function read({ engine, json, output }: CommandContext, key: string): Promise<number> {
  const [provider = '', article = ''] = key.split('|');
  const ingestion = engine.link('ingestion');
  await untilOpen(ingestion);
  const answer = await ingestion.call.article({ provider, article });
  if (!answer.ok) {
    output.err(`The article ${key} cannot be read: ${answer.failure.message}`);
    return exitCodes.failed;
  }
  output.out(json ? JSON.stringify(answer.value, null, 2) : answer.value.text.split('\n').map(plain).join('\n'));
  return exitCodes.done;
}

/** Headlines of every source, newest first; the broker's can be read in full by their key. */
export const news: Command = {
  usage: "news [TICKER | 'PROVIDER|ARTICLE'] [--json]",
  summary: 'newest headlines of all sources; with the key of one of the broker, its article',
  flags: [],
  mostWords: 1,
  run: (context) => {
    const [word] = context.words;
    if (word?.includes('|')) return read(context, word);
    if (word === undefined || tickerLike.test(word)) return list(context);
    context.output.err(`"${word}" is neither a ticker nor the key of an article`);
    return Promise.resolve(exitCodes.usage);
  },
};
