import { dateUtc } from '../../../engine/domain/time.ts';
import { indexTerms, type TermWindow, vix3mWindow, vixWindow } from '../../../engine/quant/volatility/index-terms.ts';
import { minutesPerYear, vix3mMinutes, vixMinutes, volIndex } from '../../../engine/quant/volatility/vol-index.ts';
import type { ExpiryVol } from './expiry-vol.ts';

/** A volatility index computed from a chain the way Cboe computes VIX and VIX3M. */
export type ChainVolIndex = {
  readonly name: string;
  readonly days: number;
  /** Percent points; null without a value, and then `status` says why. */
  readonly value: number | null;
  readonly status: string;
  readonly near: string | null;
  readonly next: string | null;
};

type Term = {
  readonly label: string;
  /** Calendar days to the expiry's date. */
  readonly days: number;
  readonly minutes: number;
  readonly variance: number;
};
type Wanted = { readonly name: string; readonly window: TermWindow; readonly targetMinutes: number };

const friday = 5;

function weekdayOf(expiry: string): number {
  return new Date(dateUtc(expiry.replaceAll('-', ''))).getUTCDay();
}

function isThirdFriday(expiry: string): boolean {
  const day = Number(expiry.slice(8, 10));
  return weekdayOf(expiry) === friday && day >= 15 && day <= 21;
}

/** Friday expiries with a variance; of two classes on one date the standard one, whose name is the shorter. */
function fridays(expiries: readonly ExpiryVol[], asOf: string): readonly (ExpiryVol & Term)[] {
  const byDate = new Map<string, ExpiryVol & Term>();
  for (const each of expiries) {
    const { expiry, root, years, modelFree } = each;
    if (modelFree?.status !== 'ok' || !/^\d{4}-\d{2}-\d{2}$/.test(expiry) || weekdayOf(expiry) !== friday) continue;
    const held = byDate.get(expiry);
    if (held !== undefined && held.root.length <= root.length) continue;
    const label = `${root} ${expiry}`.trim();
    const days = (dateUtc(expiry.replaceAll('-', '')) - dateUtc(asOf)) / 86_400_000;
    byDate.set(expiry, { ...each, label, days, minutes: years * minutesPerYear, variance: modelFree.variance });
  }
  return [...byDate.values()];
}

function indexOf({ name, window, targetMinutes }: Wanted, terms: readonly Term[]): ChainVolIndex {
  const days = window.targetDays;
  const picked = indexTerms(
    Float64Array.from(terms, (term) => term.days),
    window,
  );
  const [near, next] = [terms[picked.near], terms[picked.next]];
  if (near === undefined || next === undefined)
    return { name, days, value: null, status: picked.status, near: null, next: null };
  const { status, value } = volIndex({ near, next, targetMinutes });
  const labels = { near: near.label, next: next.label };
  return { name, days, value: Number.isFinite(value) ? value : null, status, ...labels };
}

/** 30 days from the Fridays around it, 93 days from the third Fridays around it. `asOf`: `YYYYMMDD`; null has no index. */
export function chainVolIndices(expiries: readonly ExpiryVol[], asOf: string | null): readonly ChainVolIndex[] {
  if (asOf === null) return [];
  const terms = fridays(expiries, asOf);
  const standard = terms.filter(({ expiry }) => isThirdFriday(expiry));
  return [
    indexOf({ name: 'VIX-style', window: vixWindow, targetMinutes: vixMinutes }, terms),
    indexOf({ name: 'VIX3M-style', window: vix3mWindow, targetMinutes: vix3mMinutes }, standard),
  ];
}
