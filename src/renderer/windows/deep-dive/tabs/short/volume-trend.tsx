import type { ShortSummary } from '../../../../../engine/domain/evidence.ts';
import { percent } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import { LineChart } from '../../../../components/line-chart.tsx';
import { testIds } from '../../../../components/test-ids.ts';
import type { ShortDay } from './short-rows.ts';

type Usual = Pick<ShortSummary, 'usualShortVolumeRatio' | 'shortVolumeDeviation'> | null;

/** The band of the days before, one deviation to each side, as the layer reads it. */
function bandOf(usual: Usual): { readonly low: number; readonly high: number } | undefined {
  const { usualShortVolumeRatio: mean = null, shortVolumeDeviation: deviation = null } = usual ?? {};
  return mean === null || deviation === null ? undefined : { low: mean - deviation, high: mean + deviation };
}

/** Short part of the daily volume with its usual band; days lie side by side, without weekends. */
export function VolumeTrend({
  days,
  usual,
  ticker,
}: {
  readonly days: readonly ShortDay[];
  readonly usual: Usual;
  readonly ticker: string;
}) {
  const band = bandOf(usual);
  if (days.length < 2) return <p className="faint">Too few days for a trend.</p>;
  return (
    <div data-testid={testIds.shortVolumeTrend}>
      <LineChart
        label={`Short part of the daily volume of ${ticker}`}
        lines={[{ name: 'ratio', points: days.map(({ ratio }, x) => ({ x, y: ratio })), dots: true }]}
        band={band}
        formatX={(x) => {
          const date = days[Math.round(x)]?.date;
          return date === undefined ? '' : expiryDate(date).slice(0, -3);
        }}
        formatY={(y) => percent(y, 0)}
        height={128}
      />
      {band ? (
        <p className="faint">
          Usual {percent(band.low)} to {percent(band.high)}: mean of the days before ± one deviation.
        </p>
      ) : (
        <p className="faint">No usual band: fewer than five days before.</p>
      )}
    </div>
  );
}
