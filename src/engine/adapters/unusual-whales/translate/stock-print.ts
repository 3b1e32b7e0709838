import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amount, amountOrNull, finiteOrNull, instantIn, positive, tickerIn } from '../read-field.ts';

const conditionFields = ['trade_settlement', 'trade_code', 'sale_cond_codes', 'ext_hour_sold_codes'];

function conditionsOf(row: Row): readonly string[] {
  return conditionFields
    .map((field) => textOf(row[field]))
    .filter((text) => text !== '' && !text.startsWith('regular'));
}

/**
 * A print of the stock tape. The tracking id is not unique and the socket has none, so that time, price, size and the
 * day's volume make the key: what the socket lost and REST fills in is the same fact.
 */
export function stockPrint(offExchange: boolean): (row: Row) => RowResult {
  return (row) => {
    const subject = tickerIn(row['ticker'] ?? row['symbol']);
    if (subject === null) return 'no ticker';
    const eventTime = instantIn(row['executed_at']);
    if (eventTime === null) return 'no time';
    const [price, size] = [positive(row['price']), positive(row['size'])];
    if (price === undefined || size === undefined) return 'no price or size';
    const premium = amount(row['premium']) ?? finiteOrNull(price * size);
    if (premium === null) return 'a premium beyond counting';
    const dayVolume = amountOrNull(row['volume']);
    const second = Math.floor(eventTime / 1000);
    return {
      kind: 'stock-print',
      subject,
      key: `${second}|${price}|${size}|${dayVolume ?? textOf(row['tracking_id'])}`,
      eventTime,
      body: {
        offExchange,
        price,
        size,
        premium,
        bid: amountOrNull(row['nbbo_bid']),
        ask: amountOrNull(row['nbbo_ask']),
        venue: textOf(row['market_center']),
        dayVolume,
        conditions: conditionsOf(row),
        cancelled: row['canceled'] === true,
      },
    };
  };
}
