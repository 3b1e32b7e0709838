import type { OptionRight } from '../../../domain/instrument.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { numberOrNull } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, dateIn, dayInstant, tickerIn } from '../read-field.ts';

function rightOf(value: unknown): OptionRight | null {
  const text = textOf(value).toLowerCase();
  if (text === 'call') return 'C';
  return text === 'put' ? 'P' : null;
}

/** A position of a quarterly report, seen from the company or from the manager; whichever is not in the row was asked for. */
export function institutionHolding(row: Row, context: RequestContext): RowResult {
  const reportDate = dateIn(row['report_date'] ?? row['date']);
  if (reportDate === null) return 'no report date';
  const managerName = textOf(row['name'] ?? context.parameters['name']);
  if (managerName === '') return 'no manager';
  const subject = tickerIn(row['ticker']) ?? context.symbol;
  if (subject === '') return 'no ticker';
  const value = amount(row['value']);
  if (value === undefined) return 'no value';
  const filingDate = dateIn(row['filing_date']);
  const option = rightOf(row['put_call']);
  return {
    kind: 'institution-holding',
    subject,
    key: `${reportDate}|${managerName}|${option ?? textOf(row['security_type'])}`,
    eventTime: dayInstant(filingDate ?? reportDate, context.receivedTime),
    body: {
      managerCik: textOf(row['cik']),
      managerName,
      accession: '',
      amendment: null,
      reportDate,
      filingDate,
      issuer: textOf(row['full_name']),
      cusip: '',
      value,
      shares: amountOrNull(row['units']),
      isPrincipal: textOf(row['security_type']).toLowerCase() === 'debt',
      option,
      sharesChange: numberOrNull(row['units_change']),
    },
  };
}
