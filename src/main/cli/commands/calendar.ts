import type { ScheduledReleaseRow, ScheduledReportRow } from '../../../engine/contract/calendar-schemas.ts';
import type { ClockState } from '../../../engine/contract/supervision.ts';
import { addDays, wallTime } from '../../../engine/domain/time.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';
import { clockTime, number, table } from '../table.ts';

const usualDays = 7;
const mostDays = 120;

/** New York's day in the world that runs: in practice it is another than the machine's. */
function todayOf({ venueMs, wallMs, speed }: ClockState): string {
  return wallTime(venueMs + (Date.now() - wallMs) * speed).date;
}

const differences = (row: ScheduledReleaseRow | ScheduledReportRow): string =>
  row.disagreements.map(({ message }) => message).join('; ');

function releaseTable(releases: readonly ScheduledReleaseRow[]): string {
  return table(
    [
      { title: 'day', text: (row) => row.date },
      { title: 'New York', text: (row) => clockTime(row.scheduledTime) },
      { title: 'country', text: (row) => row.country },
      { title: 'release', text: (row) => row.name },
      { title: 'weight', text: (row) => row.importance },
      { title: 'actual', align: 'right', text: (row) => number(row.actual) },
      { title: 'forecast', align: 'right', text: (row) => number(row.forecast) },
      { title: 'previous', align: 'right', text: (row) => number(row.previous) },
      { title: 'unit', text: (row) => row.unit },
      { title: 'sources', text: (row) => row.sources.join(', ') },
      { title: 'disagree', text: differences },
    ],
    releases,
  );
}

function reportTable(reports: readonly ScheduledReportRow[]): string {
  return table(
    [
      { title: 'day', text: (row) => row.date },
      { title: 'ticker', text: (row) => row.ticker },
      { title: 'when', text: (row) => row.session },
      { title: 'EPS expected', align: 'right', text: (row) => number(row.epsEstimate) },
      { title: 'EPS', align: 'right', text: (row) => number(row.epsActual) },
      {
        title: 'options expect',
        align: 'right',
        text: (row) => (row.expectedMove === null ? '–' : `${number(row.expectedMove * 100, 1)}%`),
      },
      { title: 'sources', text: (row) => row.sources.join(', ') },
      { title: 'disagree', text: differences },
    ],
    reports,
  );
}

/** Economic releases and the reports of watched companies, as all calendars together tell them. */
export const calendar: Command = {
  usage: 'calendar [DAYS] [--json]',
  summary: 'economic releases and reports of watched companies, reconciled over the calendars',
  flags: [],
  mostWords: 1,
  run: async ({ words, engine, json, output }) => {
    const days = words[0] === undefined ? usualDays : Number(words[0]);
    if (!Number.isInteger(days) || days < 1 || days > mostDays) {
      output.err(`calendar takes 1 to ${mostDays} days, not "${words[0]}"`);
      return exitCodes.usage;
    }
    const { call, watch } = engine.link('ingestion');
    const [hosts, watched] = await Promise.all([
      firstRows(engine.link('host').watch.status),
      firstRows(watch.watchlist),
    ]);
    const [host] = hosts ?? [];
    if (!host || !watched) {
      output.err('The program does not answer: neither its day nor its watchlist is known.');
      return exitCodes.failed;
    }
    const fromDate = todayOf(host.clock);
    const tickers = watched.map(({ ticker }) => ticker);
    const answer = await call.calendar({ fromDate, toDate: addDays(fromDate, days - 1), tickers });
    if (!answer.ok) {
      output.err(`No calendar: ${answer.failure.message}`);
      return exitCodes.failed;
    }
    if (json) output.out(JSON.stringify(answer.value, null, 2));
    else output.out(`${releaseTable(answer.value.releases)}\n\n${reportTable(answer.value.reports)}`);
    return exitCodes.done;
  },
};
