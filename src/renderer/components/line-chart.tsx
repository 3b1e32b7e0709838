import { useId, type ReactNode } from 'react';
import { markPlaces } from './mark-places.ts';
import { useSize } from './use-size.ts';
import { linearScale, niceTicks } from './scale.ts';
import './line-chart.css';

export type ChartPoint = { readonly x: number; readonly y: number };
export type ChartLine = {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  readonly tone?: 'accent' | 'up' | 'down' | 'muted';
  readonly dots?: boolean;
};
type Mark = { readonly x: number; readonly label: string };

type Props = {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly marks?: readonly Mark[];
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly zeroLine?: boolean;
  /** What is usual, behind the lines. */
  readonly band?: { readonly low: number; readonly high: number } | undefined;
  readonly height?: number;
  /** Same for charts that stand below each other. */
  readonly domainX?: readonly [number, number] | undefined;
};

const margin = { left: 52, right: 12, top: 10, bottom: 22 };

function extent(values: readonly number[], withZero: boolean): readonly [number, number] {
  const all = withZero ? [...values, 0] : values;
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - room, high + room];
}

/** Steps finer than the words for them would say the same thing twice. */
export function distinctLabels(
  ticks: readonly number[],
  format: (value: number) => string,
): readonly { readonly tick: number; readonly text: string }[] {
  const labels = ticks.map((tick) => ({ tick, text: format(tick) }));
  return labels.filter(({ text }, index) => labels[index - 1]?.text !== text);
}

/** A quiet line chart for a few hundred points: smiles, term structures, profiles. */
export function LineChart({
  label,
  lines,
  marks = [],
  formatX,
  formatY,
  zeroLine = false,
  band,
  height = 200,
  domainX,
}: Props) {
  const { ref, width } = useSize<HTMLDivElement>();
  const titleId = useId();
  const points = lines.flatMap((line) => line.points);
  let body: ReactNode = null;
  if (width > 0 && points.length > 0) {
    const [x0, x1] =
      domainX ??
      extent(
        points.map(({ x }) => x),
        false,
      );
    const [y0, y1] = extent([...points.map(({ y }) => y), ...(band ? [band.low, band.high] : [])], zeroLine);
    const x = linearScale([x0, x1], [margin.left, width - margin.right]);
    const y = linearScale([y0, y1], [height - margin.bottom, margin.top]);
    const places = markPlaces(
      marks.filter((mark) => mark.x >= x0 && mark.x <= x1).map((mark) => ({ at: x(mark.x), label: mark.label })),
      width - margin.right,
    );
    body = (
      <svg width={width} height={height} role="img" aria-labelledby={titleId} className="line-chart">
        <title id={titleId}>{label}</title>
        {band ? (
          <rect
            className="band"
            x={margin.left}
            width={width - margin.left - margin.right}
            y={y(band.high)}
            height={y(band.low) - y(band.high)}
          />
        ) : null}
        {niceTicks(y0, y1, Math.max(3, Math.floor(height / 40))).map((tick) => (
          <g key={tick}>
            <line
              x1={margin.left}
              x2={width - margin.right}
              y1={y(tick)}
              y2={y(tick)}
              className={tick === 0 && zeroLine ? 'zero' : 'grid'}
            />
            <text x={margin.left - 6} y={y(tick) + 4} textAnchor="end">
              {formatY(tick)}
            </text>
          </g>
        ))}
        {distinctLabels(niceTicks(x0, x1, Math.max(2, Math.floor(width / 72))), formatX).map(({ tick, text }) => (
          <text
            key={tick}
            x={x(tick)}
            y={height - 6}
            // At the edge a centred label would be cut off.
            textAnchor={x(tick) > width - margin.right - 16 ? 'end' : 'middle'}
          >
            {text}
          </text>
        ))}
        {lines.map((line) => (
          <g key={line.name} className={`line ${line.tone ?? 'accent'}`}>
            <polyline
              points={line.points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ')}
            />
            {line.dots
              ? line.points.map((point) => (
                  <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={2.5}>
                    <title>{`${formatX(point.x)}: ${formatY(point.y)}`}</title>
                  </circle>
                ))
              : null}
          </g>
        ))}
        {places.map(({ at, label: text, row, anchor }) => (
          <g key={`${text} ${at}`} className="mark">
            <line x1={at} x2={at} y1={margin.top} y2={height - margin.bottom} />
            <text x={at + (anchor === 'end' ? -4 : 4)} y={margin.top + 9 + row * 13} textAnchor={anchor}>
              {text}
            </text>
          </g>
        ))}
      </svg>
    );
  }
  return (
    <div ref={ref} style={{ minHeight: height }}>
      {body}
    </div>
  );
}
