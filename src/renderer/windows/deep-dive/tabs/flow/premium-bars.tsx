import type { CSSProperties, KeyboardEvent } from 'react';
import type { FlowMinutes } from '../../../../../engine/domain/evidence.ts';
import { compact, number } from '../../../../components/format.ts';
import { minuteTime } from '../../../../components/format-time.ts';
import { testIds } from '../../../../components/test-ids.ts';
import { barMs, flowBars, flowTotal, type FlowBar } from './flow-bars.ts';
import type { Span } from './flow-filter.ts';

/** Of the other side's height. */
const leastRoom = 0.2;

const dollars = (value: number): string => `$${compact(value)}`;

function words({ startMs, trades, bullish, bearish, unsided }: FlowBar, from: FlowMinutes['from']): string {
  return [
    `${minuteTime(startMs)} to ${minuteTime(startMs + barMs)} ET`,
    `bullish ${dollars(bullish)}`,
    `bearish ${dollars(bearish)}`,
    `without side ${dollars(unsided)}`,
    `${number(trades, 0)} ${from}`,
  ].join(', ');
}

function moveBetweenBars(event: KeyboardEvent<HTMLElement>): void {
  const bars = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = bars.findIndex((bar) => bar === event.target);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  bars[Math.min(bars.length - 1, Math.max(0, to))]?.focus();
}

type Props = {
  readonly flow: FlowMinutes;
  readonly span: Span | null;
  readonly choose: (span: Span | null) => void;
};

/** Bullish premium up, bearish down, by five minutes; a bar chooses its trades. */
export function PremiumBars({ flow, span, choose }: Props) {
  const bars = flowBars(flow.minutes);
  const total = flowTotal(bars);
  const net = total.bullish - total.bearish;
  const most = {
    bullish: Math.max(1, ...bars.map((bar) => bar.bullish)),
    bearish: Math.max(1, ...bars.map((bar) => bar.bearish)),
  };
  // One scale for both directions; the smaller one keeps enough room to be seen.
  const scale = Math.max(most.bullish, most.bearish);
  const room = (side: 'bullish' | 'bearish'): number => Math.max(leastRoom, most[side] / scale);
  const height = (value: number, side: 'bullish' | 'bearish'): string => `${(value / scale / room(side)) * 100}%`;
  return (
    <section aria-label="Premium by five minutes">
      <div className="row flow-total">
        <span className="label">
          <span className="from-wide">Premium by </span>5 min, all {flow.from}
        </span>
        <span className="grow" />
        <span className="up">▲ {dollars(total.bullish)}</span>
        <span className="down">▼ {dollars(total.bearish)}</span>
        <span className="muted" title="Bullish less bearish premium">
          net {net < 0 ? '−' : '+'}
          {dollars(Math.abs(net))}
        </span>
        <span className="faint from-wide" title="At the middle, or a leg of a spread">
          no side {dollars(total.unsided)}
        </span>
      </div>
      <div
        className="flow-bars"
        style={{ '--rows': `${room('bullish')}fr ${room('bearish')}fr 14px` } as CSSProperties}
        role="group"
        aria-label="Bullish and bearish premium"
        onKeyDown={moveBetweenBars}
        data-testid={testIds.flowBars}
      >
        {bars.map((bar, index) => {
          const chosen = span?.fromMs === bar.startMs;
          const text = words(bar, flow.from);
          return (
            <button
              key={bar.startMs}
              type="button"
              aria-pressed={chosen}
              aria-label={text}
              title={text}
              tabIndex={chosen || (span === null && index === bars.length - 1) ? 0 : -1}
              onClick={() => choose(chosen ? null : { fromMs: bar.startMs, toMs: bar.startMs + barMs })}
            >
              <span className="bull">
                <i style={{ height: height(bar.bullish, 'bullish') }} />
              </span>
              <span className="bear">
                <i style={{ height: height(bar.bearish, 'bearish') }} />
              </span>
              <span className="tick">
                {new Date(bar.startMs).getUTCMinutes() % 30 === 0 ? minuteTime(bar.startMs) : ''}
              </span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
