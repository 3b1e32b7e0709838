import type { Disagreement, ScheduledReport } from '../../domain/calendar-event.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { dateUtc } from '../../domain/time.ts';

type ReportFact = Fact<'earnings-event'>;

/** A company reports once a quarter: dates closer than this are of the same report. */
const sameReportDays = 21;
const dayMs = 86_400_000;

/** Sources in the order in which they are believed: those that name the time of day first. */
const order = ['nasdaq', 'unusual-whales', 'alpha-vantage', 'fmp'];
const rankOf = (source: string): number => (order.includes(source) ? order.indexOf(source) : order.length);

function near(one: string, other: string): boolean {
  return Math.abs(dateUtc(one) - dateUtc(other)) <= sameReportDays * dayMs;
}

function disagreementsOf(members: readonly ReportFact[]): readonly Disagreement[] {
  const dates = new Set(members.map(({ body }) => body.date));
  const sessions = new Set(members.map(({ body }) => body.session).filter((session) => session !== 'unknown'));
  const words = (field: 'date' | 'session'): string =>
    members.map(({ source, body }) => `${source} ${body[field]}`).join(', ');
  return [
    ...(dates.size > 1 ? [{ field: 'date', message: words('date') }] : []),
    ...(sessions.size > 1 ? [{ field: 'session', message: words('session') }] : []),
  ];
}

function merged(ticker: string, members: readonly ReportFact[]): ScheduledReport {
  const [first] = members;
  if (!first) throw new Error('Invariant: a report without a source');
  const bodies = members.map(({ body }) => body);
  const firstKnown = <Name extends 'epsEstimate' | 'epsActual' | 'revenueEstimate' | 'revenueActual' | 'expectedMove'>(
    name: Name,
  ): number | null => bodies.find((body) => body[name] !== null)?.[name] ?? null;
  return {
    ticker,
    date: first.body.date,
    session: bodies.find(({ session }) => session !== 'unknown')?.session ?? 'unknown',
    fiscalQuarterEnd: bodies.find(({ fiscalQuarterEnd }) => fiscalQuarterEnd !== null)?.fiscalQuarterEnd ?? null,
    epsEstimate: firstKnown('epsEstimate'),
    epsActual: firstKnown('epsActual'),
    revenueEstimate: firstKnown('revenueEstimate'),
    revenueActual: firstKnown('revenueActual'),
    expectedMove: firstKnown('expectedMove'),
    sources: members.map(({ source }) => source),
    disagreements: disagreementsOf(members),
  };
}

/**
 * Reports of several calendars as one, by day. Of each source only what it told last counts: a moved report leaves its
 * old day behind under a key of its own.
 */
export function reconcileReports(facts: readonly ReportFact[]): readonly ScheduledReport[] {
  const reports: ScheduledReport[] = [];
  for (const [ticker, own] of Map.groupBy(facts, ({ subject }) => subject)) {
    const left = own.toSorted((a, b) => rankOf(a.source) - rankOf(b.source) || b.receivedTime - a.receivedTime);
    while (left.length > 0) {
      const [first] = left;
      if (!first) break;
      const same = left.filter(({ body }) => near(body.date, first.body.date));
      for (const fact of same) left.splice(left.indexOf(fact), 1);
      const newest = same.filter((fact, index) => same.findIndex(({ source }) => source === fact.source) === index);
      reports.push(merged(ticker, newest));
    }
  }
  return reports.toSorted((a, b) => a.date.localeCompare(b.date) || a.ticker.localeCompare(b.ticker));
}
