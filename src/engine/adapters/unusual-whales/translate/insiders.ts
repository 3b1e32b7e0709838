import type { InsiderAction } from '../../../domain/facts/holders.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull, readNumber } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, dateIn, dayInstant, finiteOrNull, positive, tickerIn } from '../read-field.ts';

/** The Commission's transaction codes. */
const actions: Readonly<Record<string, InsiderAction>> = {
  P: 'purchase',
  S: 'sale',
  A: 'grant',
  M: 'exercise',
  X: 'exercise',
  O: 'exercise',
  C: 'conversion',
  F: 'tax-withholding',
  D: 'disposition-to-issuer',
  G: 'gift',
  E: 'expiry',
  H: 'expiry',
};

function isDirect(row: Row): boolean {
  return !textOf(row['director_indirect']).toUpperCase().startsWith('I');
}

/** One filed transaction. The vendor signs the shares of a disposal; the fact says so apart. */
export function insiderTransaction(row: Row, context: RequestContext): RowResult {
  // It announces a sale that may yet happen.
  if (textOf(row['formtype']).startsWith('144')) return 'a Form 144, which is no transaction';
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const transactionDate = dateIn(row['transaction_date']);
  if (transactionDate === null) return 'no transaction date';
  const id = textOf(row['id']);
  if (id === '') return 'no id';
  const signed = readNumber(row['amount']);
  if (typeof signed !== 'number') return 'no shares';
  const code = textOf(row['transaction_code']).toUpperCase();
  const filingDate = dateIn(row['filing_date']);
  const [shares, price] = [Math.abs(signed), positive(row['price']) ?? null];
  return {
    kind: 'insider-transaction',
    subject,
    key: id,
    eventTime: dayInstant(filingDate ?? transactionDate, context.receivedTime),
    body: {
      form: textOf(row['formtype']),
      isAmendment: textOf(row['formtype']).endsWith('/A'),
      // The vendor gives an id of its own in place of the filing's number.
      accession: id,
      issuerCik: '',
      ownerName: textOf(row['owner_name']),
      ownerCik: '',
      isDirector: row['is_director'] === true,
      isOfficer: row['is_officer'] === true,
      isTenPercentOwner: row['is_ten_percent_owner'] === true,
      officerTitle: textOf(row['officer_title']),
      transactionDate,
      filingDate,
      code,
      action: actions[code] ?? 'other',
      isPlanned: typeof row['is_10b5_1'] === 'boolean' ? row['is_10b5_1'] : null,
      isDerivative:
        textOf(row['security_ad_code']).toUpperCase().startsWith('D') ||
        amountOrNull(row['price_excercisable']) !== null,
      securityTitle: textOf(row['security_title']),
      acquired: signed > 0,
      shares,
      price,
      value: price === null ? null : finiteOrNull(shares * price),
      sharesAfter: amountOrNull(row['shares_owned_after']),
      isDirect: isDirect(row),
      footnotes: [],
    },
  };
}

/** A filing day's purchases and sales. The vendor signs sales; here both are positive dollars. */
export function insiderTotals(row: Row, context: RequestContext): RowResult {
  const date = dateIn(row['filing_date']);
  if (date === null) return 'no date';
  const [purchases, sales] = [amount(row['purchases']), amount(row['sells'])];
  const [bought, sold] = [numberOrNull(row['purchases_notional']), numberOrNull(row['sells_notional'])];
  if (purchases === undefined || sales === undefined) return 'no counts';
  if (bought === null || sold === null) return 'no dollars';
  return {
    kind: 'insider-totals',
    subject: context.symbol,
    key: date,
    eventTime: dayInstant(date, context.receivedTime),
    body: { date, purchases, purchaseValue: Math.abs(bought), sales, saleValue: Math.abs(sold) },
  };
}
