import { hashText } from '../../market/random.ts';
import type { StoryInsiderFiling } from '../../story/market-story.ts';
import { element, isoDay, leaf, xmlText } from './xml-text.ts';

type Row = StoryInsiderFiling['rows'][number];

/** Filers' software differs: how a filing writes what the form leaves open, by its number. */
export function habitsOf(accession: string) {
  const habit = hashText(accession);
  return {
    wordyFlags: habit % 2 === 0,
    declaration: habit % 5 !== 0,
    zonedPeriod: habit % 7 === 0,
    symbol: (['plain', 'plain', 'plain', 'small', 'exchange', 'none'] as const)[habit % 6] ?? 'plain',
  };
}

function typedSymbol(symbol: string, habit: ReturnType<typeof habitsOf>['symbol']): string {
  if (habit === 'small') return symbol.toLowerCase();
  if (habit === 'exchange') return `NASDAQ: ${symbol}`;
  return habit === 'none' ? 'NONE' : symbol;
}

function transactionXml(row: Row, form: string): string {
  const { derivative } = row;
  const name = derivative ? 'derivativeTransaction' : 'nonDerivativeTransaction';
  const amounts = [
    leaf('transactionShares', row.shares),
    // A price told in words: the note stands where the value would.
    leaf('transactionPricePerShare', row.price, row.price === null ? 'F1' : null),
    leaf('transactionAcquiredDisposedCode', row.acquired ? 'A' : 'D'),
  ];
  const coding = [
    element('transactionFormType', form.replace('/A', '')),
    element('transactionCode', row.code),
    element('equitySwapInvolved', '0'),
  ];
  return element(
    name,
    [
      leaf('securityTitle', derivative?.title ?? 'Common Stock'),
      derivative ? leaf('conversionOrExercisePrice', derivative.exercisePrice) : '',
      leaf('transactionDate', isoDay(row.date)),
      element('transactionCoding', coding.join('')),
      element('transactionAmounts', amounts.join('')),
      derivative ? leaf('exerciseDate', null, 'F2') + leaf('expirationDate', isoDay(derivative.expiry)) : '',
      derivative
        ? element(
            'underlyingSecurity',
            leaf('underlyingSecurityTitle', 'Common Stock') + leaf('underlyingSecurityShares', row.shares),
          )
        : '',
      element('postTransactionAmounts', leaf('sharesOwnedFollowingTransaction', row.sharesAfter)),
      element(
        'ownershipNature',
        leaf('directOrIndirectOwnership', row.isDirect ? 'D' : 'I') +
          (row.isDirect ? '' : leaf('natureOfOwnership', 'By Trust')),
      ),
    ].join('\n'),
  );
}

function ownerXml({ owner }: StoryInsiderFiling, flag: (value: boolean) => string): string {
  const relations = [
    element('isDirector', flag(owner.isDirector)),
    element('isOfficer', flag(owner.isOfficer)),
    // What does not apply may be left out.
    owner.isTenPercentOwner ? element('isTenPercentOwner', flag(true)) : '',
    owner.title === '' ? '' : element('officerTitle', xmlText(owner.title)),
  ];
  const id = element('rptOwnerCik', owner.cik) + element('rptOwnerName', xmlText(owner.name));
  return element(
    'reportingOwner',
    `${element('reportingOwnerId', id)}\n${element('reportingOwnerRelationship', relations.join(''))}`,
  );
}

function notesXml(rows: readonly Row[]): string {
  const notes = [
    rows.some((row) => row.price === null)
      ? '<footnote id="F1">The price was a weighted average; each part is told on request.</footnote>'
      : '',
    rows.some((row) => row.derivative) ? '<footnote id="F2">Vests in four equal yearly parts.</footnote>' : '',
  ].filter((note) => note !== '');
  return notes.length === 0 ? '' : element('footnotes', notes.join('\n'));
}

/** A Form 4 as XML. */
export function ownershipXml(filing: StoryInsiderFiling): string {
  const habits = habitsOf(filing.accession);
  const flag = (value: boolean): string => (habits.wordyFlags ? String(value) : value ? '1' : '0');
  const form = filing.isAmendment ? '4/A' : '4';
  const plain = filing.rows.filter((row) => row.derivative === null);
  const derivative = filing.rows.filter((row) => row.derivative !== null);
  const last = filing.rows.at(-1)?.date ?? filing.filingDate;
  const issuer = [
    element('issuerCik', filing.company.cik),
    element('issuerName', xmlText(filing.company.name)),
    element('issuerTradingSymbol', xmlText(typedSymbol(filing.company.symbol, habits.symbol))),
  ];
  const table = (name: string, rows: readonly Row[]): string =>
    rows.length === 0 ? '' : element(name, rows.map((row) => transactionXml(row, form)).join('\n'));
  const inner = [
    element('schemaVersion', 'X0508'),
    element('documentType', form),
    element('periodOfReport', `${isoDay(last)}${habits.zonedPeriod ? '-05:00' : ''}`),
    element('issuer', issuer.join('')),
    ownerXml(filing, flag),
    element('aff10b5One', flag(filing.isPlanned)),
    table('nonDerivativeTable', plain),
    table('derivativeTable', derivative),
    notesXml(filing.rows),
    element('ownerSignature', element('signatureName', xmlText(`/s/ ${filing.owner.name}`))),
  ];
  const document = element('ownershipDocument', `\n${inner.filter((part) => part !== '').join('\n')}\n`);
  return habits.declaration ? `<?xml version="1.0"?>\n${document}` : document;
}
