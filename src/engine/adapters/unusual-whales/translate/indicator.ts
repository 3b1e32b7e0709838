import type { RequestContext } from '../../../ports/vendor.ts';
import { readNumber } from '../../vendor-kit/numbers.ts';
import type { Row, RowResult } from '../../vendor-kit/rows.ts';
import { instantIn } from '../read-field.ts';

type Named = { readonly name: string; readonly value: string; readonly time: string };

/** A number of the vendor's own making, one a minute: SPIKE of the market, NOPE of a ticker. */
export function minuteIndicator({ name, value, time }: Named) {
  return (row: Row, context: RequestContext): RowResult => {
    const start = instantIn(row[time]);
    if (start === null) return 'no time';
    const read = readNumber(row[value]);
    if (typeof read !== 'number') return 'no value';
    return {
      kind: 'indicator',
      subject: context.symbol,
      key: `${name}|${start}`,
      eventTime: start,
      body: { name, period: null, intervalMs: 60_000, start, value: read },
    };
  };
}
