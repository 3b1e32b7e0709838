import type { DraftFact } from '../../domain/facts/fact.ts';
import type { InstitutionHolding } from '../../domain/facts/holders.ts';
import type { Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { asArray, refused, sampleOf } from '../vendor-kit/rows.ts';
import { filingTime, type Filing } from './filing.ts';
import { readCusip } from './cusip.ts';
import { child, plainText, readXml } from './read-xml.ts';

/** Values are whole dollars in reports filed from this day, thousands before, whatever quarter they report. */
const dollarsSince = '20230103';

export type InstitutionReport = {
  readonly filing: Filing;
  readonly managerCik: string;
  readonly managerName: string;
  readonly reportDate: string;
  readonly amendment: InstitutionHolding['amendment'];
  /** What the cover says the table holds; null = not told. */
  readonly entries: number | null;
  readonly total: number | null;
};

type HoldingRow = Pick<InstitutionHolding, 'issuer' | 'cusip' | 'shares' | 'isPrincipal' | 'option'> & {
  readonly stated: number;
};

function holdingRow(node: unknown): HoldingRow | string {
  const cusip = readCusip(plainText(child(node, 'cusip')));
  if (cusip === null) return `the CUSIP "${plainText(child(node, 'cusip')).slice(0, 20)}"`;
  const stated = readNumber(plainText(child(node, 'value')));
  if (stated === null || stated === undefined || stated < 0) return 'a holding without its value';
  const shares = readNumber(plainText(child(node, 'shrsOrPrnAmt', 'sshPrnamt')));
  if (shares === undefined || (shares !== null && shares < 0)) return 'a number of shares that is none';
  const type = plainText(child(node, 'shrsOrPrnAmt', 'sshPrnamtType')).toUpperCase();
  if (type !== 'SH' && type !== 'PRN') return `neither shares nor principal: "${type}"`;
  const option = plainText(child(node, 'putCall')).toUpperCase();
  if (option !== '' && option !== 'PUT' && option !== 'CALL') return `neither put nor call: "${option}"`;
  return {
    issuer: plainText(child(node, 'nameOfIssuer')),
    cusip,
    stated,
    shares,
    isPrincipal: type === 'PRN',
    option: option === 'CALL' ? 'C' : option === 'PUT' ? 'P' : null,
  };
}

function noted(reason: string, report: InstitutionReport): Refusal {
  return { reason, sample: `${report.managerName} ${report.filing.accession}` };
}

/** What the cover promised and the table does not keep. */
function differences(rows: readonly HoldingRow[], nodes: number, report: InstitutionReport): readonly Refusal[] {
  const found: Refusal[] = [];
  if (report.entries !== null && report.entries !== nodes) {
    found.push(noted(`the cover counts ${report.entries} holdings, the table ${nodes}`, report));
  }
  const sum = rows.reduce((all, row) => all + row.stated, 0);
  // Rounded row by row by those who still round.
  if (report.total !== null && rows.length === nodes && Math.abs(report.total - sum) > rows.length) {
    found.push(noted(`the cover sums the values to ${report.total}, the table to ${sum}`, report));
  }
  return found;
}

/** Facts of a 13F information table, under our ticker where the CUSIP is known and under the CUSIP where it is not. */
export function translateInformationTable(
  xml: string,
  report: InstitutionReport,
  context: RequestContext,
): Translation {
  const { filingDate } = report.filing;
  if (filingDate === null) return refused('values whose unit is unknown without the day of filing', report);
  const read = readXml(xml);
  if (!read.ok) return refused(read.failure.message, xml.slice(0, 200));
  const table = child(read.value, 'informationTable');
  if (table === undefined) return refused('XML that is no information table', read.value);
  const nodes = asArray(child(table, 'infoTable'));
  const unit = filingDate >= dollarsSince ? 1 : 1_000;
  const eventTime = filingTime(report.filing, report.reportDate, context.receivedTime);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  const rows: HoldingRow[] = [];
  let unmapped = 0;
  for (const [index, node] of nodes.entries()) {
    const row = holdingRow(node);
    if (typeof row === 'string') {
      refusals.push({ reason: row, sample: sampleOf(node) });
      continue;
    }
    rows.push(row);
    const ticker = context.directory?.tickerByCusip.get(row.cusip);
    if (ticker === undefined) unmapped += 1;
    const { stated, ...holding } = row;
    facts.push({
      kind: 'institution-holding',
      subject: ticker ?? row.cusip,
      // One security may stand in several rows, by discretion and by other manager.
      key: `${report.filing.accession}:${index}`,
      eventTime,
      body: {
        managerCik: report.managerCik,
        managerName: report.managerName,
        accession: report.filing.accession,
        amendment: report.amendment,
        reportDate: report.reportDate,
        filingDate,
        ...holding,
        value: stated * unit,
        sharesChange: null,
      },
    });
  }
  if (nodes.length === 0) return refused('an information table without a row', report);
  const unknown =
    unmapped === 0
      ? []
      : [noted(`${unmapped} of ${rows.length} CUSIPs have no known ticker and stay under their CUSIP`, report)];
  return { facts, refusals: [...refusals, ...differences(rows, nodes.length, report), ...unknown], followUps: [] };
}
