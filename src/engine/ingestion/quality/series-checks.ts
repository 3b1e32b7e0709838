import type { MacroObservation } from '../../domain/facts/reference-data.ts';
import type { FindingBook } from './finding-book.ts';

export type SourceObservation = {
  readonly source: string;
  readonly subject: string;
  /** How long what told it is valid. */
  readonly validMs: number;
  readonly body: MacroObservation;
};

/** By definition one is the difference of the others; all in percent, rounded to hundredths by whoever publishes. */
const identities = [
  { whole: 'T10YIE', from: 'DGS10', less: 'DFII10' },
  { whole: 'T5YIE', from: 'DGS5', less: 'DFII5' },
  { whole: 'T10Y2Y', from: 'DGS10', less: 'DGS2' },
  { whole: 'T10Y3M', from: 'DGS10', less: 'DGS3MO' },
] as const;
const members: ReadonlySet<string> = new Set(identities.flatMap(({ whole, from, less }) => [whole, from, less]));

/** Three rounded figures are 0.015 apart at most, two of the same rounding are equal. */
const identityTolerance = 0.015 + 1e-9;
const sourceTolerance = 0.01 + 1e-9;
/** Days kept of a series: sources publish some days apart. */
const daysKept = 30;

type Days = Map<string, number>;

const isPercent = ({ unit }: MacroObservation): boolean => unit === '%' || unit === 'percent';
const shown = (value: number): string => value.toFixed(2);

/** Yields that contradict each other: by definition within a source, by value between sources, on the newest common day. */
export class SeriesChecks {
  readonly #findings: FindingBook;
  readonly #known = new Map<string, Map<string, Days>>();
  /** The longest of each source. */
  readonly #validMs = new Map<string, number>();

  constructor(findings: FindingBook) {
    this.#findings = findings;
  }

  take(observations: readonly SourceObservation[], nowMs: number): void {
    const changed = observations.filter(({ subject, body }) => isPercent(body) && this.#isSeries(subject));
    for (const { source, subject, validMs, body } of changed) {
      this.#keep(source, subject, body);
      this.#validMs.set(source, Math.max(validMs, this.#validMs.get(source) ?? 0));
    }
    for (const source of new Set(changed.map((one) => one.source))) this.#identities(source, nowMs);
    for (const subject of new Set(changed.map((one) => one.subject))) this.#sources(subject, nowMs);
  }

  /** The Treasury's constant maturities are what several sources publish under one name. */
  #isSeries(subject: string): boolean {
    return subject.startsWith('DGS') || members.has(subject);
  }

  #standsMs(sources: readonly string[]): number {
    return 2 * Math.max(...sources.map((source) => this.#validMs.get(source) ?? 0));
  }

  #keep(source: string, subject: string, { date, value }: MacroObservation): void {
    const bySource = this.#known.get(subject) ?? new Map<string, Days>();
    this.#known.set(subject, bySource);
    const days = bySource.get(source) ?? new Map<string, number>();
    bySource.set(source, days);
    if (value === null) days.delete(date);
    else days.set(date, value);
    if (days.size <= daysKept) return;
    const oldest = [...days.keys()].reduce((least, day) => (day < least ? day : least));
    days.delete(oldest);
  }

  #identities(source: string, nowMs: number): void {
    for (const { whole, from, less } of identities) {
      const [a, b, c] = [whole, from, less].map((subject) => this.#known.get(subject)?.get(source));
      const date = a && b && c ? newestCommon([a, b, c]) : null;
      if (date === null) continue;
      const [difference, one, other] = [a?.get(date) ?? 0, b?.get(date) ?? 0, c?.get(date) ?? 0];
      const apart = Math.abs(one - other - difference) > identityTolerance;
      const message = `${date}: ${whole} ${shown(difference)}, but ${from} ${shown(one)} less ${less} ${shown(other)}`;
      const place = { subject: whole, sources: [source], standsMs: this.#standsMs([source]) };
      this.#findings.judge({ ...place, check: 'series-identity' }, apart ? message : null, nowMs);
    }
  }

  #sources(subject: string, nowMs: number): void {
    const bySource = [...(this.#known.get(subject) ?? [])].toSorted(([a], [b]) => a.localeCompare(b));
    for (const [index, [one, days]] of bySource.entries()) {
      for (const [other, others] of bySource.slice(index + 1)) {
        const date = newestCommon([days, others]);
        if (date === null) continue;
        const [a, b] = [days.get(date) ?? 0, others.get(date) ?? 0];
        const message =
          Math.abs(a - b) > sourceTolerance ? `${date}: ${one} ${shown(a)}, ${other} ${shown(b)} percent` : null;
        const place = { subject, sources: [one, other], standsMs: this.#standsMs([one, other]) };
        this.#findings.judge({ ...place, check: 'series-divergence' }, message, nowMs);
      }
    }
  }
}

function newestCommon([first, ...others]: readonly Days[]): string | null {
  let newest: string | null = null;
  for (const date of first?.keys() ?? []) {
    if ((newest === null || date > newest) && others.every((days) => days.has(date))) newest = date;
  }
  return newest;
}
