import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { asArray, refused, sampleOf } from '../vendor-kit/rows.ts';
import { filingTime, readCik, type Filing } from './filing.ts';
import { issuerSubject } from './issuer-symbol.ts';
import { ownershipRow, type OwnershipForm, type RowPlace, type RowSetting } from './ownership-row.ts';
import { child, flag, plainText, readXml } from './read-xml.ts';

const tables: readonly (RowPlace & { readonly path: readonly [string, string]; readonly mark: string })[] = [
  { path: ['nonDerivativeTable', 'nonDerivativeTransaction'], isDerivative: false, isHolding: false, mark: 'n' },
  { path: ['nonDerivativeTable', 'nonDerivativeHolding'], isDerivative: false, isHolding: true, mark: 'nh' },
  { path: ['derivativeTable', 'derivativeTransaction'], isDerivative: true, isHolding: false, mark: 'd' },
  { path: ['derivativeTable', 'derivativeHolding'], isDerivative: true, isHolding: true, mark: 'dh' },
];

function notesIn(root: unknown): ReadonlyMap<string, string> {
  const notes = asArray(child(root, 'footnotes', 'footnote'));
  return new Map(notes.map((note) => [plainText(child(note, '@id')), plainText(note)]));
}

/** Several owners may report the same trade together: one row each trade, all names, the first one's number. */
function ownersIn(
  root: unknown,
): Pick<OwnershipForm, 'ownerName' | 'ownerCik' | 'isDirector' | 'isOfficer' | 'isTenPercentOwner' | 'officerTitle'> {
  const owners = asArray(child(root, 'reportingOwner'));
  const has = (name: string): boolean =>
    owners.some((owner) => flag(child(owner, 'reportingOwnerRelationship', name)) === true);
  const ids = owners.map((owner) => child(owner, 'reportingOwnerId'));
  return {
    ownerName: ids.map((id) => plainText(child(id, 'rptOwnerName'))).join('; '),
    ownerCik: readCik(plainText(child(ids[0], 'rptOwnerCik'))) ?? '',
    isDirector: has('isDirector'),
    isOfficer: has('isOfficer'),
    isTenPercentOwner: has('isTenPercentOwner'),
    officerTitle: owners
      .map((owner) => plainText(child(owner, 'reportingOwnerRelationship', 'officerTitle')))
      .filter((title) => title !== '')
      .join('; '),
  };
}

function settingOf(root: unknown, filing: Filing): RowSetting | string {
  const type = plainText(child(root, 'documentType')).toUpperCase();
  const form = /^([345])(\/A)?$/.exec(type);
  if (!form) return `an ownership document of type "${type}"`;
  const issuerCik = readCik(plainText(child(root, 'issuer', 'issuerCik')));
  if (issuerCik === null) return 'an ownership document without an issuer';
  // Some write `2025-04-30-05:00`.
  const period = readDate(plainText(child(root, 'periodOfReport')));
  if (period === null) return 'an ownership document without its period';
  return {
    form: {
      form: form[1] ?? '',
      isAmendment: form[2] !== undefined,
      accession: filing.accession,
      issuerCik,
      ...ownersIn(root),
      filingDate: filing.filingDate,
      isPlanned: flag(child(root, 'aff10b5One')),
    },
    period,
    notes: notesIn(root),
  };
}

/** Facts of a Form 3, 4 or 5. */
export function translateOwnership(xml: string, filing: Filing, context: RequestContext): Translation {
  const read = readXml(xml);
  if (!read.ok) return refused(read.failure.message, xml.slice(0, 200));
  const root = child(read.value, 'ownershipDocument');
  if (root === undefined) return refused('XML that is no ownership document', read.value);
  const setting = settingOf(root, filing);
  if (typeof setting === 'string') return refused(setting, root);
  if (flag(child(root, 'noSecuritiesOwned')) === true) return refused('a first report of no securities owned', root);

  const typed = plainText(child(root, 'issuer', 'issuerTradingSymbol'));
  const askedCik = readCik(context.parameters['cik'] ?? '');
  const issuer = { cik: setting.form.issuerCik, typed, askedSymbol: context.symbol, askedCik };
  const subject = issuerSubject(issuer, context.directory);
  const eventTime = filingTime(filing, setting.period, context.receivedTime);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const table of tables) {
    for (const [index, row] of asArray(child(root, ...table.path)).entries()) {
      const body = ownershipRow(row, setting, table);
      if (typeof body === 'string') refusals.push({ reason: body, sample: sampleOf(row) });
      else {
        const key = `${filing.accession}:${table.mark}${index}`;
        facts.push({ kind: 'insider-transaction', subject, key, eventTime, body });
      }
    }
  }
  if (facts.length + refusals.length === 0) return refused('an ownership document without a row', root);
  return { facts, refusals, followUps: [] };
}
