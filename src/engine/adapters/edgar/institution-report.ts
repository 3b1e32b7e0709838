import type { ReportAmendment } from '../../domain/facts/holders.ts';
import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { refused } from '../vendor-kit/rows.ts';
import { filingOf, readCik } from './filing.ts';
import { translateInformationTable, type InstitutionReport } from './information-table.ts';
import { child, flag, plainText, readXml } from './read-xml.ts';
import { readSubmissionText } from './submission-text.ts';

export type ReportCover = {
  readonly form: string;
  readonly amendment: ReportAmendment | null;
  readonly managerName: string;
  readonly managerCik: string | null;
  readonly reportDate: string | null;
  readonly entries: number | null;
  readonly total: number | null;
};

/** By the cover's words; a form that amends without saying how is told apart from one that amends nothing. */
function amendmentIn(page: unknown, form: string): ReportAmendment | null {
  const type = plainText(child(page, 'amendmentInfo', 'amendmentType')).toUpperCase();
  if (type === 'RESTATEMENT') return 'restatement';
  if (/^NEW\s+HOLDINGS$/.test(type)) return 'new-holdings';
  return form.endsWith('/A') || flag(child(page, 'isAmendment')) === true ? 'untold' : null;
}

/** `primary_doc.xml` of a 13F; a reason when it is none. Its dates are `MM-DD-YYYY`. */
export function readCover(xml: string): ReportCover | string {
  const read = readXml(xml);
  if (!read.ok) return read.failure.message;
  const root = child(read.value, 'edgarSubmission');
  const form = plainText(child(root, 'headerData', 'submissionType')).toUpperCase();
  if (!form.startsWith('13F')) return 'XML that is no cover of a 13F';
  const data = child(root, 'formData');
  const summary = child(data, 'summaryPage');
  return {
    form,
    amendment: amendmentIn(child(data, 'coverPage'), form),
    managerName: plainText(child(data, 'coverPage', 'filingManager', 'name')),
    managerCik: readCik(plainText(child(root, 'headerData', 'filerInfo', 'filer', 'credentials', 'cik'))),
    reportDate:
      readDate(plainText(child(data, 'coverPage', 'reportCalendarOrQuarter'))) ??
      readDate(plainText(child(root, 'headerData', 'filerInfo', 'periodOfReport'))),
    entries: readNumber(plainText(child(summary, 'tableEntryTotal'))) ?? null,
    total: readNumber(plainText(child(summary, 'tableValueTotal'))) ?? null,
  };
}

/** A whole 13F submission: cover and table in one file. */
export function translateInstitutionText(payload: Payload, context: RequestContext): Translation {
  const text = payload.kind === 'text' ? payload.text : '';
  const submission = readSubmissionText(text);
  if (!submission) return refused('no submission', text);
  if (!submission.type.startsWith('13F-HR')) return refused(`a submission of type "${submission.type}"`, text);
  const filing = submission.filing ?? filingOf(context.parameters);
  if (!filing) return refused('a submission without its number', text);
  const [coverXml, tableXml] = submission.documents;
  const cover = readCover(coverXml ?? '');
  if (typeof cover === 'string') return refused(cover, text);
  if (tableXml === undefined) return refused('a 13F without an information table', text);
  const managerCik = cover.managerCik ?? submission.filerCik;
  const reportDate = cover.reportDate ?? submission.reportDate;
  if (managerCik === null || reportDate === null) return refused('a 13F without manager or quarter', text);
  const report: InstitutionReport = {
    filing,
    managerCik,
    managerName: cover.managerName === '' ? submission.filerName : cover.managerName,
    reportDate,
    amendment: cover.amendment,
    entries: cover.entries,
    total: cover.total,
  };
  return translateInformationTable(tableXml, report, context);
}
