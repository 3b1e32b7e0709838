import { addDays } from '../../domain/time.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate, readNaive } from '../vendor-kit/dates.ts';
import { isRow, refused, sampleOf, textOf, type Row } from '../vendor-kit/rows.ts';
import { filingParameters, readAccession, readCik, type Filing } from './filing.ts';

export const ownershipForms: ReadonlySet<string> = new Set(['3', '3/A', '4', '4/A', '5', '5/A']);
export const institutionForms: ReadonlySet<string> = new Set(['13F-HR', '13F-HR/A']);

/** How far back a first look goes, days: insiders for a season, institutions for the last two quarters. */
const ownershipDays = 120;
const institutionDays = 200;

type Entry = {
  readonly form: string;
  readonly document: string;
  readonly reportDate: string | null;
  readonly filing: Filing;
};

/** Parallel arrays: recent filings, or an older page with the arrays at the top. */
function columnsOf(value: Row): Row | null {
  const filings = value['filings'];
  const recent = isRow(filings) ? filings['recent'] : value;
  return isRow(recent) && Array.isArray(recent['accessionNumber']) ? recent : null;
}

function cell(columns: Row, name: string, index: number): string {
  const column = columns[name];
  return Array.isArray(column) ? textOf(column[index]) : '';
}

function entryAt(columns: Row, index: number): Entry | string {
  const accession = readAccession(cell(columns, 'accessionNumber', index));
  if (accession === null) return 'a filing without its number';
  const filingDate = readDate(cell(columns, 'filingDate', index));
  if (filingDate === null) return 'a filing without its day';
  // Ends in Z, yet other sources show New York's clock; the filing date is what is certain.
  const accepted = cell(columns, 'acceptanceDateTime', index).replace(/Z$/, '');
  return {
    form: cell(columns, 'form', index).toUpperCase(),
    // The rendering's folder in front of the raw document: `xslF345X05/form4.xml`.
    document: cell(columns, 'primaryDocument', index).replace(/^xsl[^/]*\//i, ''),
    reportDate: readDate(cell(columns, 'reportDate', index)),
    filing: { accession, filingDate, acceptedTime: readNaive(accepted, 'new-york') },
  };
}

function ownershipFollowUp(entry: Entry, symbol: string, cik: string): FollowUp {
  const parameters = { ...filingParameters(entry.filing), cik, number: String(Number(cik)) };
  const once = `ownership:${entry.filing.accession}`;
  // Names come from outside and become part of an address.
  return /^[\w-][\w.-]*\.xml$/i.test(entry.document)
    ? { endpoint: 'ownership-document', symbol, parameters: { ...parameters, document: entry.document }, once }
    : { endpoint: 'ownership-text', symbol, parameters, once };
}

function institutionFollowUp(entry: Entry, cik: string, name: string): FollowUp {
  const parameters = {
    ...filingParameters(entry.filing),
    cik,
    number: String(Number(cik)),
    manager: name,
    ...(entry.reportDate === null ? {} : { report: entry.reportDate }),
  };
  const once = `institution:${entry.filing.accession}`;
  return { endpoint: 'institution-text', symbol: '', parameters, once };
}

function translate(
  payload: Payload,
  context: RequestContext,
  want: { readonly forms: ReadonlySet<string>; readonly days: number; readonly institutions: boolean },
): Translation {
  const value = payload.kind === 'json' ? payload.value : null;
  const columns = isRow(value) ? columnsOf(value) : null;
  const numbers = columns?.['accessionNumber'];
  if (!isRow(value) || !columns || !Array.isArray(numbers)) return refused('no list of filings', value);
  const cik = readCik(value['cik'] ?? context.parameters['cik']);
  if (cik === null) return refused('a list of filings of nobody', value['name']);
  const since = addDays(context.tradingDate, -want.days);
  const refusals: Refusal[] = [];
  const followUps: FollowUp[] = [];
  for (let index = 0; index < numbers.length; index += 1) {
    const entry = entryAt(columns, index);
    if (typeof entry === 'string') refusals.push({ reason: entry, sample: sampleOf(numbers[index]) });
    else if (want.forms.has(entry.form) && (entry.filing.filingDate ?? '') >= since) {
      followUps.push(
        want.institutions
          ? institutionFollowUp(entry, cik, textOf(value['name']))
          : ownershipFollowUp(entry, context.symbol, cik),
      );
    }
  }
  return { facts: [], refusals, followUps };
}

/** The insider forms of a company's last months, newest first. */
export function translateSubmissions(payload: Payload, context: RequestContext): Translation {
  return translate(payload, context, { forms: ownershipForms, days: ownershipDays, institutions: false });
}

/** The holdings reports of a manager's last quarters. */
export function translateManagerSubmissions(payload: Payload, context: RequestContext): Translation {
  return translate(payload, context, { forms: institutionForms, days: institutionDays, institutions: true });
}
