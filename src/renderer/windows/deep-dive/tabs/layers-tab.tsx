import { Fragment, useEffect, useState } from 'react';
import type { Score } from '../../../../engine/domain/score.ts';
import { links } from '../../../bridge/links.ts';
import { Condition } from '../../../components/condition.tsx';
import { DirectionMark } from '../../../components/direction-mark.tsx';
import { number, price, score as scoreText, signed } from '../../../components/format.ts';
import { minuteTime } from '../../../components/format-time.ts';
import { layerNames } from '../../../components/layer-names.ts';
import { LineChart, type ChartPoint } from '../../../components/line-chart.tsx';
import { tradingTime } from './trading-time.ts';

const mostPoints = 2_000;

/** Signed conviction over time: bullish above zero, bearish below. */
function useConvictionHistory(ticker: string): readonly ChartPoint[] | null {
  const [points, setPoints] = useState<readonly ChartPoint[] | null>(null);
  useEffect(() => {
    setPoints(null);
    if (ticker === '') return;
    const watch = links().analytics.watch.scoreHistory(
      { ticker },
      {
        onBatch({ columns, snapshot }) {
          const times = columns['time'] ?? new Float64Array();
          const values = columns['conviction'] ?? new Float64Array();
          const added = [...times].map((x, index) => ({ x, y: (values[index] ?? 0) * 100 }));
          setPoints((before) => [...(snapshot ? [] : (before ?? [])), ...added].slice(-mostPoints));
        },
      },
    );
    return () => watch.close();
  }, [ticker]);
  return points;
}

/** Closes of the same span, to hold against the conviction. */
function usePrices(instrument: string, from: number | null): readonly ChartPoint[] {
  const [points, setPoints] = useState<readonly ChartPoint[]>([]);
  useEffect(() => {
    setPoints([]);
    if (instrument === '') return;
    const watch = links().ingestion.watch.bars(
      { instrument, interval: '1m', count: 390 },
      {
        onBatch({ columns, snapshot }) {
          const times = columns['start'] ?? new Float64Array();
          const closes = columns['close'] ?? new Float64Array();
          const added = new Map([...times].map((x, index) => [x, closes[index] ?? NaN]));
          setPoints((before) =>
            [...(snapshot ? [] : before.filter(({ x }) => !added.has(x))), ...[...added].map(([x, y]) => ({ x, y }))]
              .filter(({ y }) => Number.isFinite(y))
              .slice(-390),
          );
        },
      },
    );
    return () => watch.close();
  }, [instrument]);
  return from === null ? points : points.filter(({ x }) => x >= from);
}

function Readings({ score }: { readonly score: Score }) {
  return (
    <table className="data-table readings">
      <thead>
        <tr>
          <th>Layer</th>
          <th>Direction</th>
          <th className="num">S × C</th>
          <th className="num">Adds</th>
        </tr>
      </thead>
      <tbody>
        {score.layers.map((reading) => (
          <Fragment key={reading.layer}>
            <tr>
              <td className="strong">{layerNames[reading.layer].long}</td>
              <td>
                {reading.status === 'no-data' ? (
                  <span className="faint">no data</span>
                ) : (
                  <DirectionMark direction={reading.direction} />
                )}
              </td>
              <td className="num">
                {reading.status === 'no-data'
                  ? number(null)
                  : `${scoreText(reading.strength)} × ${scoreText(reading.confidence)}`}
              </td>
              <td className="num">
                {reading.status === 'no-data' ? number(null) : signed(reading.contribution * 100, 1)}
              </td>
            </tr>
            <tr className="reading-words">
              <td className="wrap muted" colSpan={4}>
                {reading.status === 'no-data' ? reading.reason : reading.explanation}
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

export function LayersTab({
  ticker,
  instrument,
  score,
}: {
  readonly ticker: string;
  readonly instrument: string;
  readonly score: Score | null;
}) {
  const history = useConvictionHistory(ticker);
  const prices = usePrices(instrument, history?.[0]?.x ?? null);
  if (!score)
    return (
      <Condition title={`No score for ${ticker}`}>
        The symbol is not on the watchlist, or no layer has read it yet.
      </Condition>
    );
  const {
    series: [convictions = [], closes = []],
    timeAt,
  } = tradingTime([history ?? [], prices]);
  const domain = [0, Math.max(1, ...convictions.map(({ x }) => x), ...closes.map(({ x }) => x))] as const;
  const time = (place: number): string => minuteTime(timeAt(place));
  return (
    <div className="tab-stack">
      <h3 className="section-title">Conviction, bullish above zero</h3>
      {convictions.length > 1 ? (
        <LineChart
          label={`Conviction of ${ticker} over time`}
          lines={[{ name: 'conviction', points: convictions }]}
          formatX={time}
          formatY={(y) => number(y, 0)}
          zeroLine
          height={124}
          domainX={domain}
        />
      ) : (
        <p className="faint">The history starts with the first score that is stored.</p>
      )}
      {closes.length > 1 ? (
        <>
          <h3 className="section-title">Price over the same time</h3>
          <LineChart
            label={`Price of ${ticker} over the same time`}
            lines={[{ name: 'price', points: closes, tone: 'muted' }]}
            formatX={time}
            formatY={price}
            height={110}
            domainX={domain}
          />
        </>
      ) : null}
      <Readings score={score} />
    </div>
  );
}
