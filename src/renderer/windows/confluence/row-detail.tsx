import type { LayerReading, Score } from '../../../engine/domain/score.ts';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { age, number, score as scoreText, signed } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { layerNames } from '../../components/layer-names.ts';
import { useWorldNow } from '../../stores/world-clock.ts';
import { Waterfall } from '../../components/waterfall-chart.tsx';
import { testIdOf } from '../../components/test-ids.ts';

function ReadingRow({ reading, waitedMs }: { readonly reading: LayerReading; readonly waitedMs: number }) {
  const none = reading.status === 'no-data';
  const contribution = reading.contribution * 100;
  return (
    <tr data-status={reading.status} data-testid={testIdOf.reading(reading.layer)}>
      <th scope="row">
        {none ? (
          <span className="faint" aria-hidden>
            ○
          </span>
        ) : (
          <DirectionMark direction={reading.direction} words={false} />
        )}{' '}
        {layerNames[reading.layer].long}
      </th>
      <td className="words">
        {none ? `No data: ${reading.reason || 'no source'}` : reading.explanation}{' '}
        <span className="faint">
          {reading.status === 'stale' ? <span className="attention">stale, </span> : ''}
          {none ? '' : reading.source}
          {reading.ageMs === null ? '' : `, ${age(reading.ageMs + waitedMs)} old`}
        </span>
      </td>
      <td className="num">
        {none ? number(null) : `${scoreText(reading.strength)} × ${scoreText(reading.confidence)}`}
      </td>
      <td className="num">
        {reading.status === 'context' ? <span className="faint">context</span> : number(reading.weight * 100, 0)}
      </td>
      <td className="num">{none ? number(null) : `× ${number(reading.modifier, 2)}`}</td>
      <td className={`num ${reading.status === 'stale' ? 'attention' : ''}`}>
        {none ? number(null) : `${number(reading.freshness * 100, 0)}%`}
      </td>
      <td className={`num strong ${contribution < -0.005 ? 'against' : contribution > 0.005 ? '' : 'faint'}`}>
        {none ? number(null) : signed(contribution, 1)}
      </td>
    </tr>
  );
}

/** Everything a score is made of: readings in words, their numbers, and the arithmetic. */
export function RowDetail({ score }: { readonly score: Score }) {
  const waitedMs = Math.max(0, useWorldNow() - score.eventTime);
  const readings = score.layers.toSorted(
    (one, other) =>
      Number(one.status === 'no-data') - Number(other.status === 'no-data') ||
      other.contribution - one.contribution ||
      other.weight - one.weight,
  );
  return (
    <div className="row-detail selectable" data-testid={testIdOf.detail(score.ticker)}>
      <div className="parts">
        <div className="readings">
          <table>
            <thead>
              <tr>
                <th>Layer</th>
                <th>Reading</th>
                <th className="num" title="Strength × confidence">
                  S × C
                </th>
                <th className="num">Weight</th>
                <th className="num" title="Regime modifier of the reading's direction">
                  Regime
                </th>
                <th className="num" title="Freshness">
                  Fresh
                </th>
                <th className="num" title="Part of the base score">
                  Adds
                </th>
              </tr>
            </thead>
            <tbody>
              {readings.map((reading) => (
                <ReadingRow key={reading.layer} reading={reading} waitedMs={waitedMs} />
              ))}
            </tbody>
          </table>
          <p className="faint">
            {score.ticker} {score.direction} {scoreText(score.conviction)} = base {scoreText(score.arithmetic.base)} ×
            agreement {number(score.arithmetic.agreementMultiplier)} × contradiction{' '}
            {number(score.arithmetic.contradictionFactor)}. Regime {score.regime}, computed {clockTime(score.eventTime)}{' '}
            ET.
            {score.rejectedSignals > 0 ? ` ${score.rejectedSignals} malformed signals were rejected.` : ''}
          </p>
        </div>
        <Waterfall score={score} />
      </div>
    </div>
  );
}
