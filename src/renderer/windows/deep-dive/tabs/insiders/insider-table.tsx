import type { InsiderAction, InsiderTransaction } from '../../../../../engine/domain/facts/holders.ts';
import { compact, number, price } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import type { FactTableSpec } from '../../facts/fact-table.tsx';
import { isAmended, roleOf, toneOf, type InsiderRow } from './insider-rows.ts';

const actions: Readonly<Record<InsiderAction, string>> = {
  purchase: 'bought',
  sale: 'sold',
  grant: 'granted',
  exercise: 'exercised',
  conversion: 'converted',
  'tax-withholding': 'withheld for tax',
  'disposition-to-issuer': 'given back',
  gift: 'gift',
  expiry: 'expired',
  other: 'other',
};

function Action({ body }: { readonly body: InsiderTransaction }) {
  const tone = toneOf(body);
  if (tone === 'purchase') return <span className="up strong">▲ bought</span>;
  if (tone === 'sale') return <span className="down">▼ sold</span>;
  return (
    <span className="faint">
      {actions[body.action]}
      {body.isPlanned === true ? <span title="Under a plan fixed in advance, Rule 10b5-1"> 10b5-1</span> : null}
    </span>
  );
}

function Did({ row }: { readonly row: InsiderRow }) {
  return (
    <>
      <Action body={bodyOf(row)} />
      {isAmended(row) ? (
        <span className="muted" title="As a Form 4/A tells it; what it replaces is not counted">
          {' '}
          amended
        </span>
      ) : null}
    </>
  );
}

const bodyOf = ({ facts: [{ body }] }: InsiderRow): InsiderTransaction => body;
const termsOf = ({ shares, price: paid }: InsiderTransaction): string => `${number(shares, 0)} at ${price(paid)}`;
const replacedText = ({ replaced }: InsiderRow): string =>
  replaced
    .map(({ body }) => `${termsOf(body)}${body.filingDate === null ? '' : `, filed ${expiryDate(body.filingDate)}`}`)
    .join('; ');
const planText = ({ isPlanned }: InsiderTransaction): string =>
  isPlanned === null ? 'not told' : isPlanned ? 'yes, Rule 10b5-1' : 'no';

export const insiderTable: FactTableSpec<InsiderRow> = {
  label: 'Insider transactions',
  columns: [
    {
      id: 'filed',
      title: 'Filed',
      cell: (row) => {
        const { filingDate } = bodyOf(row);
        return filingDate === null ? '–' : expiryDate(filingDate);
      },
    },
    { id: 'traded', title: 'Traded', from: 'wide', cell: (row) => expiryDate(bodyOf(row).transactionDate) },
    {
      id: 'who',
      title: 'Who',
      cell: (row) => (
        <span className="who" title={`${bodyOf(row).ownerName}, ${roleOf(bodyOf(row))}`}>
          {bodyOf(row).ownerName} <span className="faint">{roleOf(bodyOf(row))}</span>
        </span>
      ),
    },
    { id: 'action', title: 'Did', cell: (row) => <Did row={row} /> },
    { id: 'shares', title: 'Shares', numeric: true, cell: (row) => compact(bodyOf(row).shares) },
    {
      id: 'price',
      title: 'Price',
      numeric: true,
      from: 'wide',
      cell: (row) => price(bodyOf(row).price),
    },
    { id: 'value', title: 'Value', numeric: true, cell: (row) => compact(bodyOf(row).value) },
    { id: 'form', title: 'Form', from: 'widest', cell: (row) => bodyOf(row).form },
  ],
  factsOf: ({ facts: [first, ...rest], replaced }) => [first, ...rest, ...replaced],
  toneOf: (row) => toneOf(bodyOf(row)),
  detailsOf: (row) => {
    const body = bodyOf(row);
    return [
      { label: 'Traded', value: expiryDate(body.transactionDate) },
      {
        label: body.acquired ? 'Acquired' : 'Disposed',
        value: `${number(body.shares, 0)} ${body.securityTitle} at ${price(body.price)}`,
      },
      { label: 'Value', value: body.value === null ? '–' : `$${number(body.value, 0)}` },
      { label: 'Held after', value: `${number(body.sharesAfter, 0)}${body.isDirect ? '' : ', indirect'}` },
      { label: 'Code, form', value: `${body.code}, ${body.form}${body.isAmendment ? ', amendment' : ''}` },
      ...(row.replaced.length > 0 ? [{ label: 'Amended, was', value: replacedText(row) }] : []),
      { label: 'Planned', value: planText(body) },
      ...(body.footnotes.length > 0 ? [{ label: 'Footnotes', value: body.footnotes.join(' ') }] : []),
    ];
  },
};
