import type { Score } from '../../engine/domain/score.ts';
import { number, signed } from './format.ts';
import { linearScale } from './scale.ts';
import { waterfallOf } from './waterfall.ts';
import { testIdOf } from './test-ids.ts';
import './waterfall.css';

const width = 336;
const height = 232;
const margin = { left: 4, right: 4, top: 18, bottom: 22 };

/** The arithmetic of one score; sums stand on the line, parts hang where they start. */
export function Waterfall({ score }: { readonly score: Score }) {
  const steps = waterfallOf(score);
  const high = Math.max(0.2, ...steps.flatMap(({ from, to }) => [from, to]));
  const low = Math.min(0, ...steps.flatMap(({ from, to }) => [from, to]));
  const y = linearScale([low, high], [height - margin.bottom, margin.top]);
  const slot = (width - margin.left - margin.right) / steps.length;
  const bar = Math.min(30, slot - 6);
  return (
    <figure className="waterfall" data-testid={testIdOf.waterfall(score.ticker)}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`Arithmetic of the score: ${steps.map(({ label, kind, from, to }) => `${label} ${number((kind === 'sum' ? to : to - from) * 100, 1)}`).join(', ')}`}
      >
        <line x1={0} x2={width} y1={y(0)} y2={y(0)} className="axis" />
        {steps.map(({ label, kind, from, to, note }, index) => {
          const x = margin.left + index * slot + (slot - bar) / 2;
          const change = kind === 'sum' ? to : to - from;
          const top = y(Math.max(from, to));
          return (
            <g key={label} className={kind === 'sum' ? `sum ${score.direction}` : change >= 0 ? 'adds' : 'takes'}>
              <title>{`${note}: ${signed(change * 100, 1)}`}</title>
              <rect x={x} y={top} width={bar} height={Math.max(1, Math.abs(y(from) - y(to)))} />
              {index < steps.length - 1 ? (
                <line
                  x1={x + bar}
                  x2={x + slot + (slot - bar) / 2 - (slot - bar) / 2}
                  y1={y(to)}
                  y2={y(to)}
                  className="step"
                />
              ) : null}
              <text x={x + bar / 2} y={top - 5} textAnchor="middle" className="value">
                {kind === 'sum' ? number(change * 100, 0) : signed(change * 100, 1)}
              </text>
              <text x={x + bar / 2} y={height - 6} textAnchor="middle">
                {label}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
