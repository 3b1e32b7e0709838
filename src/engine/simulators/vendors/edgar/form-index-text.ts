import type { Shelved } from './filing-shelf.ts';
import { formOf } from './submission-sgml.ts';

function line(form: string, company: string, cik: string, date: string, accession: string): string {
  const file = `edgar/data/${Number(cik)}/${accession}.txt`;
  return `${form.padEnd(12)}${company.padEnd(62)}${String(Number(cik)).padEnd(12)}${date.padEnd(12)}${file.padEnd(52)}`;
}

function linesOf(shelved: Shelved): readonly string[] {
  const { filing } = shelved;
  const form = formOf(shelved);
  if (shelved.kind === 'institution') {
    return [line(form, shelved.filing.managerName, shelved.filing.managerCik, filing.filingDate, filing.accession)];
  }
  const { company, owner } = shelved.filing;
  return [company, owner].map(({ name, cik }) => line(form, name, cik, filing.filingDate, filing.accession));
}

/** `form.YYYYMMDD.idx`: fixed widths, once for every company and person named by a filing. */
export function formIndexText(date: string, filings: readonly Shelved[]): string {
  const rows = filings.flatMap(linesOf).sort();
  return [
    'Description:           Daily Index of EDGAR Dissemination Feed by Form Type',
    `Last Data Received:    ${date}`,
    'Comments:              webmaster@sec.gov',
    'Anonymous FTP:         ftp://ftp.sec.gov/edgar/',
    ' ',
    ' ',
    `${'Form Type'.padEnd(12)}${'Company Name'.padEnd(62)}${'CIK'.padEnd(12)}${'Date Filed'.padEnd(12)}File Name`,
    '-'.repeat(141),
    ...rows,
    '',
  ].join('\n');
}
