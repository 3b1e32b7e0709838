import type { RequestContext } from '../../../ports/vendor.ts';
import { readNumber } from '../../vendor-kit/numbers.ts';
import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { amountOrNull, dateIn, instantIn } from '../read-field.ts';

const measures = ['dir_delta_flow', 'dir_vega_flow', 'total_delta_flow', 'total_vega_flow'] as const;

/** Delta and vega of a minute's trades, of a ticker or of a group the vendor made. */
export function greekFlow(row: Row, context: RequestContext): RowResult {
  const eventTime = instantIn(row['timestamp']);
  if (eventTime === null) return 'no time';
  const [directionalDelta, directionalVega, totalDelta, totalVega] = measures.map((name) => readNumber(row[name]));
  if (typeof directionalDelta !== 'number' || typeof directionalVega !== 'number') return 'no directional flow';
  if (typeof totalDelta !== 'number' || typeof totalVega !== 'number') return 'no total flow';
  const expiry = dateIn(row['expiry']);
  if (expiry === null && textOf(row['expiry']) !== '') return 'an expiry that is no date';
  const group = textOf(row['flow_group']);
  return {
    kind: 'greek-flow',
    subject: group === '' ? context.symbol : group,
    key: `${expiry ?? 'all'}|${eventTime}`,
    eventTime,
    body: {
      expiry,
      directionalDelta,
      directionalVega,
      totalDelta,
      totalVega,
      volume: amountOrNull(row['volume']),
    },
  };
}
