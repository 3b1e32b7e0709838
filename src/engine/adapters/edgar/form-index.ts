import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { filingParameters, readAccession, readCik, watchesCik } from './filing.ts';
import { ownershipForms } from './submissions.ts';

export type IndexRow = {
  readonly form: string;
  readonly company: string;
  readonly cik: string;
  readonly filingDate: string;
  readonly accession: string;
};

type Layout = 'form' | 'company' | 'master';

function layoutOf(text: string): Layout | null {
  const head = text.slice(0, 2_048);
  if (/^CIK\|Company Name\|Form Type\|/m.test(head)) return 'master';
  if (/^Form Type\s+Company Name/m.test(head)) return 'form';
  return /^Company Name\s+Form Type/m.test(head) ? 'company' : null;
}

/** Columns are read from the right: names may hold anything, and widths have changed over the years. */
const fixed = /^(.*\S) +(\d{1,10}) +(\d{8}|\d{4}-\d{2}-\d{2}) +(edgar\/data\/\S+)$/;
const longestLine = 512;

function cellsOf(line: string, layout: Layout): readonly string[] | null {
  if (layout === 'master') {
    const [cik = '', company = '', form = '', filed = '', file = '', ...more] = line.split('|');
    return more.length > 0 ? null : [form, company, cik, filed, file];
  }
  const match = fixed.exec(line);
  if (!match) return null;
  const names = match[1] ?? '';
  // Form types hold single spaces only: `SC 13D/A`.
  const gap = layout === 'form' ? names.search(/ {2,}/) : names.lastIndexOf('  ');
  if (gap < 0) return null;
  const [left, right] = [names.slice(0, gap).trim(), names.slice(gap).trim()];
  const both = layout === 'form' ? [left, right] : [right, left];
  return [...both, match[2] ?? '', match[3] ?? '', match[4] ?? ''];
}

export function readIndexLine(line: string, layout: Layout): IndexRow | string {
  const cells = line.length > longestLine ? null : cellsOf(line.trimEnd(), layout);
  if (!cells) return 'a line of the index that has other columns';
  const [form = '', company = '', number = '', filed = '', file = ''] = cells;
  const cik = readCik(number);
  const filingDate = readDate(filed);
  const accession = readAccession(/\/(\d{10}-\d{2}-\d{6})\.txt$/.exec(file.trim())?.[1]);
  if (cik === null || filingDate === null || accession === null) return 'a line of the index without number or day';
  return { form: form.toUpperCase(), company, cik, filingDate, accession };
}

/** A day's filings of all companies: `form`, `company` or `master` index; insider forms of those we watch follow. */
export function translateFormIndex(payload: Payload, context: RequestContext): Translation {
  if (payload.kind !== 'text') return refused('an index is text', payload.kind);
  const layout = layoutOf(payload.text);
  if (layout === null) return refused('text that is no index of filings', payload.text);
  const refusals: Refusal[] = [];
  const found = new Map<string, FollowUp>();
  let inRows = false;
  for (const line of payload.text.split('\n')) {
    if (!inRows) inRows = /^-{20,}/.test(line);
    else if (line.trim() !== '') {
      const row = readIndexLine(line, layout);
      if (typeof row === 'string') refusals.push({ reason: row, sample: sampleOf(line) });
      else if (ownershipForms.has(row.form) && watchesCik(context, row.cik)) found.set(row.accession, followUpOf(row));
    }
  }
  return { facts: [], refusals, followUps: [...found.values()] };
}

function followUpOf({ accession, filingDate, cik }: IndexRow): FollowUp {
  const parameters = { ...filingParameters({ accession, filingDate, acceptedTime: null }), cik };
  return {
    endpoint: 'ownership-text',
    symbol: '',
    parameters: { ...parameters, number: String(Number(cik)) },
    once: `ownership:${accession}`,
  };
}
