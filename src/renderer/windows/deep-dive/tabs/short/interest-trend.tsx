import { compact } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import { LineChart } from '../../../../components/line-chart.tsx';
import { dateUtc } from '../../../../../engine/domain/time.ts';
import type { InterestRow } from './short-rows.ts';

/** Shares short over the settlement dates that are known. */
export function InterestTrend({ rows, ticker }: { readonly rows: readonly InterestRow[]; readonly ticker: string }) {
  if (rows.length < 2) return null;
  const points = rows.map(({ settlementDate, shares }) => ({ x: dateUtc(settlementDate), y: shares })).toReversed();
  return (
    <LineChart
      label={`Short interest of ${ticker} by settlement date`}
      lines={[{ name: 'shares short', points, dots: true }]}
      formatX={(x) => expiryDate(new Date(x).toISOString().slice(0, 10).replaceAll('-', ''))}
      formatY={compact}
      height={96}
    />
  );
}
