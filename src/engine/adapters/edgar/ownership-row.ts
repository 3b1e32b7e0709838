import type { InsiderTransaction } from '../../domain/facts/holders.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { readNumber } from '../vendor-kit/numbers.ts';
import { asArray, isRow } from '../vendor-kit/rows.ts';
import { child, plainText, wrapped } from './read-xml.ts';
import { actionOf, isTransactionCode } from './transaction-codes.ts';

/** What the rows of one form have in common. */
export type OwnershipForm = Pick<
  InsiderTransaction,
  | 'form'
  | 'isAmendment'
  | 'accession'
  | 'issuerCik'
  | 'ownerName'
  | 'ownerCik'
  | 'isDirector'
  | 'isOfficer'
  | 'isTenPercentOwner'
  | 'officerTitle'
  | 'filingDate'
  | 'isPlanned'
>;

/** What a row is read against. */
export type RowSetting = {
  readonly form: OwnershipForm;
  /** Day the form reports, `YYYYMMDD`. */
  readonly period: string;
  readonly notes: ReadonlyMap<string, string>;
};

export type RowPlace = { readonly isDerivative: boolean; readonly isHolding: boolean };

function noteIds(node: unknown, into: Set<string>, depth = 0): void {
  if (depth > 8) return;
  if (Array.isArray(node)) for (const item of node) noteIds(item, into, depth + 1);
  if (!isRow(node)) return;
  for (const [name, value] of Object.entries(node)) {
    if (name === 'footnoteId') for (const one of asArray(value)) into.add(plainText(child(one, '@id')));
    else noteIds(value, into, depth + 1);
  }
}

function notesOf(row: unknown, notes: ReadonlyMap<string, string>): readonly string[] {
  const ids = new Set<string>();
  noteIds(row, ids);
  return [...ids].flatMap((id) => notes.get(id) ?? []);
}

/** Shares and dollars; nothing on these forms is below zero. */
function amount(row: unknown, ...names: readonly string[]): number | null | undefined {
  const value = readNumber(wrapped(row, ...names));
  return value !== null && value !== undefined && value < 0 ? undefined : value;
}

function product(shares: number | null, price: number | null): number | null {
  const value = shares === null || price === null ? null : shares * price;
  return value !== null && Number.isFinite(value) ? value : null;
}

type Moved = Pick<InsiderTransaction, 'transactionDate' | 'code' | 'acquired' | 'shares' | 'price'>;

function movedIn(row: unknown): Moved | string {
  const transactionDate = readDate(wrapped(row, 'transactionDate'));
  if (transactionDate === null) return `a transaction dated "${wrapped(row, 'transactionDate')}"`;
  const code = plainText(child(row, 'transactionCoding', 'transactionCode')).toUpperCase();
  if (!isTransactionCode(code)) return `transaction code "${code}"`;
  const side = wrapped(row, 'transactionAmounts', 'transactionAcquiredDisposedCode').toUpperCase();
  if (side !== 'A' && side !== 'D') return `neither acquired nor disposed of: "${side}"`;
  const shares = amount(row, 'transactionAmounts', 'transactionShares');
  const price = amount(row, 'transactionAmounts', 'transactionPricePerShare');
  if (shares === undefined) return 'a number of shares that is none';
  if (price === undefined) return 'a price that is no number';
  return { transactionDate, code, acquired: side === 'A', shares, price };
}

/** One row of a form's tables, or why it is none. A holding has no code: nothing moved, `sharesAfter` is what is held. */
export function ownershipRow(row: unknown, setting: RowSetting, place: RowPlace): InsiderTransaction | string {
  const moved: Moved | string = place.isHolding
    ? { transactionDate: setting.period, code: '', acquired: false, shares: null, price: null }
    : movedIn(row);
  if (typeof moved === 'string') return moved;
  const after = amount(row, 'postTransactionAmounts', 'sharesOwnedFollowingTransaction');
  if (after === undefined) return 'shares held afterwards that are no number';
  const nature = wrapped(row, 'ownershipNature', 'directOrIndirectOwnership').toUpperCase();
  if (nature !== 'D' && nature !== 'I') return `neither direct nor indirect ownership: "${nature}"`;
  return {
    ...setting.form,
    ...moved,
    action: actionOf(moved.code, place.isDerivative),
    isDerivative: place.isDerivative,
    securityTitle: wrapped(row, 'securityTitle'),
    value: product(moved.shares, moved.price),
    sharesAfter: after,
    isDirect: nature === 'D',
    footnotes: notesOf(row, setting.notes),
  };
}
