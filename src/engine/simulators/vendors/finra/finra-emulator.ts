import { addDays, instantOf } from '../../../domain/time.ts';
import { realClock } from '../../real-clock.ts';
import type { MarketStory, StoryShortDay } from '../../story/market-story.ts';
import type { VendorEmulator } from '../kit/emulator.ts';
import { startHttpEmulator, type EmulatedRequest, type Route } from '../kit/http-emulator.ts';
import { createMinuteBudget } from '../kit/minute-budget.ts';
import { overHttp } from '../kit/over-http.ts';
import { textReply, type Reply } from '../kit/reply.ts';
import { answerQuery } from './data-query.ts';
import { accessDenied, tooMany } from './finra-errors.ts';
import { shortInterestRow, shortInterestText } from './short-interest-rows.ts';
import { shortVolumeText } from './short-volume-text.ts';
import { createSlowShelf } from './slow-shelf.ts';
import { mondaysBetween, weeklyRows } from './weekly-rows.ts';

/** Files of a day are out at six in the evening. */
const publishedSecond = 18 * 3600;
const weeksKept = 30;
/** Weeks are out three weeks after they began. */
const publishedDays = 21;
/** Lists of one symbol and date. */
const mostKept = 12_000;

type Shelf<Row> = ReturnType<typeof createSlowShelf<Row>>;

async function shortVolume(
  story: MarketStory,
  volumes: Shelf<StoryShortDay>,
  { parts }: EmulatedRequest,
): Promise<Reply> {
  const date = /^(?:CNMS|FNSQ|FNYX|FNQC|FORF)shvol(\d{8})\.txt$/.exec(parts['file'] ?? '')?.[1];
  if (date === undefined || story.now() < instantOf(date, publishedSecond)) return accessDenied();
  const rows = await volumes([date], symbolsOf(story, undefined));
  if (rows.length === 0) return accessDenied();
  return textReply(shortVolumeText(rows), 'text/plain', {
    'last-modified': new Date(instantOf(date, publishedSecond)).toUTCString(),
  });
}

function shortInterestFile(story: MarketStory, { parts }: EmulatedRequest): Reply {
  const date = /^shrt(\d{8})\.csv$/.exec(parts['file'] ?? '')?.[1];
  if (date === undefined || !story.shortInterestDates().includes(date)) return accessDenied();
  return textReply(shortInterestText(story.shortInterest(date).map((row) => shortInterestRow(row, story))), 'text/csv');
}

/** Every reported company, or those whose symbol is asked for in the register's spelling. */
function symbolsOf(story: MarketStory, asked: string | undefined): readonly string[] {
  const symbols = story.companies().map(({ symbol }) => symbol);
  return asked === undefined ? symbols : symbols.filter((symbol) => symbol.replaceAll('.', '') === asked);
}

function routesOf(story: MarketStory): readonly Route[] {
  const positions = createSlowShelf(
    (date, symbol) => story.shortInterest(date, symbol).map((row) => shortInterestRow(row, story)),
    mostKept,
  );
  const volumes = createSlowShelf((date, symbol) => story.shortVolume(date, symbol), mostKept);
  const weeks = createSlowShelf((monday, symbol) => weeklyRows(story, monday, symbol), mostKept);
  const interest = (request: EmulatedRequest): Promise<Reply> =>
    answerQuery(request, ({ from, to, equal }) =>
      positions(
        story.shortInterestDates().filter((date) => date >= from && (to === '' || date <= to)),
        symbolsOf(story, equal['symbolCode']),
      ),
    );
  const weekly = (request: EmulatedRequest): Promise<Reply> =>
    answerQuery(request, ({ from, to, equal }) => {
      const today = story.tradingDate();
      const last = to === '' || to > today ? today : to;
      // Published weeks stay as they are; what is not yet published must not be remembered as empty.
      const oldest = from === '' ? addDays(today, -weeksKept * 7) : from;
      const mondays = mondaysBetween(oldest, addDays(last, -publishedDays));
      return weeks(mondays, symbolsOf(story, equal['issueSymbolIdentifier']));
    });
  const data = '/data/group/otcMarket/name';
  return [
    {
      method: 'GET',
      path: '/equity/regsho/daily/:file',
      answer: (request) => shortVolume(story, volumes, request),
    },
    { method: 'GET', path: '/equity/otcmarket/biweekly/:file', answer: (request) => shortInterestFile(story, request) },
    { method: 'POST', path: `${data}/consolidatedShortInterest`, answer: interest },
    { method: 'GET', path: `${data}/consolidatedShortInterest`, answer: interest },
    { method: 'POST', path: `${data}/weeklySummary`, answer: weekly },
  ];
}

/** FINRA's file host and data API on one port. */
export const finraEmulator: VendorEmulator = {
  vendor: 'finra',
  async start({ story, log, port }) {
    const budget = createMinuteBudget({ perMinute: 1_200, perDay: 1_000_000, now: () => story.now() });
    const http = await startHttpEmulator({
      routes: routesOf(story),
      log,
      ...(port === undefined ? {} : { port }),
      now: () => story.now(),
      after: (delayMs, task) => void realClock.after(delayMs, task),
      before: () => (budget.take().over ? tooMany() : null),
      // The file host refuses what it does not have.
      notFound: () => accessDenied(),
    });
    return overHttp(http, {
      bases: { files: http.origin, api: http.origin },
      credentials: {},
      refused: () => budget.refused(),
    });
  },
};
