import { instantOf } from '../../domain/time.ts';
import type { RequestContext } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';

/** What is known of a filing beside its document: from the index that named it or the header above it. */
export type Filing = {
  readonly accession: string;
  readonly filingDate: string | null;
  readonly acceptedTime: number | null;
};

const accession = /^\d{10}-\d{2}-\d{6}$/;

export function readAccession(value: unknown): string | null {
  return typeof value === 'string' && accession.test(value.trim()) ? value.trim() : null;
}

/** Ten digits with leading zeros, as submissions and forms write it; null for anything else. */
export function readCik(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return /^\d{1,10}$/.test(text) && Number(text) > 0 ? text.padStart(10, '0') : null;
}

export function accessionFolder(number: string): string {
  return number.replaceAll('-', '');
}

/** Follow-ups carry the filing in their parameters. */
export function filingOf(parameters: RequestContext['parameters']): Filing | null {
  const number = readAccession(parameters['accession']);
  if (number === null) return null;
  const accepted = Number(parameters['accepted-ms'] ?? '');
  return {
    accession: number,
    filingDate: readDate(parameters['filed'] ?? ''),
    acceptedTime: Number.isFinite(accepted) && accepted > 0 ? accepted : null,
  };
}

export function filingParameters(filing: Filing): Readonly<Record<string, string>> {
  return {
    accession: filing.accession,
    folder: accessionFolder(filing.accession),
    ...(filing.filingDate === null ? {} : { filed: filing.filingDate }),
    ...(filing.acceptedTime === null ? {} : { 'accepted-ms': String(filing.acceptedTime) }),
  };
}

/**
 * When the world could know of a filing: its acceptance, else the day it was filed, else the day it reports. The zone of
 * acceptance times in `submissions` is not certain, so that one is never later than the arrival.
 */
export function filingTime(filing: Filing, fallbackDate: string, receivedTime: number): number {
  const time = filing.acceptedTime ?? instantOf(filing.filingDate ?? fallbackDate, 0);
  return Math.min(time, receivedTime);
}

/** Whether a company is one we want: everything, when nobody said whom we watch. */
export function watchesCik(context: RequestContext, cik: string): boolean {
  const { directory } = context;
  if (!directory || context.parameters['symbols'] === 'all') return true;
  return (directory.tickersByCik.get(cik) ?? []).some((ticker) => directory.watched.has(ticker));
}
