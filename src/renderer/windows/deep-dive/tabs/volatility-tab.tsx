import type { Volatility } from '../../../../engine/domain/volatility.ts';
import { Condition } from '../../../components/condition.tsx';
import { number, percent, signedPercent } from '../../../components/format.ts';
import { expiryDate } from '../../../components/format-time.ts';
import { LineChart } from '../../../components/line-chart.tsx';
import { DelayBadge } from './delay-badge.tsx';
import { Figures } from './figures.tsx';
import { Smile } from './smile.tsx';

function Gauge({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly note: string;
}) {
  return (
    <div
      className="gauge"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value ?? 0}
      aria-valuetext={value === null ? 'not known' : `${Math.round(value)} of 100`}
    >
      <div className="row">
        <span className="label grow">{label}</span>
        <b>{number(value, 0)}</b>
      </div>
      <div className="gauge-track">
        {value === null ? null : <i style={{ left: `${Math.min(100, Math.max(0, value))}%` }} />}
      </div>
      <span className="faint">{note}</span>
    </div>
  );
}

export function VolatilityTab({
  volatility,
  ticker,
  reason,
}: {
  readonly volatility: Volatility | null;
  readonly ticker: string;
  readonly reason: string;
}) {
  if (!volatility)
    return (
      <Condition title={`No volatility surface for ${ticker}`}>
        {reason || 'No implied volatility has arrived from the option chain.'}
      </Condition>
    );
  const { impliedVol30, realizedVol20, skew, smile, termStructure, historyDays } = volatility;
  const term = termStructure.map(({ timeYears, atmVol }) => ({ x: timeYears * 365, y: atmVol * 100 }));
  const based = historyDays > 0 ? `of ${historyDays} days` : 'no history yet';
  return (
    <div className="tab-stack">
      {volatility.delayMs > 0 ? (
        <div className="honesty">
          <DelayBadge delayMs={volatility.delayMs} />
          <span className="muted">option prices</span>
        </div>
      ) : null}
      <Figures
        items={[
          { label: 'IV 30 days', value: percent(impliedVol30) },
          { label: 'Realised 20 days', value: percent(realizedVol20) },
          {
            label: 'IV − RV',
            value: signedPercent(
              impliedVol30 !== null && realizedVol20 !== null ? impliedVol30 - realizedVol20 : null,
              1,
            ),
          },
          {
            label: '25Δ risk reversal',
            value: signedPercent(skew?.riskReversal25, 1),
            title: skew ? `Expiry ${expiryDate(skew.expiry)}` : '',
          },
          { label: '25Δ butterfly', value: signedPercent(skew?.butterfly25, 1) },
        ]}
      />
      <div className="gauges">
        <Gauge label="IV rank" value={volatility.impliedVolRank} note={based} />
        <Gauge label="IV percentile" value={volatility.impliedVolPercentile} note={based} />
      </div>
      <Smile key={ticker} smile={smile} ticker={ticker} />
      <h3 className="section-title">Term structure, days to expiry</h3>
      {term.length < 2 ? (
        <p className="faint">Too few expiries.</p>
      ) : (
        <LineChart
          label={`Term structure of ${ticker}`}
          lines={[{ name: 'at the money', points: term, dots: true }]}
          formatX={(x) => number(x, 0)}
          formatY={(y) => `${number(y, 1)}%`}
          height={150}
        />
      )}
    </div>
  );
}
