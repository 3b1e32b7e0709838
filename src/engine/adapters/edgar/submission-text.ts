import { instantOf } from '../../domain/time.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readAccession, readCik, type Filing } from './filing.ts';

export type SubmissionText = {
  readonly type: string;
  readonly filing: Filing | null;
  readonly filerCik: string | null;
  readonly filerName: string;
  readonly reportDate: string | null;
  /** The XML documents inside, in order. */
  readonly documents: readonly string[];
};

/** Headers are written `ACCESSION NUMBER:  x` in archives and `<ACCESSION-NUMBER>x` in the feed, there without line ends. */
function headerField(header: string, ...names: readonly string[]): string {
  for (const name of names) {
    const found = new RegExp(`(?:<${name}>|^${name.replaceAll('-', ' ')}:)[ \\t]*([^<\\r\\n]*)`, 'm').exec(header);
    if (found?.[1] !== undefined && found[1].trim() !== '') return found[1].trim();
  }
  return '';
}

/** `20250110160730` on New York's clock. */
function acceptanceTime(text: string): number | null {
  const match = /^(\d{8})(\d{2})(\d{2})(\d{2})$/.exec(text);
  const date = match ? readDate(match[1]) : null;
  if (!match || date === null) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])];
  return hour > 23 || minute > 59 || second > 59 ? null : instantOf(date, hour * 3600 + minute * 60 + second);
}

function xmlBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  for (let from = text.indexOf('<XML>'); from >= 0; from = text.indexOf('<XML>', from)) {
    const to = text.indexOf('</XML>', from);
    if (to < 0) break;
    blocks.push(text.slice(from + 5, to).trim());
    from = to;
  }
  return blocks;
}

/** A whole submission as text: a header and the documents. Null when it is none. */
export function readSubmissionText(text: string): SubmissionText | null {
  const start = text.slice(0, 200);
  if (!/<(SEC-DOCUMENT|SEC-HEADER|SUBMISSION)>/.test(start)) return null;
  const end = text.indexOf('<XML>');
  const header = text.slice(0, end < 0 ? 65_536 : Math.min(end, 65_536));
  const accession = readAccession(headerField(header, 'ACCESSION-NUMBER'));
  return {
    type: headerField(header, 'TYPE', 'CONFORMED-SUBMISSION-TYPE').toUpperCase(),
    filing:
      accession === null
        ? null
        : {
            accession,
            filingDate: readDate(headerField(header, 'FILING-DATE', 'FILED-AS-OF-DATE')),
            acceptedTime: acceptanceTime(headerField(header, 'ACCEPTANCE-DATETIME')),
          },
    filerCik: readCik(/(?:<CIK>|CENTRAL INDEX KEY:)\s*(\d{1,10})/.exec(header)?.[1] ?? ''),
    filerName: /(?:<CONFORMED-NAME>|COMPANY CONFORMED NAME:)\s*([^<\r\n]*)/.exec(header)?.[1]?.trim() ?? '',
    reportDate: readDate(headerField(header, 'PERIOD', 'CONFORMED-PERIOD-OF-REPORT')),
    documents: xmlBlocks(text),
  };
}
