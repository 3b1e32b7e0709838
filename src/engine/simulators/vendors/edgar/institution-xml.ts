import { hashText } from '../../market/random.ts';
import type { StoryInstitutionFiling } from '../../story/market-story.ts';
import { element, xmlText } from './xml-text.ts';

const namespace = 'http://www.sec.gov/edgar/document/thirteenf/informationtable';
/** Managers' software names the namespace as it likes. */
const prefixes = ['', 'ns1:', 'n1:'] as const;

/** `YYYYMMDD` -> `MM-DD-YYYY` */
function americanDay(date: string): string {
  return `${date.slice(4, 6)}-${date.slice(6, 8)}-${date.slice(0, 4)}`;
}

/** Whole dollars since 2023, thousands before. */
function statedValue(filing: StoryInstitutionFiling, value: number): number {
  return filing.filingDate >= '20230103' ? value : Math.round(value / 1_000);
}

export function coverXml(filing: StoryInstitutionFiling, managerCik = filing.managerCik): string {
  const total = filing.holdings.reduce((sum, { value }) => sum + statedValue(filing, value), 0);
  const header = element('submissionType', '13F-HR').concat(
    element('filerInfo', element('filer', element('credentials', element('cik', managerCik)))),
  );
  const summary = element('tableEntryTotal', String(filing.holdings.length)).concat(
    element('tableValueTotal', String(total)),
  );
  const page = element('reportCalendarOrQuarter', americanDay(filing.reportDate)).concat(
    element('isAmendment', 'false'),
    element('filingManager', element('name', xmlText(filing.managerName))),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<edgarSubmission xmlns="http://www.sec.gov/edgar/thirteenffiler">
${element('headerData', header)}
${element('formData', element('coverPage', page) + element('summaryPage', summary))}
</edgarSubmission>`;
}

function holdingXml(filing: StoryInstitutionFiling, index: number, prefix: string): string {
  const holding = filing.holdings[index];
  if (!holding) return '';
  const tag = (name: string, inner: string | number): string => element(`${prefix}${name}`, String(inner));
  return tag(
    'infoTable',
    [
      tag('nameOfIssuer', xmlText(holding.company.name.toUpperCase())),
      tag('titleOfClass', 'COM'),
      tag('cusip', holding.company.cusip),
      tag('value', statedValue(filing, holding.value)),
      tag('shrsOrPrnAmt', tag('sshPrnamt', holding.shares) + tag('sshPrnamtType', 'SH')),
      holding.option === null ? '' : tag('putCall', holding.option === 'C' ? 'Call' : 'Put'),
      tag('investmentDiscretion', 'SOLE'),
      tag('votingAuthority', tag('Sole', holding.shares) + tag('Shared', 0) + tag('None', 0)),
    ].join(''),
  );
}

export function informationTableXml(filing: StoryInstitutionFiling): string {
  const prefix = prefixes[hashText(filing.managerCik) % prefixes.length] ?? '';
  const rows = filing.holdings.map((_, index) => holdingXml(filing, index, prefix)).join('\n');
  const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`;
  // Some tables begin with an empty line before their declaration.
  return `\n<?xml version="1.0" encoding="UTF-8"?>
<${prefix}informationTable ${attribute}="${namespace}">
${rows}
</${prefix}informationTable>`;
}
