import { useEffect, useRef } from 'react';
import type { Exposure } from '../../../../engine/domain/exposure.ts';
import { Badge } from '../../../components/badge.tsx';
import { Condition } from '../../../components/condition.tsx';
import { age, compact, number, price, signedCompact } from '../../../components/format.ts';
import { expiryDate } from '../../../components/format-time.ts';
import { LineChart } from '../../../components/line-chart.tsx';
import { Meter } from '../../../components/meter.tsx';
import { useWorldNow } from '../../../stores/world-clock.ts';
import { coverageOf } from '../coverage.ts';
import { DelayBadge } from './delay-badge.tsx';
import { Figures } from './figures.tsx';
import { profileWindow } from './profile-window.ts';
import { testIds } from '../../../components/test-ids.ts';

/** How much of the chain the numbers stand on, how old it is, and whose side dealers are assumed to be on. */
function HonestyBand({ exposure }: { readonly exposure: Exposure }) {
  const now = useWorldNow();
  const { share, thin } = coverageOf(exposure);
  return (
    <div className="honesty" data-testid={testIds.honestyBand}>
      <Meter label="Option rows used" used={share} width={64} coverage />
      {thin ? (
        <Badge
          tone="attention"
          title="Less than half of the chain has been seen; walls and zero gamma may lie elsewhere"
        >
          thin
        </Badge>
      ) : null}
      <DelayBadge delayMs={exposure.delayMs} />
      <span>
        {number(exposure.rowsUsed, 0)} of {number(exposure.rowsWanted, 0)} rows
      </span>
      <span className="muted">oldest {age(exposure.oldestRowTime === null ? null : now - exposure.oldestRowTime)}</span>
      <span className="faint">Assumes dealers long calls, short puts. Per +1% move.</span>
    </div>
  );
}

function StrikeTable({ exposure }: { readonly exposure: Exposure }) {
  const near = useRef<HTMLTableRowElement>(null);
  const { strikes, strikeCallGex, strikePutGex, strikeOpenInterest, spot, underlying } = exposure;
  const most = Math.max(1e-9, ...strikeCallGex.map(Math.abs), ...strikePutGex.map(Math.abs));
  const closest =
    spot === null
      ? null
      : strikes.reduce(
          (best, strike) => (Math.abs(strike - spot) < Math.abs(best - spot) ? strike : best),
          strikes[0] ?? 0,
        );
  useEffect(() => {
    const row = near.current;
    const box = row?.closest('.strike-table');
    if (row && box) box.scrollTop = row.offsetTop - box.clientHeight / 2;
  }, [underlying]);
  const bar = (value: number | undefined): string => `${(Math.abs(value ?? 0) / most) * 100}%`;
  return (
    <div className="strike-table">
      <table className="data-table">
        <thead>
          <tr>
            <th className="num">Put GEX</th>
            <th aria-label="Put bar" />
            <th className="num">Strike</th>
            <th aria-label="Call bar" />
            <th className="num">Call GEX</th>
            <th className="num">OI</th>
          </tr>
        </thead>
        <tbody>
          {strikes
            .map((strike, index) => ({ strike, index }))
            .toReversed()
            .map(({ strike, index }) => (
              <tr key={strike} ref={strike === closest ? near : undefined} data-near={strike === closest}>
                <td className="num">{compact(strikePutGex[index])}</td>
                <td className="bar put">
                  <i style={{ width: bar(strikePutGex[index]) }} />
                </td>
                <td className="num strong">{number(strike, Number.isInteger(strike) ? 0 : 1)}</td>
                <td className="bar call">
                  <i style={{ width: bar(strikeCallGex[index]) }} />
                </td>
                <td className="num">{compact(strikeCallGex[index])}</td>
                <td className="num faint">{compact(strikeOpenInterest[index])}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

export function ExposureTab({
  exposure,
  ticker,
  reason,
}: {
  readonly exposure: Exposure | null;
  readonly ticker: string;
  readonly reason: string;
}) {
  if (!exposure)
    return (
      <Condition title={`No exposure for ${ticker}`}>
        {reason || 'The option chain has not been seen yet; the rotation reaches it in turn.'}
      </Condition>
    );
  const marks = [
    ...(exposure.spot === null ? [] : [{ x: exposure.spot, label: `spot ${price(exposure.spot)}` }]),
    ...exposure.crossings.map((x) => ({ x, label: `zero gamma ${price(x)}` })),
    ...(exposure.callWall === null ? [] : [{ x: exposure.callWall, label: 'call wall' }]),
    ...(exposure.putWall === null ? [] : [{ x: exposure.putWall, label: 'put wall' }]),
  ];
  return (
    <div className="tab-stack">
      <HonestyBand exposure={exposure} />
      <Figures
        items={[
          {
            label: 'Net GEX',
            value: (
              <span className={exposure.regime === 'positive' ? 'up' : exposure.regime === 'negative' ? 'down' : ''}>
                {signedCompact(exposure.gexPerPercent)}
              </span>
            ),
            title: 'Dealer dollar gamma for a move of 1%',
          },
          { label: 'Gross GEX', value: compact(exposure.grossGexPerPercent) },
          { label: 'Zero gamma', value: price(exposure.zeroGamma) },
          { label: 'Call wall', value: price(exposure.callWall) },
          { label: 'Put wall', value: price(exposure.putWall) },
          {
            label: `Max pain${exposure.maxPainExpiry ? ` ${expiryDate(exposure.maxPainExpiry)}` : ''}`,
            value: price(exposure.maxPain),
          },
          { label: 'Delta', value: signedCompact(exposure.deltaExposure) },
          { label: 'Vanna / vol pt', value: signedCompact(exposure.vannaPerVolPoint) },
          { label: 'Charm / day', value: signedCompact(exposure.charmPerDay) },
          { label: 'Put/call OI', value: number(exposure.putCallOpenInterest) },
        ]}
      />
      <h3 className="section-title">Gamma profile: net GEX per 1% if spot were there</h3>
      <LineChart
        label={`Gamma profile of ${ticker}: ${exposure.zeroGamma === null ? 'no crossing' : `crosses zero at ${price(exposure.zeroGamma)}`}`}
        lines={[{ name: 'profile', points: profileWindow(exposure) }]}
        marks={marks}
        formatX={(x) => number(x, Number.isInteger(x) ? 0 : 1)}
        formatY={(y) => compact(y)}
        zeroLine
        height={168}
      />
      {exposure.crossings.length > 1 ? (
        <p className="faint">
          The profile crosses zero {exposure.crossings.length} times:{' '}
          {exposure.crossings.map((each) => price(each)).join(', ')}.
        </p>
      ) : null}
      <h3 className="section-title">By strike</h3>
      <StrikeTable exposure={exposure} />
    </div>
  );
}
