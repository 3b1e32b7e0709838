import type { PoliticianTrade } from '../../../domain/facts/holders.ts';
import type { RequestContext } from '../../../ports/vendor.ts';
import { readNumber } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { dateIn, dayInstant, tickerIn } from '../read-field.ts';

function actionOf(text: string): PoliticianTrade['action'] {
  const word = text.toLowerCase();
  if (word.startsWith('buy') || word.startsWith('purchase')) return 'purchase';
  if (word.startsWith('sell') || word.startsWith('sale')) return 'sale';
  return word.startsWith('exchange') ? 'exchange' : 'other';
}

function dollars(text: string | undefined): number | null {
  const number = readNumber(text?.trim() ?? '');
  return typeof number === 'number' && number >= 0 ? number : null;
}

/** `$15,001 - $50,000`, or `over` and `under` one amount. */
export function bracketOf(text: string): readonly [number | null, number | null] {
  const over = /^(?:over|>)\s*(\$[\d,]+)$/i.exec(text);
  if (over) return [dollars(over[1]), null];
  const under = /^(?:under|<)\s*(\$[\d,]+)$/i.exec(text);
  if (under) return [null, dollars(under[1])];
  const both = /^(\$[\d,]+)\s*-\s*(\$[\d,]+)$/.exec(text);
  if (both) return [dollars(both[1]), dollars(both[2])];
  const alone = /^\$[\d,]+$/.test(text) ? dollars(text) : null;
  return [alone, alone];
}

export function politicianTrade(row: Row, context: RequestContext): RowResult {
  const transactionDate = dateIn(row['transaction_date']);
  if (transactionDate === null) return 'no transaction date';
  const name = textOf(row['name'] ?? row['reporter']);
  if (name === '') return 'no name';
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const amounts = textOf(row['amounts']);
  const [leastValue, mostValue] = bracketOf(amounts);
  const filingDate = dateIn(row['filed_at_date']);
  const action = actionOf(textOf(row['txn_type']));
  return {
    kind: 'politician-trade',
    subject,
    key: [textOf(row['politician_id']) || name, transactionDate, action, amounts, filingDate ?? ''].join('|'),
    eventTime: dayInstant(filingDate ?? transactionDate, context.receivedTime),
    body: {
      name,
      chamber: textOf(row['member_type']),
      transactionDate,
      filingDate,
      action,
      leastValue,
      mostValue,
    },
  };
}
