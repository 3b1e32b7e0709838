import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sharedPath } from '../../../../tests/vectors/shared-files.ts';
import { recordedChain, recordedChains, type SeriesQuotes } from '../../../../tests/vectors/spx-chain.ts';
import { indexTerms, type TermWindow, vix3mWindow, vixWindow } from './index-terms.ts';
import { replicateVariance } from './variance-replication.ts';
import { minutesPerYear, type VolIndex, volIndex } from './vol-index.ts';

/** Three-month bills of the spring of 2019; half a point more or less moves the index by less than 0.01. */
const rate = 0.024;

const chains = recordedChains();
const history = sharedPath('data/vix/vix_daily_1990_2024.csv');

/** Low, high and close of the published index by date. */
function published(): ReadonlyMap<string, readonly [number, number, number]> {
  const rows = history === null ? [] : readFileSync(history, 'utf8').trim().split('\n').slice(1);
  return new Map(
    rows.map((row) => {
      const [date = '', , high, low, close] = row.split(',');
      return [date.replaceAll('-', ''), [Number(low), Number(high), Number(close)]];
    }),
  );
}

function isFriday(expiry: string): boolean {
  const date = `${expiry.slice(0, 4)}-${expiry.slice(4, 6)}-${expiry.slice(6)}`;
  return new Date(date).getUTCDay() === 5;
}

/** Fridays; the standard series where a date has both. */
function vixSeries(series: readonly SeriesQuotes[]): readonly SeriesQuotes[] {
  const standard = new Set(series.filter((one) => one.root === 'SPX').map((one) => one.expiry));
  return series.filter((one) => isFriday(one.expiry) && (one.root === 'SPX' || !standard.has(one.expiry)));
}

function indexOf(series: readonly SeriesQuotes[], window: TermWindow): { status: string; index: VolIndex | null } {
  const terms = indexTerms(
    Float64Array.from(series, (one) => one.days),
    window,
  );
  const [near, next] = [series[terms.near], series[terms.next]];
  if (near === undefined || next === undefined) return { status: terms.status, index: null };
  const term = (one: SeriesQuotes) => ({
    minutes: one.minutes,
    variance: replicateVariance(one, { years: one.minutes / minutesPerYear, rate }).variance,
  });
  const targetMinutes = window.targetDays * 1440;
  return { status: terms.status, index: volIndex({ near: term(near), next: term(next), targetMinutes }) };
}

/** Days whose chain was taken at the close: its spot is the official close of the index. */
const atTheClose = new Set(['20190426', '20190429', '20190509', '20190520', '20190524']);

describe.skipIf(chains.length === 0 || history === null)('recorded SPX chains', () => {
  const days = published();
  const gaps: number[] = [];

  test.each(chains)('%s gives the VIX of its day, and a VIX3M', (file) => {
    const chain = recordedChain(file);
    const vix = indexOf(vixSeries(chain.series), vixWindow);
    const standard = chain.series.filter((one) => one.root === 'SPX' && isFriday(one.expiry));
    const vix3m = indexOf(standard, vix3mWindow);
    expect([vix.status, vix.index?.status, vix3m.status, vix3m.index?.status]).toEqual(['ok', 'ok', 'ok', 'ok']);
    const [low, high, close] = days.get(chain.date) ?? [Number.NaN, Number.NaN, Number.NaN];
    const value = vix.index?.value ?? Number.NaN;
    const value3m = vix3m.index?.value ?? Number.NaN;
    console.log(
      `${chain.date}: VIX ${value.toFixed(2)} (published ${low} to ${high}, close ${close}), VIX3M ${value3m.toFixed(2)}`,
    );
    // Three months move less than one: the curve leans over in a calm and inverts in a fright.
    expect(value3m / value).toBeGreaterThan(0.85);
    expect(value3m / value).toBeLessThan(1.3);
    // The chain of 27 May is a copy made on a holiday.
    if (chain.date === '20190527') return;
    expect(value).toBeGreaterThan(low - 0.25);
    expect(value).toBeLessThan(high + 0.25);
    if (atTheClose.has(chain.date)) gaps.push(Math.abs(value - close));
  });

  test('comes within a few hundredths of the close where the chain was taken there', () => {
    expect(gaps).toHaveLength(atTheClose.size);
    expect(Math.max(...gaps)).toBeLessThan(0.1);
    expect(gaps.toSorted((left, right) => left - right)[2]).toBeLessThan(0.03);
  });

  test('has a variance, or a reason, for every series', () => {
    for (const one of recordedChain(chains[0] ?? '').series) {
      const { status, variance, forward } = replicateVariance(one, { years: one.minutes / minutesPerYear, rate });
      expect(Number.isFinite(variance)).toBe(status === 'ok');
      if (status === 'ok') expect(Math.abs(forward / 2919 - 1)).toBeLessThan(0.06);
    }
  });
});
