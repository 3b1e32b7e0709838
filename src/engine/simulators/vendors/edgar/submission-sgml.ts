import { wallTime } from '../../../domain/time.ts';
import type { Shelved } from './filing-shelf.ts';
import { coverXml, informationTableXml } from './institution-xml.ts';
import { ownershipXml } from './ownership-xml.ts';

type Document = { readonly type: string; readonly name: string; readonly xml: string };

const two = (value: number): string => String(value).padStart(2, '0');

/** `20250110160730` on New York's clock. */
function acceptance(timeMs: number): string {
  const { date, hour, minute, second } = wallTime(timeMs);
  return `${date}${two(hour)}${two(minute)}${two(second)}`;
}

function documentsOf(shelved: Shelved, managerCik: string | undefined): readonly Document[] {
  if (shelved.kind === 'insider') {
    const type = shelved.filing.isAmendment ? '4/A' : '4';
    return [{ type, name: documentName(shelved), xml: ownershipXml(shelved.filing) }];
  }
  return [
    { type: '13F-HR', name: 'primary_doc.xml', xml: coverXml(shelved.filing, managerCik) },
    { type: 'INFORMATION TABLE', name: 'infotable.xml', xml: informationTableXml(shelved.filing) },
  ];
}

export function documentName(shelved: Shelved): string {
  return shelved.kind === 'institution'
    ? 'primary_doc.xml'
    : `wk-form4_${Math.floor(shelved.filing.acceptedMs / 1_000)}.xml`;
}

export function formOf(shelved: Shelved): string {
  if (shelved.kind === 'institution') return '13F-HR';
  return shelved.filing.isAmendment ? '4/A' : '4';
}

function parties(shelved: Shelved, managerCik: string | undefined): string {
  const party = (title: string, name: string, cik: string): string =>
    `\n${title}:\n\n\t${title === 'ISSUER' ? 'COMPANY' : 'OWNER'} DATA:\t\n\t\tCOMPANY CONFORMED NAME:\t\t\t${name}\n\t\tCENTRAL INDEX KEY:\t\t\t${cik}\n`;
  if (shelved.kind === 'institution') {
    return party('FILER', shelved.filing.managerName, managerCik ?? shelved.filing.managerCik);
  }
  const { owner, company } = shelved.filing;
  return party('REPORTING-OWNER', owner.name, owner.cik) + party('ISSUER', company.name, company.cik);
}

/** A whole submission as EDGAR's archive keeps it. */
export function submissionText(shelved: Shelved, managerCik?: string): string {
  const { filing } = shelved;
  const documents = documentsOf(shelved, managerCik);
  const head = `<SEC-DOCUMENT>${filing.accession}.txt : ${filing.filingDate}
<SEC-HEADER>${filing.accession}.hdr.sgml : ${filing.filingDate}
<ACCEPTANCE-DATETIME>${acceptance(filing.acceptedMs)}
ACCESSION NUMBER:\t\t${filing.accession}
CONFORMED SUBMISSION TYPE:\t${formOf(shelved)}
PUBLIC DOCUMENT COUNT:\t\t${documents.length}
CONFORMED PERIOD OF REPORT:\t${shelved.kind === 'institution' ? shelved.filing.reportDate : filing.filingDate}
FILED AS OF DATE:\t\t${filing.filingDate}
${parties(shelved, managerCik)}
</SEC-HEADER>`;
  const body = documents.map(
    ({ type, name, xml }, index) =>
      `<DOCUMENT>\n<TYPE>${type}\n<SEQUENCE>${index + 1}\n<FILENAME>${name}\n<TEXT>\n<XML>\n${xml}\n</XML>\n</TEXT>\n</DOCUMENT>`,
  );
  return `${head}\n${body.join('\n')}\n</SEC-DOCUMENT>\n`;
}
