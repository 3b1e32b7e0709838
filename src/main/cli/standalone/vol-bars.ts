import { ok } from '../../../engine/domain/outcome.ts';
import { dateUtc } from '../../../engine/domain/time.ts';
import { realisedVol, volEstimators } from '../../../engine/quant/volatility/realised-vol.ts';
import { number, table } from '../table.ts';
import { type BarsFile, readBars } from './read-bars.ts';
import { badRowNotes } from './records.ts';
import type { VerbArguments } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

const usualWindows = [10, 20, 60, 120, 252];
const tradingDays = 252;
const calendarDays = 365;

type Estimates = { readonly window: number; readonly vols: Readonly<Record<string, number | null>> };

/** Markets that trade at weekends have 365 days a year. */
function daysOf({ dates }: BarsFile): number {
  const weekends = dates.filter((date) => [0, 6].includes(new Date(dateUtc(date)).getUTCDay())).length;
  return weekends > dates.length / 10 ? calendarDays : tradingDays;
}

/** Bars a year: the days of a year times the bars that the file's days have in the middle. */
function periodsOf(bars: BarsFile): number {
  const perSession = new Map<number, number>();
  for (const day of bars.session) perSession.set(day, (perSession.get(day) ?? 0) + 1);
  const counts = [...perSession.values()].toSorted((a, b) => a - b);
  return daysOf(bars) * (counts[counts.length >> 1] ?? 1);
}

function volTable(estimates: readonly Estimates[]): string {
  const column = (title: string, name: string) => ({
    title,
    align: 'right' as const,
    text: ({ vols }: Estimates) => {
      const vol = vols[name] ?? null;
      return number(vol === null ? null : 100 * vol);
    },
  });
  return table<Estimates>(
    [
      { title: 'Bars', align: 'right', text: ({ window }) => String(window) },
      column('Close to close', 'close-to-close'),
      column('Zero mean', 'zero-mean'),
      column('Parkinson', 'parkinson'),
      column('Garman-Klass', 'garman-klass'),
      column('Rogers-Satchell', 'rogers-satchell'),
      column('Yang-Zhang', 'yang-zhang'),
      column('GK with gaps', 'garman-klass-yang-zhang'),
    ],
    estimates,
  );
}

/** Realised vols of a bars file up to its last bar, by every estimator and over several windows. */
export function volOfBars(args: VerbArguments, file: TextFile): VerbOutcome<VerbResult> {
  const read = readBars(file, args.texts['symbol'] ?? null);
  if (!read.ok) return read;
  const { times, columns, badRows, totalRows } = read.value;
  const { window, periods = periodsOf(read.value) } = args.numbers;
  if (window !== undefined && !(Number.isInteger(window) && window >= 2))
    return usage(`--window must be a whole number from 2 up, got ${window}`);
  if (!(periods > 0)) return usage(`--periods must be above 0, got ${periods}`);
  const end = times.length - 1;
  const estimates = (window === undefined ? usualWindows : [window]).map((bars) => ({
    window: bars,
    vols: Object.fromEntries(
      volEstimators.map((name) => [
        name,
        realisedVol(name, { bars: columns, end, window: bars, periodsPerYear: periods }),
      ]),
    ),
  }));
  const asOf = times.at(-1) ?? '';
  const title = `Realised vol, % a year, ${times.length} bars up to ${asOf}`;
  const notes = [...badRowNotes(file.name, badRows, totalRows), `Annualised with ${periods} bars a year`];
  if (periods > calendarDays) notes.push('The gap over each night counts as one bar');
  const json = { kind: 'realised', units: 'annualised, 1.00 = 100 %', asOf, bars: times.length, periods, badRows };
  return ok({ exitCode: 0, json: { ...json, estimates }, table: `${title}\n\n${volTable(estimates)}`, notes });
}
