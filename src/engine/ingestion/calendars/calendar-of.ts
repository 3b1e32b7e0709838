import type { ScheduledRelease, ScheduledReport } from '../../domain/calendar-event.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import type { FactReader } from '../../ports/fact-store.ts';
import { reconcileReleases } from './reconcile-releases.ts';
import { reconcileReports } from './reconcile-reports.ts';

export type CalendarQuery = {
  /** `YYYYMMDD`, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  /** Empty = every company the calendars name. */
  readonly tickers: readonly string[];
};

export type Calendar = { readonly releases: readonly ScheduledRelease[]; readonly reports: readonly ScheduledReport[] };

const mostFacts = 20_000;
const dayMs = 86_400_000;
/** A report that one source names inside the days asked for and another outside is one report. */
const aroundDays = 30;

/** What is scheduled, as all calendars together tell it, newest versions only, by day. */
export function calendarOf(store: Pick<FactReader, 'query'>, query: CalendarQuery): Calendar {
  const { fromDate, toDate, tickers } = query;
  const within = ({ date }: { readonly date: string }): boolean => date >= fromDate && date <= toDate;
  const [first, last] = [addDays(fromDate, -aroundDays), addDays(toDate, aroundDays)];
  const releases = store
    .query({
      kinds: ['economic-event'],
      subjects: [],
      fromMs: instantOf(fromDate, 0) - dayMs,
      toMs: instantOf(toDate, 0) + 2 * dayMs,
      limit: mostFacts,
    })
    .filter((fact): fact is typeof fact & Fact<'economic-event'> => fact.kind === 'economic-event');
  const reports = store
    .query({ kinds: ['earnings-event'], subjects: tickers, limit: mostFacts })
    .filter((fact): fact is typeof fact & Fact<'earnings-event'> => fact.kind === 'earnings-event')
    .filter(({ body }) => body.date >= first && body.date <= last);
  return {
    releases: reconcileReleases(releases.filter(({ body }) => within(body))),
    reports: reconcileReports(reports).filter(within),
  };
}
